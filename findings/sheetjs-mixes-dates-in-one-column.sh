#!/usr/bin/env bash
# In one column of a CSV file some British dates become American ones and the others stay
# text.
#
# Of: xlsx@0.18.5
# Expected: all text, or all dates of one order: 13/09/2026 shows that the day comes first.
# A class "7/3" is no date.
# Seen: 01/09/2026 is 9 January, 13/09/2026 stays text, the class 7/3 is 3 July 2001.
# For the bot: a list of people made with this reader has wrong start dates in the first
# twelve days of each month, and a class that nobody knows.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund xlsx@0.18.5

cat > run.mjs <<'JS'
import xlsx from 'xlsx'
const book = xlsx.read('name,start,class\nAda,01/09/2026,7/3\nAlan,13/09/2026,7A\n', { type: 'string', cellDates: true, dateNF: 'yyyy-mm-dd' })
for (const row of xlsx.utils.sheet_to_json(book.Sheets.Sheet1, { raw: false })) console.log(JSON.stringify(row))
JS
node run.mjs > seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
{"name":"Ada","start":"2026-01-09","class":"2001-07-03"}
{"name":"Alan","start":"13/09/2026","class":"7A"}
SEEN
echo "sheetjs-mixes-dates-in-one-column: as before"
