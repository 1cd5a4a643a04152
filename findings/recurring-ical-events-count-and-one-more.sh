#!/usr/bin/env bash
# A lesson on Mondays that is to happen three times happens four times if its first day is
# no Monday.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, python-dateutil==2.9.0.post0,
# node-ical@0.26.1
# Expected: COUNT=3 gives three meetings. RFC 5545, 3.3.10, says that DTSTART counts as the
# first of a COUNT; dateutil and node-ical instead leave a DTSTART out that the rule does
# not name. Both give three.
# Seen: recurring-ical-events shows the start day and three Mondays after it: four meetings.
# For the bot: a timetable that says "from Wednesday 2 September, on Mondays, three times"
# shows a lesson on that Wednesday that nobody planned, and no meeting is proposed for that
# hour.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 python-dateutil==2.9.0.post0
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund node-ical@0.26.1

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
import icalendar, recurring_ical_events
from dateutil.rrule import rrulestr

text = calendar(["DTSTART;TZID=Europe/London:20260902T150000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3"])
read = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(date(2026, 9, 1), date(2026, 12, 1))
print("recurring-ical-events", *(f"{event.start:%a-%d-%b}" for event in sorted(read, key=lambda event: event.start)))
rule = rrulestr("DTSTART:20260902T150000\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3")
print("dateutil", *(f"{day:%a-%d-%b}" for day in rule))
open("lesson.ics", "w", newline="").write(text)
PY
cat > run.mjs <<'JS'
import ical from 'node-ical'
const event = Object.values(ical.sync.parseFile('lesson.ics')).find((part) => part.type === 'VEVENT')
const seen = ical.expandRecurringEvent(event, { from: new Date('2026-09-01'), to: new Date('2026-12-01') })
console.log('node-ical', ...seen.map(({ start }) => start.toISOString().slice(5, 10)))
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
recurring-ical-events Wed-02-Sep Mon-07-Sep Mon-14-Sep Mon-21-Sep
dateutil Mon-07-Sep Mon-14-Sep Mon-21-Sep
node-ical 09-07 09-14 09-21
SEEN
echo "recurring-ical-events-count-and-one-more: as before"
