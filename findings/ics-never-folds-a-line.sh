#!/usr/bin/env bash
# Long lines are written whole.
#
# Of: ics==0.7.3, icalendar==7.3.2
# Expected: lines of at most 75 octets, as RFC 5545, 3.1, has it and icalendar does.
# Seen: a line of hundreds of octets; a note of a page is one line.
# For the bot: old readers cut such a line; a calendar file should go through icalendar.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ics==0.7.3 icalendar==7.3.2

venv/bin/python > seen <<'PY'
from datetime import datetime
import ics, icalendar

note = "Bring the observation notes and the plan for next half term. " * 5
one = ics.Calendar(events=[ics.Event(name=note, begin=datetime(2026, 9, 4, 15))]).serialize()
other = icalendar.Event()
other.add("summary", note)
print("ics longest line", max(len(line.encode()) for line in one.splitlines()) > 300)
print("icalendar longest line", max(len(line) for line in other.to_ical().splitlines()))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
ics longest line True
icalendar longest line 75
SEEN
echo "ics-never-folds-a-line: as before"
