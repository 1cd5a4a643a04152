#!/usr/bin/env bash
# A weekly meeting at 14:00 UTC is at 15:00 UTC after the clocks change, if the calendar's
# head names a zone.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, x-wr-timezone==2.0.1,
# vobject==0.9.9, tzdata==2026.6, node-ical@0.26.1
# Expected: 14:00 UTC throughout: the start is in UTC, and the head line is no part of the
# standard; it says in which zone to show a calendar.
# Seen: with X-WR-TIMEZONE in the file recurring-ical-events moves the series to that zone
# before it reads it, so that its clock time in London stays; two other readers keep UTC.
# For the bot: which of the two was meant cannot be told from the file; the bot uses this
# library for timetables, so such lessons keep their time on the school's clock.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 x-wr-timezone==2.0.1 vobject==0.9.9 tzdata==2026.6
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund node-ical@0.26.1

venv/bin/python > seen <<'PY'
from datetime import UTC, date
import icalendar, recurring_ical_events, vobject

def text(*head):
    return "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//EN", *head, "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
        "DTSTART:20261016T140000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", "END:VEVENT", "END:VCALENDAR", "",
    ])

for head in ((), ("X-WR-TIMEZONE:Europe/London",)):
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(text(*head))).between(date(2026, 10, 1), date(2026, 11, 30))
    print(*head or ["no zone in the head"], "recurring-ical-events", *sorted(f"{one.start.astimezone(UTC):%m-%dT%H:%M}" for one in read))
print("vobject", *(f"{day:%m-%dT%H:%M}" for day in vobject.readOne(text(*head)).vevent.getrruleset()))
open("meetings.ics", "w", newline="").write(text(*head))
PY
cat > run.mjs <<'JS'
import ical from 'node-ical'
const event = Object.values(ical.sync.parseFile('meetings.ics')).find((part) => part.type === 'VEVENT')
const seen = ical.expandRecurringEvent(event, { from: new Date('2026-10-01'), to: new Date('2026-11-30') })
console.log('node-ical', ...seen.map(({ start }) => start.toISOString().slice(5, 16)))
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
no zone in the head recurring-ical-events 10-16T14:00 10-23T14:00 10-30T14:00
X-WR-TIMEZONE:Europe/London recurring-ical-events 10-16T14:00 10-23T14:00 10-30T15:00
vobject 10-16T14:00 10-23T14:00 10-30T14:00
node-ical 10-16T14:00 10-23T14:00 10-30T14:00
SEEN
echo "recurring-ical-events-a-calendars-zone-moves-utc: as before"
