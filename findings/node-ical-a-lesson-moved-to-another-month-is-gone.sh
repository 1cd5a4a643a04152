#!/usr/bin/env bash
# A lesson that is moved to another month is found in neither month.
#
# Of: icalendar==7.3.2, recurring-ical-events==3.8.2, node-ical@0.26.1
# Expected: in November, where it now takes place: expandRecurringEvent() is described as
# handling what was moved, and another reader finds it there.
# Seen: asked for November, node-ical gives nothing, since the day from which it was moved
# is not asked for; asked for September, it rightly gives nothing. Asked for both at once,
# it is there.
# For the bot: whoever asks month by month, or a week at a time, must ask from the first
# day of the series and cut afterwards.
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
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//EN", *LONDON.splitlines()]
    for event in events:
        lines += ["BEGIN:VEVENT", "UID:1@school.example", "DTSTAMP:20260101T000000Z", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


from datetime import date
import icalendar, recurring_ical_events

text = calendar(
    ["DTSTART;TZID=Europe/London:20260904T150000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=6", "SUMMARY:weekly"],
    ["RECURRENCE-ID;TZID=Europe/London:20260918T150000", "DTSTART;TZID=Europe/London:20261102T100000", "DURATION:PT1H", "SUMMARY:moved"],
)
open("lessons.ics", "w", newline="").write(text)
read = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
for begins, ends in (((2026, 9, 14), (2026, 9, 21)), ((2026, 11, 1), (2026, 12, 1))):
    print("recurring-ical-events", date(*begins), [f"{event.start:%d-%b} {event['SUMMARY']}" for event in read.between(date(*begins), date(*ends))])
PY
cat > run.mjs <<'JS'
import ical from 'node-ical'
const series = Object.values(ical.sync.parseFile('lessons.ics')).find((part) => part.type === 'VEVENT')
for (const [from, to] of [['2026-09-14', '2026-09-21'], ['2026-11-01', '2026-12-01'], ['2026-09-14', '2026-12-01']]) {
  const found = ical.expandRecurringEvent(series, { from: new Date(from), to: new Date(to) })
  console.log('node-ical', from, found.filter(({ summary }) => to < '2026-12' || summary === 'moved').map(({ start, summary }) => `${start.toISOString().slice(0, 10)} ${summary}`))
}
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
recurring-ical-events 2026-09-14 []
recurring-ical-events 2026-11-01 ['02-Nov moved']
node-ical 2026-09-14 []
node-ical 2026-11-01 []
node-ical 2026-09-14 [ '2026-11-02 moved' ]
SEEN
echo "node-ical-a-lesson-moved-to-another-month-is-gone: as before"
