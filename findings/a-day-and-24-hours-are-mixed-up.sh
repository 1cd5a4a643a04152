#!/usr/bin/env bash
# Over the night of the clock change one reader takes PT24H for a day, the other takes a day
# for 24 hours.
#
# Of: icalendar==7.3.2, tzdata==2026.6, node-ical@0.26.1
# Expected: P1D from Saturday 15:00 ends on Sunday 15:00, PT24H at 14:00, when 24 hours have
# gone by: RFC 5545, 3.3.6, tells a day of the calendar from an exact time.
# Seen: icalendar ends both at 15:00, node-ical both at 14:00.
# For the bot: a stay over the weekend of 25 October, or an all-night event, ends an hour
# early or late; DTEND says it without doubt.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6
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



import icalendar

for length in ("P1D", "PT24H"):
    text = calendar(["DTSTART;TZID=Europe/London:20261024T150000", f"DURATION:{length}"])
    print("icalendar", length, icalendar.Calendar.from_ical(text).events[0].end.isoformat())
    open(f"{length}.ics", "w", newline="").write(text)
PY
cat > run.mjs <<'JS'
import ical from 'node-ical'
for (const length of ['P1D', 'PT24H']) {
  const event = Object.values(ical.sync.parseFile(`${length}.ics`)).find((part) => part.type === 'VEVENT')
  console.log('node-ical', length, event.end.toISOString())
}
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
icalendar P1D 2026-10-25T15:00:00+00:00
icalendar PT24H 2026-10-25T15:00:00+00:00
node-ical P1D 2026-10-25T14:00:00.000Z
node-ical PT24H 2026-10-25T14:00:00.000Z
SEEN
echo "a-day-and-24-hours-are-mixed-up: as before"
