#!/usr/bin/env bash
# With a time zone set, the end of a series and the time stamp are written without a zone.
#
# Of: ical-generator@10.2.0
# Expected: UNTIL and DTSTAMP with a Z: RFC 5545 demands UTC for UNTIL where DTSTART has a
# zone (3.3.10) and for DTSTAMP always (3.8.7.2); DTSTART has its TZID.
# Seen: UNTIL=20260717T150000 and DTSTAMP:20260901T100000, both London clock time with no
# zone.
# For the bot: strict readers refuse such a feed or end a series an hour wrong; ours is made
# in Python, yet other bots' feeds stand beside it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund ical-generator@10.2.0

cat > run.mjs <<'JS'
import ical from 'ical-generator'
const calendar = ical({ name: 'Meetings', timezone: 'Europe/London' })
calendar.createEvent({
  id: '1',
  stamp: new Date('2026-09-01T09:00:00Z'),
  start: new Date('2026-07-03T14:00:00Z'),
  end: new Date('2026-07-03T15:00:00Z'),
  timezone: 'Europe/London',
  summary: 'Mentor meeting',
  repeating: { freq: 'WEEKLY', until: new Date('2026-07-17T14:00:00Z') },
})
console.log(calendar.toString().split('\r\n').filter((line) => /^(DTSTART|DTSTAMP|RRULE)/.test(line)).join('\n'))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
DTSTAMP:20260901T100000
DTSTART;TZID=Europe/London:20260703T150000
RRULE:FREQ=WEEKLY;UNTIL=20260717T150000
SEEN
echo "ical-generator-local-end-and-stamp: as before"
