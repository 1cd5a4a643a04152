#!/usr/bin/env bash
# An alarm ten minutes after the start rings ten minutes after the end.
#
# Of: ical-generator@10.2.0
# Expected: TRIGGER:PT10M: triggerAfter is described as the seconds between the alarm and
# the start, and trigger and triggerBefore count from the start.
# Seen: TRIGGER;RELATED=END:PT10M, so for an hour's meeting the alarm comes after seventy
# minutes.
# For the bot: "Has your mentor come?" would be asked when the meeting is over.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund ical-generator@10.2.0

cat > run.mjs <<'JS'
import ical from 'ical-generator'
const start = new Date('2026-09-04T14:00:00Z')
const end = new Date('2026-09-04T15:00:00Z')
for (const when of [{ triggerBefore: 600 }, { trigger: 600 }, { trigger: -600 }, { triggerAfter: 600 }]) {
  const calendar = ical()
  calendar.createEvent({ start, end, summary: 'meeting', alarms: [{ type: 'display', ...when }] })
  console.log(JSON.stringify(when), calendar.toString().match(/TRIGGER.*/)[0])
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
{"triggerBefore":600} TRIGGER:-PT10M
{"trigger":600} TRIGGER:-PT10M
{"trigger":-600} TRIGGER;RELATED=END:PT10M
{"triggerAfter":600} TRIGGER;RELATED=END:PT10M
SEEN
echo "ical-generator-an-alarm-after-the-start-waits-for-the-end: as before"
