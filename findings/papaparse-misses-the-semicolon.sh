#!/usr/bin/env bash
# A file with semicolons is split at the commas of its notes.
#
# Of: papaparse@5.7.1
# Expected: two columns, name and notes: the header has a semicolon and no comma, and each
# line of people has one semicolon.
# Seen: "Unable to auto-detect delimiting character; defaulted to ','"; name and notes are
# one column, and the note is cut at its comma.
# For the bot: a list of people saved by a spreadsheet set to a continental locale arrives
# with torn notes; the delimiter must be given or asked for.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund papaparse@5.7.1

cat > run.mjs <<'JS'
import Papa from 'papaparse'
const { data, errors, meta } = Papa.parse('name;notes\nAda;Mondays, period 2\nAlan;Fridays, period 5\n', { header: true })
console.log(meta.delimiter, JSON.stringify(data[0]))
console.log(errors[0].message)
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
, {"name;notes":"Ada;Mondays","__parsed_extra":[" period 2"]}
Unable to auto-detect delimiting character; defaulted to ','
SEEN
echo "papaparse-misses-the-semicolon: as before"
