#!/usr/bin/env bash
# "Friday 18th" is Friday the 11th, and "Friday 18" is that day at six in the evening.
#
# Of: chrono-node@2.10.3
# Expected: 18 September: the weekday and the number agree, and "Friday 18th September" is
# read so.
# Seen: without the month the number is left over, and the nearest Friday is taken;
# without the "th" the number is an hour; a week "from Monday 14th to Friday 18th
# September" begins on the Monday before today.
# For the bot: a date that a teacher types needs a reader that refuses a number it cannot
# place, instead of taking the nearest weekday.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund chrono-node@2.10.3

cat > run.mjs <<'JS'
import * as chrono from 'chrono-node'
const wednesday = new Date('2026-09-09T10:00:00')
for (const text of ['Friday 18th September', 'Friday 18th', 'Friday the 18th', 'Friday 18', 'from Monday 14th to Friday 18th September']) {
  const found = chrono.en.GB.parse(text, wednesday).map(({ text, start }) => `"${text}" is ${start.date().toString().slice(0, 21)}`)
  console.log(`${text}:`, found.join('; '))
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
Friday 18th September: "Friday 18th September" is Fri Sep 18 2026 12:00
Friday 18th: "Friday" is Fri Sep 11 2026 12:00
Friday the 18th: "Friday" is Fri Sep 11 2026 12:00
Friday 18: "Friday 18" is Fri Sep 11 2026 18:00
from Monday 14th to Friday 18th September: "Monday" is Mon Sep 07 2026 12:00; "Friday 18th September" is Fri Sep 18 2026 12:00
SEEN
echo "chrono-friday-18th-is-the-11th: as before"
