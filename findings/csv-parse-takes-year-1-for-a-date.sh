#!/usr/bin/env bash
# With cast_date, "Year 1" is 1 January 2001 and "Room 5" is 1 May 2001.
#
# Of: csv-parse@7.0.3
# Expected: text stays text: neither is a date in any calendar format.
# Seen: both become Date objects, since Date.parse() of Node.js takes any word followed by a
# small number.
# For the bot: class and room names of a timetable turn into dates; only columns known to be
# dates may be cast.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund csv-parse@7.0.3

cat > run.mjs <<'JS'
import { parse } from 'csv-parse/sync'
const rows = parse('class,room,start\nYear 1,Room 5,2026-09-01\n', { columns: true, cast: true, cast_date: true })
console.log(rows[0])
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
{
  class: 2001-01-01T00:00:00.000Z,
  room: 2001-05-01T00:00:00.000Z,
  start: 2026-09-01T00:00:00.000Z
}
SEEN
echo "csv-parse-takes-year-1-for-a-date: as before"
