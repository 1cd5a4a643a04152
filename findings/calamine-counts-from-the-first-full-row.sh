#!/usr/bin/env bash
# Rows and columns before the first filled cell are not there.
#
# Of: python-calamine==0.9.1, openpyxl==3.1.5
# Expected: seven rows, as openpyxl gives them: the third value of the fifth row is cell C5.
# Seen: the list begins at C4, so row 5 of the sheet is the second one, while an empty row
# in the middle is kept; skip_empty_area=False is needed for the rest.
# For the bot: "please look at line 2" about a list of people sends its owner to the wrong
# line.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5

venv/bin/python > seen <<'PY'
import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
for cell, text in {"C4": "name", "C5": "Ada", "C7": "Alan"}.items():
    book.active[cell] = text
book.save("people.xlsx")
sheet = CalamineWorkbook.from_path("people.xlsx").get_sheet_by_index(0)
print("openpyxl", [row[2] for row in openpyxl.load_workbook("people.xlsx").active.iter_rows(values_only=True)])
print("calamine", sheet.to_python())
print("calamine, skip_empty_area=False", [row[2] for row in sheet.to_python(skip_empty_area=False)])
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
openpyxl [None, None, None, 'name', 'Ada', None, 'Alan']
calamine [['name'], ['Ada'], [''], ['Alan']]
calamine, skip_empty_area=False ['', '', '', 'name', 'Ada', '', 'Alan']
SEEN
echo "calamine-counts-from-the-first-full-row: as before"
