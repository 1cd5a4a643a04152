#!/usr/bin/env bash
# A calendar that is only read and written again moves its lessons by an hour after the
# clocks change.
#
# Of: ics==0.7.3, icalendar==7.3.2, recurring-ical-events==3.8.2
# Expected: the same series: the library keeps what it does not know, and RRULE is kept.
# Seen: DTSTART becomes 14:00 UTC while RRULE stays: after 25 October the lesson at 15:00 is
# at 14:00.
# For the bot: a school's timetable must not pass through this library before the bot reads
# it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2

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



from datetime import date
from zoneinfo import ZoneInfo
import ics, icalendar, recurring_ical_events

text = calendar(["DTSTART;TZID=Europe/London:20261016T150000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"])
written = ics.Calendar(text).serialize()
print(*(line for line in written.splitlines() if line.startswith(("DTSTART", "RRULE"))))
for name, version in (("before", text), ("after", written)):
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(version)).between(date(2026, 10, 1), date(2026, 12, 1))
    starts = sorted(event.start.astimezone(ZoneInfo("Europe/London")) for event in read)
    print(name, *(f"{start:%d-%b-%H:%M}" for start in starts))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
RRULE:FREQ=WEEKLY;COUNT=3 DTSTART:20261016T140000Z
before 16-Oct-15:00 23-Oct-15:00 30-Oct-15:00
after 16-Oct-15:00 23-Oct-15:00 30-Oct-14:00
SEEN
echo "ics-moves-a-series-to-utc: as before"
