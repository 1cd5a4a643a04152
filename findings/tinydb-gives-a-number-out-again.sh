#!/usr/bin/env bash
# After a new start the number of a removed record is given to the next one.
#
# Of: tinydb==4.9.0
# Expected: 3: as long as the program runs, a number is not used twice, as with the keys of
# most databases.
# Seen: 2 once more, since a new start takes the largest number in the file and adds one.
# For the bot: a button in an old message that holds the number of a removed record would
# open a stranger's; records need ids of their own.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tinydb==4.9.0

venv/bin/python > seen <<'PY'
from tinydb import TinyDB

database = TinyDB("sessions.json")
database.insert_multiple([{"of": "Ada"}, {"of": "Alan"}])
database.remove(doc_ids=[2])
database.close()
print("after a new start", TinyDB("sessions.json").insert({"of": "Grace"}))
other = TinyDB("other.json")
other.insert_multiple([{"of": "Ada"}, {"of": "Alan"}])
other.remove(doc_ids=[2])
print("without one", other.insert({"of": "Grace"}))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
after a new start 2
without one 3
SEEN
echo "tinydb-gives-a-number-out-again: as before"
