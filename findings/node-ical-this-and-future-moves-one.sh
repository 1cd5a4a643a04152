#!/usr/bin/env bash
# "From this lesson on" moves one lesson only.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, node-ical@0.26.1
# Expected: the second and the third lesson at 16:00: RFC 5545, 3.2.13, has
# RANGE=THISANDFUTURE for a change of all that follow, and recurring-ical-events does that.
# Seen: node-ical moves the second lesson and leaves the third at 15:00.
# For the bot: after a change of timetable at half term such a reader has everybody at the
# old hour but once.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2
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

text = calendar(
    ["DTSTART;TZID=Europe/London:20260904T150000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"],
    ["RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20260911T150000", "DTSTART;TZID=Europe/London:20260911T160000", "DURATION:PT1H"],
)
read = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(date(2026, 9, 1), date(2026, 10, 1))
print("recurring-ical-events", *sorted(f"{event.start:%d-%b-%H:%M}" for event in read))
open("lesson.ics", "w", newline="").write(text)
PY
cat > run.mjs <<'JS'
import ical from 'node-ical'
const event = Object.values(ical.sync.parseFile('lesson.ics')).find((part) => part.type === 'VEVENT')
const seen = ical.expandRecurringEvent(event, { from: new Date('2026-09-01'), to: new Date('2026-10-01') })
console.log('node-ical', ...seen.map(({ start }) => `${start.getDate()}-Sep-${start.getHours()}:00`))
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
recurring-ical-events 04-Sep-15:00 11-Sep-16:00 18-Sep-16:00
node-ical 4-Sep-15:00 11-Sep-16:00 18-Sep-15:00
SEEN
echo "node-ical-this-and-future-moves-one: as before"
