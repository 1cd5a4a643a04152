#!/usr/bin/env bash
# 4 September, made with new Date(2026, 8, 4), is the evening of 3 September in the
# workbook.
#
# Of: openpyxl==3.1.5, exceljs@4.4.0, write-excel-file@4.1.1, xlsx@0.18.5
# Expected: 4 September: a workbook knows no zones, so the date that the program's clock
# shows is what a cell can hold; SheetJS writes that.
# Seen: exceljs and write-excel-file put the time in UTC into the cell: in summer a date
# is the day before at 23:00, and 15:00 is 14:00; in winter all is right.
# For the bot: a record for the appropriate body would have every summer date a day early;
# such writers need Date.UTC().
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund exceljs@4.4.0 write-excel-file@4.1.1 xlsx@0.18.5

cat > run.mjs <<'JS'
import { createWriteStream } from 'node:fs'
import ExcelJS from 'exceljs'
import writeXlsx from 'write-excel-file/node'
import XLSX from 'xlsx'
const dates = [new Date(2026, 8, 4), new Date(2026, 8, 4, 15), new Date(2026, 11, 4, 15)]
const book = new ExcelJS.Workbook()
const sheet = book.addWorksheet('a')
for (const date of dates) sheet.addRow([date])
await book.xlsx.writeFile('exceljs.xlsx')
await writeXlsx(dates.map((value) => [{ type: Date, value, format: 'dd/mm/yyyy hh:mm' }])).toFile('write-excel-file.xlsx')
const made = XLSX.utils.book_new()
XLSX.utils.book_append_sheet(made, XLSX.utils.aoa_to_sheet(dates.map((date) => [date]), { cellDates: true }), 'a')
XLSX.writeFile(made, 'sheetjs.xlsx')
console.log('the clock shows', ...dates.map((date) => date.toString().slice(4, 21)))
JS
node run.mjs > seen
venv/bin/python >> seen <<'PY'
import warnings
import openpyxl

warnings.simplefilter("ignore")
for name in ("exceljs", "write-excel-file", "sheetjs"):
    print(name, *(f"{cell.value:%b %d %Y %H:%M}" for (cell,) in openpyxl.load_workbook(f"{name}.xlsx").active.iter_rows(max_col=1)))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
the clock shows Sep 04 2026 00:00 Sep 04 2026 15:00 Dec 04 2026 15:00
exceljs Sep 03 2026 23:00 Sep 04 2026 14:00 Dec 04 2026 15:00
write-excel-file Sep 03 2026 23:00 Sep 04 2026 14:00 Dec 04 2026 15:00
sheetjs Sep 04 2026 00:00 Sep 04 2026 15:00 Dec 04 2026 15:00
SEEN
echo "exceljs-writes-the-day-before: as before"
