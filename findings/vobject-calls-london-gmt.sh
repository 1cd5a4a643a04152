#!/usr/bin/env bash
# A lesson at 15:00 in London written by one library is read an hour late by two others in
# summer.
#
# Of: vobject==0.9.9, icalendar==7.3.2, tzdata==2026.6, node-ical@0.26.1
# Expected: TZID=Europe/London, the key of the zone that was given; and a reader that takes
# the VTIMEZONE of the file, as RFC 5545, 3.6.5, has it.
# Seen: vobject names the zone "GMT" in a VTIMEZONE with British Summer Time; icalendar and
# node-ical know a GMT of their own, leave that VTIMEZONE aside and read 15:00 UTC.
# For the bot: a feed made with vobject moves every meeting between March and October by an
# hour; the bot reads such a timetable by the school's clocks, and a feed should name the
# zone as IANA does.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vobject==0.9.9 icalendar==7.3.2 tzdata==2026.6
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund node-ical@0.26.1

venv/bin/python > seen <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo
import icalendar, vobject

made = vobject.iCalendar()
made.add("vevent").add("dtstart").value = datetime(2026, 9, 4, 15, tzinfo=ZoneInfo("Europe/London"))
made.vevent.add("uid").value = "1"
text = made.serialize()
print("vobject", *(line for line in text.splitlines() if "TZID" in line or "TZNAME" in line))
start = icalendar.Calendar.from_ical(text).events[0].start
print("icalendar", start.isoformat())
open("lesson.ics", "w", newline="").write(text)
PY
cat > run.mjs <<'JS'
import ical from 'node-ical'
const event = Object.values(ical.sync.parseFile('lesson.ics')).find((part) => part.type === 'VEVENT')
console.log('node-ical', event.start.toISOString())
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
vobject TZID:GMT TZNAME:GMT TZNAME:BST DTSTART;TZID=GMT:20260904T150000
icalendar 2026-09-04T15:00:00+00:00
node-ical 2026-09-04T15:00:00.000Z
SEEN
echo "vobject-calls-london-gmt: as before"
