#!/usr/bin/env bash
# A calendar without CALSCALE comes back with a calendar scale that does not exist.
#
# Of: ics==0.7.3, icalendar==7.3.2, recurring-ical-events==3.8.2
# Expected: no CALSCALE, or GREGORIAN: RFC 5545, 3.7.1, knows that one only, and says it is
# what is meant where none is given.
# Seen: CALSCALE:GEORGIAN, in any calendar that was read without the property;
# recurring-ical-events refuses to read it.
# For the bot: a timetable that went through this library is refused, and the message "only
# Gregorian calendars" helps no school to find out why; the bot takes the property out
# before it reads.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2

venv/bin/python > seen <<'PY'
import icalendar, ics, recurring_ical_events

text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//school//EN\r\nEND:VCALENDAR\r\n"
written = ics.Calendar(text).serialize()
print(*(line for line in written.splitlines() if "CALSCALE" in line))
try:
    recurring_ical_events.of(icalendar.Calendar.from_ical(written))
except ValueError as error:
    print(type(error).__name__, error)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
CALSCALE:GEORGIAN
InvalidCalendar Only Gregorian calendars are supported.
SEEN
echo "ics-writes-a-georgian-calendar: as before"
