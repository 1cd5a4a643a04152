#!/usr/bin/env bash
# dayOfWeek("2026-09-04T15:00:00Z") says that this is no ISO time; formatDateTime() takes
# it.
#
# Of: adaptivecards-templating@2.3.1, adaptive-expressions@4.23.3
# Expected: 5, Friday: it is an ISO 8601 time, and the form in which Python and most
# services write UTC.
# Seen: dayOfWeek and addDays ask for exactly three digits after a full stop, formatDateTime
# does not.
# For the bot: times that the bot keeps need ".000" for some functions of a card, and must
# not have it for {{DATE()}}.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund adaptivecards-templating@2.3.1 adaptive-expressions@4.23.3

cat > run.mjs <<'JS'
import { Template } from 'adaptivecards-templating'
for (const call of ['dayOfWeek(at)', 'addDays(at, 7)', "formatDateTime(at, 'ddd')"]) {
  for (const at of ['2026-09-04T15:00:00Z', '2026-09-04T15:00:00.000Z']) {
    try {
      console.log(call, at, new Template({ text: '${' + call + '}' }).expand({ $root: { at } }).text)
    } catch (error) {
      console.log(call, at, error.message)
    }
  }
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
dayOfWeek(at) 2026-09-04T15:00:00Z 2026-09-04T15:00:00Z is not a ISO format datetime string.
dayOfWeek(at) 2026-09-04T15:00:00.000Z 5
addDays(at, 7) 2026-09-04T15:00:00Z 2026-09-04T15:00:00Z is not a ISO format datetime string.
addDays(at, 7) 2026-09-04T15:00:00.000Z 2026-09-11T15:00:00.000Z
formatDateTime(at, 'ddd') 2026-09-04T15:00:00Z Fri
formatDateTime(at, 'ddd') 2026-09-04T15:00:00.000Z Fri
SEEN
echo "adaptive-expressions-want-thousandths: as before"
