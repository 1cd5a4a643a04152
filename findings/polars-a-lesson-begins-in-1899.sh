#!/usr/bin/env bash
# A cell that holds 08:45 is read as 31 December 1899, a quarter to nine.
#
# Of: polars==2.1.0, fastexcel==0.21.0, python-calamine==0.9.1, openpyxl==3.1.5
# Expected: the time 08:45: polars has a type for it, reads it so from CSV, and calamine
# underneath gives a time.
# Seen: a moment on the day before Excel's first; with the engine openpyxl it is a time. A
# length of 26:30 is read right by both.
# For the bot: a timetable read from a workbook has every lesson on one day in 1899, and
# no lesson of today is found.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 fastexcel==0.21.0 python-calamine==0.9.1 openpyxl==3.1.5

venv/bin/python > seen <<'PY'
from datetime import time, timedelta
import openpyxl, polars, python_calamine

book = openpyxl.Workbook()
for row in (("begins", "length"), (time(8, 45), timedelta(hours=26, minutes=30)), (time(10, 45), timedelta(minutes=45))):
    book.active.append(row)
book.save("timetable.xlsx")
print("calamine", python_calamine.CalamineWorkbook.from_path("timetable.xlsx").get_sheet_by_index(0).to_python()[1:])
for engine in ("calamine", "openpyxl"):
    table = polars.read_excel("timetable.xlsx", engine=engine)
    print("polars,", engine, table["begins"].to_list(), table["length"].to_list())
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
calamine [[datetime.time(8, 45), datetime.timedelta(days=1, seconds=9000)], [datetime.time(10, 45), datetime.timedelta(seconds=2700)]]
polars, calamine [datetime.datetime(1899, 12, 31, 8, 45), datetime.datetime(1899, 12, 31, 10, 45)] [datetime.timedelta(days=1, seconds=9000), datetime.timedelta(seconds=2700)]
polars, openpyxl [datetime.time(8, 45), datetime.time(10, 45)] [datetime.timedelta(days=1, seconds=9000), datetime.timedelta(seconds=2700)]
SEEN
echo "polars-a-lesson-begins-in-1899: as before"
