#!/usr/bin/env bash
# A length of 45 minutes is shown as 0 in the workbook, 26 hours 30 minutes as 1, and a
# time of day is a text.
#
# Of: pandas==3.1.1, openpyxl==3.1.5
# Expected: 0:45 and 26:30, as openpyxl writes the same values itself, and a time that a
# spreadsheet can count with.
# Seen: the cell holds the part of a day, 0.03125, with the number format 0; times of day
# are written as text.
# For the bot: a school that opens such a table sees meetings of 0 minutes; the bot writes
# minutes as whole numbers.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 openpyxl==3.1.5

venv/bin/python > seen <<'PY'
from datetime import time, timedelta
import openpyxl, pandas

rows = [("ECT", timedelta(minutes=45), time(8, 45)), ("ECT", timedelta(hours=26, minutes=30), time(15, 0))]
pandas.DataFrame(rows, columns=["who", "length", "begins"]).to_excel("pandas.xlsx", index=False)
book = openpyxl.Workbook()
for row in (("who", "length", "begins"), *rows):
    book.active.append(row)
book.save("openpyxl.xlsx")
for name in ("pandas", "openpyxl"):
    for _, length, begins in openpyxl.load_workbook(f"{name}.xlsx").active.iter_rows(min_row=2):
        print(name, repr(length.value), "shown as", length.number_format, "|", repr(begins.value))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
pandas 0.03125 shown as 0 | '08:45:00'
pandas 1.104166666666667 shown as 0 | '15:00:00'
openpyxl datetime.timedelta(seconds=2700) shown as [hh]:mm:ss | datetime.time(8, 45)
openpyxl datetime.timedelta(days=1, seconds=9000) shown as [hh]:mm:ss | datetime.time(15, 0)
SEEN
echo "pandas-writes-45-minutes-as-0: as before"
