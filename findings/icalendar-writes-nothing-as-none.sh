#!/usr/bin/env bash
# A place that is not known is written as LOCATION:None.
#
# Of: icalendar==7.3.2
# Expected: no LOCATION, or TypeError as add() raises for a start that is no date.
# Seen: the word None, in the calendar of whoever subscribes; for a summary and a
# description it is the same.
# For the bot: each optional field of a feed needs its own "if".
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2

venv/bin/python > seen <<'PY'
from icalendar import Event

event = Event()
for name in ("summary", "location", "description"):
    event.add(name, None)
print(*event.to_ical().decode().splitlines()[1:-1])
try:
    event.add("dtstart", None)
except TypeError as error:
    print("dtstart TypeError")
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
SUMMARY:None DESCRIPTION:None LOCATION:None
dtstart TypeError
SEEN
echo "icalendar-writes-nothing-as-none: as before"
