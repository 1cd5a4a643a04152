#!/usr/bin/env bash
# PT90M is shown as 0:90, 90 minutes as 1:30, and 26 hours 30 minutes as 2:30.
#
# Of: dayjs@1.11.23
# Expected: 1:30 for both spellings of the same length, and 26:30: nothing in the format
# asks for days.
# Seen: a length read from ISO 8601 keeps its minutes above 60; whole days are left out
# without a word.
# For the bot: a total of training hours over 24 loses a day when it is shown this way.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23

cat > run.mjs <<'JS'
import dayjs from 'dayjs'
import duration from 'dayjs/plugin/duration.js'
dayjs.extend(duration)
for (const length of [dayjs.duration('PT90M'), dayjs.duration(90, 'minutes'), dayjs.duration(26.5, 'hours')]) console.log(length.asMinutes(), length.format('H:mm'))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
90 0:90
90 1:30
1590 2:30
SEEN
echo "dayjs-a-length-of-0-90: as before"
