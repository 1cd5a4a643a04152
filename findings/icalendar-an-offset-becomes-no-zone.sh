#!/usr/bin/env bash
# A time with an offset, such as 15:00+01:00, is written so that nobody can read the offset
# again.
#
# Of: icalendar==7.3.2
# Expected: 14:00 in UTC, or a VTIMEZONE beside it: RFC 5545, 3.2.19, wants a VTIMEZONE for
# each TZID, and add_missing_timezones() is there to write them.
# Seen: TZID="UTC+01:00", no VTIMEZONE even after add_missing_timezones(), and the library
# itself reads 15:00 without a zone from its own file.
# For the bot: datetime.fromisoformat() gives such offsets; an export of stored times must
# turn them into UTC or a named zone first, or a meeting moves by an hour.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2

venv/bin/python > seen <<'PY'
from datetime import datetime
from icalendar import Calendar, Event

event = Event()
event.add("uid", "1")
event.add("dtstart", datetime.fromisoformat("2026-09-04T15:00:00+01:00"))
calendar = Calendar()
calendar.add_component(event)
calendar.add_missing_timezones()
text = calendar.to_ical().decode()
print(*(line for line in text.splitlines() if "DTSTART" in line or "VTIMEZONE" in line))
again = Calendar.from_ical(text).events[0].start
print(again, again.tzinfo)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
DTSTART;TZID="UTC+01:00":20260904T150000
2026-09-04 15:00:00 None
SEEN
echo "icalendar-an-offset-becomes-no-zone: as before"
