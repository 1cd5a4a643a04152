#!/usr/bin/env bash
# Asked for a day, the library leaves out what began the evening before and ends on that
# day.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, tzdata==2026.6
# Expected: the stay until Friday 09:00 is found on Thursday and on Friday: at() is there
# for all that takes place on a day, and for an all-day event of two days it is so.
# Seen: at(Friday) and between(Friday, Saturday) with dates are empty; the same span as
# times from midnight to midnight has it.
# For the bot: the morning after a residential trip looks free, and a meeting is proposed
# for it; spans must be given as times with a zone.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 tzdata==2026.6

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



from datetime import date, datetime
from zoneinfo import ZoneInfo
import icalendar, recurring_ical_events

thursday, friday, saturday = (date(2026, 9, day) for day in (3, 4, 5))
london = ZoneInfo("Europe/London")
for name, lines in {
    "20:00 to 09:00": ["DTSTART;TZID=Europe/London:20260903T200000", "DTEND;TZID=Europe/London:20260904T090000"],
    "two whole days": ["DTSTART;VALUE=DATE:20260903", "DTEND;VALUE=DATE:20260905"],
}.items():
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(calendar(lines)))
    midnights = [datetime(day.year, day.month, day.day, tzinfo=london) for day in (friday, saturday)]
    print(name, "| Thursday", len(read.at(thursday)), "Friday", len(read.at(friday)), len(read.between(friday, saturday)), "Friday as times", len(read.between(*midnights)))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
20:00 to 09:00 | Thursday 1 Friday 0 0 Friday as times 1
two whole days | Thursday 1 Friday 1 1 Friday as times 1
SEEN
echo "recurring-ical-events-a-day-without-what-ran-into-it: as before"
