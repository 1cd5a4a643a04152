#!/usr/bin/env bash
# A rule written with str() and read again is without its zone.
#
# Of: python-dateutil==2.9.0.post0, tzdata==2026.6
# Expected: the same rule: str() of a rule is documented to give an iCalendar string that
# rrulestr() can read, and that format has TZID for it.
# Seen: DTSTART:20261023T150000 with no TZID; what is read back is naive and cannot be
# compared with the first.
# For the bot: a repeated meeting that is kept as such a text has lost its zone on the next
# start of the program.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0 tzdata==2026.6

venv/bin/python > seen <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo
from dateutil.rrule import WEEKLY, rrule, rrulestr

rule = rrule(WEEKLY, dtstart=datetime(2026, 10, 23, 15, tzinfo=ZoneInfo("Europe/London")), count=2)
print(str(rule).replace("\n", " "))
print("first", rule[0].isoformat(), "read again", rrulestr(str(rule))[0].isoformat())
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
DTSTART:20261023T150000 RRULE:FREQ=WEEKLY;COUNT=2
first 2026-10-23T15:00:00+01:00 read again 2026-10-23T15:00:00
SEEN
echo "dateutil-a-rule-as-text-forgets-its-zone: as before"
