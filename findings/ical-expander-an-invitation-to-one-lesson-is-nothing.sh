#!/usr/bin/env bash
# A file that holds one moved lesson of a series, without the series, holds nothing.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, node-ical@0.26.1,
# ical-expander@3.2.0
# Expected: that lesson: so comes an invitation for somebody who is asked to one meeting
# of a series only, with RECURRENCE-ID and without RRULE.
# Seen: ical-expander looks for the series, finds none and gives neither an event nor an
# occurrence; the other readers show the lesson.
# For the bot: a visit by the appropriate body to one meeting would not be seen; in an
# uploaded timetable the bot reads it as a time that is taken.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund node-ical@0.26.1 ical-expander@3.2.0

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
import icalendar, recurring_ical_events

text = calendar(["RECURRENCE-ID;TZID=Europe/London:20260918T150000", "DTSTART;TZID=Europe/London:20260917T100000", "DURATION:PT1H", "SUMMARY:visit"])
open("visit.ics", "w", newline="").write(text)
read = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(date(2026, 9, 1), date(2026, 10, 1))
print("recurring-ical-events", *(f"{one.start:%m-%dT%H:%M}" for one in read))
PY
cat > run.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import ical from 'node-ical'
const IcalExpander = createRequire(import.meta.url)('ical-expander')
const text = readFileSync('visit.ics', 'utf8')
console.log('node-ical', ...Object.values(ical.sync.parseICS(text)).filter((part) => part.type === 'VEVENT').map(({ start }) => start.toISOString().slice(5, 16)))
console.log('ical-expander', JSON.stringify(new IcalExpander({ ics: text }).between(new Date('2026-09-01'), new Date('2026-10-01'))))
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
recurring-ical-events 09-17T10:00
node-ical 09-17T09:00
ical-expander {"events":[],"occurrences":[]}
SEEN
echo "ical-expander-an-invitation-to-one-lesson-is-nothing: as before"
