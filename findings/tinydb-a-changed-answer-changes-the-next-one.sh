#!/usr/bin/env bash
# Whoever changes a record that search() gave changes what the next search gives, though
# nothing was stored.
#
# Of: tinydb==4.9.0
# Expected: a fresh copy each time: all() and get() read the storage anew, and update() is
# the way to change it.
# Seen: the second search shows the change, get() does not: search() hands the very objects
# of its cache out.
# For the bot: a view that shortens a name for display changes it for everybody until the
# next write, and the data file shows no trace.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tinydb==4.9.0

venv/bin/python > seen <<'PY'
from tinydb import TinyDB, where

people = TinyDB("people.json")
people.insert({"role": "ECT", "name": "Ada Lovelace"})
people.search(where("role") == "ECT")[0]["name"] = "A. L."
print("search", people.search(where("role") == "ECT")[0]["name"])
print("get", people.get(where("role") == "ECT")["name"])
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
search A. L.
get Ada Lovelace
SEEN
echo "tinydb-a-changed-answer-changes-the-next-one: as before"
