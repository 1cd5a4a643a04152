#!/usr/bin/env bash
# A time without a zone is taken and written as UTC.
#
# Of: ics==0.7.3
# Expected: 20260904T150000 again: RFC 5545, 3.3.5, form 1, is a "floating" time, 15:00
# wherever the reader is. School timetables are published so.
# Seen: 20260904T150000Z, which is 16:00 in an English summer.
# For the bot: lessons of such a timetable would stand an hour late from March to October.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ics==0.7.3

venv/bin/python > seen <<'PY'
LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE"""


def calendar(*events):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//EN", "CALSCALE:GREGORIAN", *LONDON.splitlines()]
    for event in events:
        lines += ["BEGIN:VEVENT", "UID:1@school.example", "DTSTAMP:20260101T000000Z", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])



import ics

text = calendar(["DTSTART:20260904T150000", "DURATION:PT1H", "SUMMARY:Mentor meeting"])
event = next(iter(ics.Calendar(text).events))
print(event.begin.isoformat())
print(*(line for line in event.serialize().splitlines() if "DTSTART" in line))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
2026-09-04T15:00:00+00:00
DTSTART:20260904T150000Z
SEEN
echo "ics-turns-a-wall-clock-time-into-utc: as before"
