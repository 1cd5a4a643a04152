#!/usr/bin/env bash
# The end of a repetition that is given with a zone is written without one.
#
# Of: icalendar==7.3.2, python-dateutil==2.9.0.post0, tzdata==2026.6
# Expected: UNTIL=20260717T140000Z for 15:00 in London: RFC 5545, 3.3.10, demands UTC where
# DTSTART has a zone, and the same library writes the zone of DTSTART with care.
# Seen: UNTIL=20260717T150000, a floating time; dateutil then refuses the rule.
# For the bot: a calendar of repeated meetings that we publish must turn the end into UTC
# itself, or strict readers show no meeting at all.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 python-dateutil==2.9.0.post0 tzdata==2026.6

venv/bin/python > seen <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo
from dateutil.rrule import rrulestr
from icalendar import Event

london = ZoneInfo("Europe/London")
event = Event()
event.add("dtstart", datetime(2026, 7, 3, 15, tzinfo=london))
event.add("rrule", {"freq": "weekly", "until": datetime(2026, 7, 17, 15, tzinfo=london)})
lines = event.to_ical().decode().splitlines()[1:-1]
print(*lines, sep="\n")
try:
    print(list(rrulestr("\n".join(lines))))
except ValueError as error:
    print("dateutil ValueError:", error)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
DTSTART;TZID=Europe/London:20260703T150000
RRULE:FREQ=WEEKLY;UNTIL=20260717T150000
dateutil ValueError: RRULE UNTIL values must be specified in UTC when DTSTART is timezone-aware
SEEN
echo "icalendar-until-loses-its-zone: as before"
