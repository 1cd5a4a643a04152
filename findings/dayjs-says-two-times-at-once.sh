#!/usr/bin/env bash
# A week added over the clock change gives a time whose text and whose instant differ by an
# hour.
#
# Of: dayjs@1.11.23
# Expected: 2026-10-31T15:00:00+00:00 or 14:00+00:00, wherever the program runs: the zone is
# given, and format() and toISOString() of one object name one instant.
# Seen: the text has the offset of summer, 15:00+01:00; the instant is 15:00 UTC on a
# machine set to London and 14:00 UTC on one set to UTC.
# For the bot: the meeting after half term is stored an hour away from what its owner was
# shown, by the setting of a server.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund dayjs@1.11.23

cat > run.mjs <<'JS'
import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone.js'
import utc from 'dayjs/plugin/utc.js'
dayjs.extend(utc)
dayjs.extend(timezone)
for (const zone of ['Europe/London', 'UTC']) {
  process.env.TZ = zone
  const next = dayjs.tz('2026-10-24 15:00', 'Europe/London').add(1, 'week')
  console.log(`machine in ${zone}: format ${next.format()}, toISOString ${next.toISOString()}`)
}
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
machine in Europe/London: format 2026-10-31T15:00:00+01:00, toISOString 2026-10-31T15:00:00.000Z
machine in UTC: format 2026-10-31T15:00:00+01:00, toISOString 2026-10-31T14:00:00.000Z
SEEN
echo "dayjs-says-two-times-at-once: as before"
