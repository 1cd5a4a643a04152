#!/usr/bin/env bash
# 26 h 30 min comes back as a moment in 1899, 45 min as 0.03125, by the way the cell is
# shown.
#
# Of: xlsxwriter==3.3.1, openpyxl==3.1.5, exceljs@4.4.0
# Expected: one kind of value for a duration, whatever of [h]:mm and [m] it is shown as;
# openpyxl gives a timedelta for both.
# Seen: [h]:mm gives a Date in December 1899, [m] gives the fraction of a day as a number.
# For the bot: totals of training hours read by such a tool need the cell's format to be
# understood; plain minutes as numbers are safe.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlsxwriter==3.3.1 openpyxl==3.1.5
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund exceljs@4.4.0

venv/bin/python > seen <<'PY'
from datetime import timedelta
import openpyxl, xlsxwriter

book = xlsxwriter.Workbook("hours.xlsx")
sheet = book.add_worksheet("hours")
sheet.write(0, 0, timedelta(hours=26, minutes=30), book.add_format({"num_format": "[h]:mm"}))
sheet.write(1, 0, timedelta(minutes=45), book.add_format({"num_format": "[m]"}))
book.close()
print("openpyxl", *(row[0].value for row in openpyxl.load_workbook("hours.xlsx")["hours"]), sep=" | ")
PY
cat > run.mjs <<'JS'
import exceljs from 'exceljs'
const book = new exceljs.Workbook()
await book.xlsx.readFile('hours.xlsx')
const [total, one] = [1, 2].map((row) => book.getWorksheet('hours').getCell(row, 1).value)
console.log('exceljs', total.toISOString(), one)
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
openpyxl | 1 day, 2:30:00 | 0:45:00
exceljs 1899-12-31T02:30:00.000Z 0.03125
SEEN
echo "exceljs-has-two-values-for-a-length-of-time: as before"
