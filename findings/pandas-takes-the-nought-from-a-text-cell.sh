#!/usr/bin/env bash
# A cell that a workbook marks as text, 0123456, is read as the number 123456.
#
# Of: pandas==3.1.1, openpyxl==3.1.5, python-calamine==0.9.1
# Expected: the text: a workbook keeps the type of each cell, unlike CSV, and the openpyxl
# underneath gives the text.
# Seen: read_excel() guesses the column's type once more as if it were CSV; with one entry
# that is no number, such as "unknown", the noughts stay. "N/A" does not keep them.
# For the bot: teacher reference numbers and pupil numbers lose their nought by what else
# is in the column; dtype=str keeps them.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1

venv/bin/python > seen <<'PY'
import openpyxl, pandas

for rest in ("7654321", "N/A", "unknown"):
    book = openpyxl.Workbook()
    for value in ("TRN", "0123456", rest):
        book.active.append([value])
    book.save("staff.xlsx")
    print("in the file", [cell.value for (cell,) in openpyxl.load_workbook("staff.xlsx").active.iter_rows(min_row=2)], end=" ")
    for engine in ("openpyxl", "calamine"):
        print(engine, pandas.read_excel("staff.xlsx", engine=engine)["TRN"].tolist(), end=" ")
    print("dtype=str", pandas.read_excel("staff.xlsx", engine="openpyxl", dtype=str)["TRN"].tolist())
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
in the file ['0123456', '7654321'] openpyxl [123456, 7654321] calamine [123456, 7654321] dtype=str ['0123456', '7654321']
in the file ['0123456', 'N/A'] openpyxl [123456.0, nan] calamine [123456.0, nan] dtype=str ['0123456', nan]
in the file ['0123456', 'unknown'] openpyxl ['0123456', 'unknown'] calamine ['0123456', 'unknown'] dtype=str ['0123456', 'unknown']
SEEN
echo "pandas-takes-the-nought-from-a-text-cell: as before"
