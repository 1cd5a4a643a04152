#!/usr/bin/env bash
# A weekly lesson UNTIL the last day of term: half of the readers leave the last lesson out.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, vobject==0.9.9, node-ical@0.26.1,
# ical.js@2.2.1
# Expected: that four readers agree on the Friday of UNTIL=20260717 for a lesson at 15:00.
# RFC 2445 let UNTIL be a plain day, RFC 5545 wants the type of DTSTART, so many school
# calendars have it; "until Friday" has Friday in it.
# Seen: recurring-ical-events and ical.js end on 10 July, vobject and node-ical on 17 July.
# For the bot: whether the last meeting of a term exists depends on who reads the calendar;
# the bot reads such a rule to the end of its day, and a published UNTIL should carry a time
# in UTC.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 vobject==0.9.9
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund node-ical@0.26.1 ical.js@2.2.1

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

text = calendar(["DTSTART;TZID=Europe/London:20260703T150000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20260717"])
read = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(date(2026, 7, 1), date(2026, 8, 1))
print("recurring-ical-events", *sorted(f"{event.start:%d-%b}" for event in read))
print("vobject", *(f"{day:%d-%b}" for day in vobject.readOne(text).vevent.getrruleset()))
open("lesson.ics", "w", newline="").write(text)
PY
cat > run.mjs <<'JS'
import { readFileSync } from 'node:fs'
import ical from 'node-ical'
import ICAL from 'ical.js'
const event = Object.values(ical.sync.parseFile('lesson.ics')).find((part) => part.type === 'VEVENT')
const seen = ical.expandRecurringEvent(event, { from: new Date('2026-07-01'), to: new Date('2026-08-01') })
console.log('node-ical', ...seen.map(({ start }) => start.toISOString().slice(5, 10)))
const lesson = new ICAL.Event(new ICAL.Component(ICAL.parse(readFileSync('lesson.ics', 'utf8'))).getFirstSubcomponent('vevent'))
const days = lesson.iterator()
const found = []
for (let day = days.next(); day; day = days.next()) found.push(day.toString().slice(5, 10))
console.log('ical.js', ...found)
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
recurring-ical-events 03-Jul 10-Jul
vobject 03-Jul 10-Jul 17-Jul
node-ical 07-03 07-10 07-17
ical.js 07-03 07-10
SEEN
echo "until-as-a-date-and-the-last-lesson: as before"
