#!/usr/bin/env bash
# A record without the field is found by neither x == 1 nor x != 1.
#
# Of: tinydb==4.9.0
# Expected: x != 1 finds what x == 1 does not: so it is with any Python object, and ~(x ==
# 1) does it here.
# Seen: x != 1 leaves out each record that has no x; ~(x == 1) has it.
# For the bot: "all who are not yet done" written with != misses those whose record was made
# before the field existed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tinydb==4.9.0

venv/bin/python > seen <<'PY'
from tinydb import Query, TinyDB
from tinydb.storages import MemoryStorage

people = TinyDB(storage=MemoryStorage)
people.insert_multiple([{"name": "Ada", "done": 1}, {"name": "Alan", "done": 0}, {"name": "Grace"}])
done = Query().done
for name, query in (("== 1", done == 1), ("!= 1", done != 1), ("~(== 1)", ~(done == 1))):
    print(name, *(person["name"] for person in people.search(query)))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
== 1 Ada
!= 1 Alan
~(== 1) Alan Grace
SEEN
echo "tinydb-unequal-is-not-the-opposite-of-equal: as before"
