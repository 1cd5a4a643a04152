#!/usr/bin/env bash
# A day taken out with EXDATE;VALUE=DATE: one reader drops the lesson, one keeps it, one
# refuses the calendar.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, vobject==0.9.9,
# python-dateutil==2.9.0.post0
# Expected: that the lesson stays: RFC 5545, 3.8.5.1, compares an EXDATE with the starts of
# the series, and a day is no start of a lesson at 15:00. Many publishers write it for an
# INSET day all the same.
# Seen: recurring-ical-events takes the lesson out, dateutil keeps it without a word,
# vobject raises TypeError as soon as the dates are asked for.
# For the bot: a lesson on an INSET day is there or not by the reader; a calendar should
# name the start to the minute.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 vobject==0.9.9 python-dateutil==2.9.0.post0

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
import icalendar, recurring_ical_events, vobject
from dateutil.rrule import rrulestr

text = calendar(["DTSTART;TZID=Europe/London:20260904T150000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20260911"])
read = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(date(2026, 9, 1), date(2026, 10, 1))
print("recurring-ical-events", *sorted(f"{event.start:%d-%b}" for event in read))
rule = rrulestr("DTSTART:20260904T150000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20260911")
print("dateutil", *(f"{day:%d-%b}" for day in rule))
try:
    print("vobject", *vobject.readOne(text).vevent.getrruleset())
except TypeError as error:
    print("vobject TypeError:", error)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
recurring-ical-events 04-Sep 18-Sep
dateutil 04-Sep 11-Sep 18-Sep
vobject TypeError: can't compare offset-naive and offset-aware datetimes
SEEN
echo "exdate-as-a-day-removes-or-does-not: as before"
