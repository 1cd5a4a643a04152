#!/usr/bin/env bash
# A path such as S:\new term is torn at its \n.
#
# Of: node-ical@0.26.1, ical.js@2.2.1
# Expected: S:\new term: in the file it stands as S:\\new, and RFC 5545, 3.3.11, reads a
# doubled backslash as one backslash, whatever follows it.
# Seen: node-ical puts a backslash and a line break into the text, since it looks for \n
# before it looks for \\; ical.js reads it right.
# For the bot: the place or note of a meeting that names a folder of a shared drive arrives
# broken in such bots.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund node-ical@0.26.1 ical.js@2.2.1

cat > run.mjs <<'JS'
import ical from 'node-ical'
import ICAL from 'ical.js'
const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//finding//EN', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z',
  'DTSTART:20260904T140000Z', 'LOCATION:S:\\\\new term', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
const event = Object.values(ical.sync.parseICS(text)).find((part) => part.type === 'VEVENT')
console.log('in the file', text.split('\r\n')[7])
console.log('ical.js', JSON.stringify(new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')).location))
console.log('node-ical', JSON.stringify(event.location))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
in the file LOCATION:S:\\new term
ical.js "S:\\new term"
node-ical "S:\\\new term"
SEEN
echo "node-ical-breaks-a-shared-drive-path: as before"
