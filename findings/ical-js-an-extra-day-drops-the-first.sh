#!/usr/bin/env bash
# A lesson on one day with one more day in RDATE takes place on the second day only.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, vobject==0.9.9, ical.js@2.2.1
# Expected: on 4 and 30 September: DTSTART is the first of a series (RFC 5545, 3.8.5.2),
# and with a rule beside the extra day it is.
# Seen: without a rule, ical.js begins with the extra day; the day of DTSTART is nowhere.
# For the bot: two meetings in one entry lose the first in such a program; the bot writes
# one entry for each.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 vobject==0.9.9
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund ical.js@2.2.1

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
import icalendar, recurring_ical_events, vobject

lesson = ["DTSTART;TZID=Europe/London:20260904T150000", "DURATION:PT1H", "RDATE;TZID=Europe/London:20260930T100000"]
open("with.ics", "w", newline="").write(calendar([*lesson, "RRULE:FREQ=WEEKLY;COUNT=2"]))
text = calendar(lesson)
open("without.ics", "w", newline="").write(text)
read = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(date(2026, 9, 1), date(2026, 10, 1))
print("recurring-ical-events, no rule:", *sorted(f"{one.start:%m-%d}" for one in read))
print("vobject, no rule:", *(f"{day:%m-%d}" for day in vobject.readOne(text).vevent.getrruleset(addRDate=True)))
PY
cat > run.mjs <<'JS'
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
for (const [file, which] of [['with.ics', 'a rule'], ['without.ics', 'no rule']]) {
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(readFileSync(file, 'utf8'))).getFirstSubcomponent('vevent'))
  const days = event.iterator()
  const found = []
  for (let day = days.next(); day; day = days.next()) found.push(day.toString().slice(5, 10))
  console.log(`ical.js, ${which}:`, ...found)
}
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
recurring-ical-events, no rule: 09-04 09-30
vobject, no rule: 09-04 09-30
ical.js, a rule: 09-04 09-11 09-30
ical.js, no rule: 09-30
SEEN
echo "ical-js-an-extra-day-drops-the-first: as before"
