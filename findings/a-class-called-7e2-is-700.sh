#!/usr/bin/env bash
# In a list of classes, 7E2 is the number 700, while 7B1 beside it stays text.
#
# Of: pyexcel==0.7.6, pandas==3.1.1, polars==2.1.0, papaparse@5.7.1, csv-parse@7.0.3,
# xlsx@0.18.5
# Expected: texts: year 7, form E, set 2 has a letter in it, and its neighbours in the
# column are texts.
# Seen: pyexcel, papaparse, csv-parse and SheetJS decide cell by cell and take it for 7
# times ten to the second; pandas and polars decide by column, so a year group of E
# classes alone becomes numbers.
# For the bot: the names of classes in a timetable must be read as texts, with all
# guessing off.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyexcel==0.7.6 pandas==3.1.1 polars==2.1.0
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund papaparse@5.7.1 csv-parse@7.0.3 xlsx@0.18.5

venv/bin/python > seen <<'PY'
import io
import pandas, polars, pyexcel

mixed, alone = "class\n7B1\n7E2\n8E1\n", "class\n7E1\n7E2\n8E1\n"
print("pyexcel", pyexcel.get_array(file_type="csv", file_content=mixed)[1:])
for text in (mixed, alone):
    print("pandas", pandas.read_csv(io.StringIO(text))["class"].tolist(), "polars", polars.read_csv(io.StringIO(text))["class"].to_list())
PY
cat > run.mjs <<'JS'
import Papa from 'papaparse'
import { parse } from 'csv-parse/sync'
import XLSX from 'xlsx'
const text = 'class\n7B1\n7E2\n8E1'
console.log('papaparse', JSON.stringify(Papa.parse(text, { dynamicTyping: true }).data.slice(1)))
console.log('csv-parse', JSON.stringify(parse(text, { cast: true }).slice(1)))
console.log('SheetJS', JSON.stringify(XLSX.utils.sheet_to_json(XLSX.read(text, { type: 'string' }).Sheets.Sheet1, { header: 1 }).slice(1)))
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
pyexcel [['7B1'], [700.0], [80.0]]
pandas ['7B1', '7E2', '8E1'] polars ['7B1', '7E2', '8E1']
pandas [70.0, 700.0, 80.0] polars [70.0, 700.0, 80.0]
papaparse [["7B1"],[700],[80]]
csv-parse [["7B1"],[700],[80]]
SheetJS [["7B1"],[700],[80]]
SEEN
echo "a-class-called-7e2-is-700: as before"
