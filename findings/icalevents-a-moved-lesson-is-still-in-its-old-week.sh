#!/usr/bin/env bash
# A lesson that is moved to November still takes place in its old week of September.
#
# Of: icalevents==0.3.1, tzdata==2026.6
# Expected: nothing in that week: the calendar says that the lesson of 18 September takes
# place on 2 November.
# Seen: asked for the old week alone, the lesson is there at its old time; asked for both
# months, it is only in November.
# For the bot: a timetable that is read week by week would say that a teacher is busy when
# they are free; the bot's reader has it in one place.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalevents==0.3.1 tzdata==2026.6

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
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//EN", *LONDON.splitlines()]
    for event in events:
        lines += ["BEGIN:VEVENT", "UID:1@school.example", "DTSTAMP:20260101T000000Z", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


from datetime import date
from icalevents.icalevents import events

text = calendar(
    ["DTSTART;TZID=Europe/London:20260904T150000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=6", "SUMMARY:weekly"],
    ["RECURRENCE-ID;TZID=Europe/London:20260918T150000", "DTSTART;TZID=Europe/London:20261102T100000", "DURATION:PT1H", "SUMMARY:moved"],
).encode()
for begins, ends in ((date(2026, 9, 14), date(2026, 9, 20)), (date(2026, 9, 14), date(2026, 11, 30))):
    found = events(string_content=text, start=begins, end=ends)
    print(begins, "to", ends, *sorted(f"{one.start:%m-%d} {one.summary}" for one in found))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
2026-09-14 to 2026-09-20 09-18 weekly
2026-09-14 to 2026-11-30 09-25 weekly 10-02 weekly 10-09 weekly 11-02 moved
SEEN
echo "icalevents-a-moved-lesson-is-still-in-its-old-week: as before"
