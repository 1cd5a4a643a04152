#!/usr/bin/env bash
# A text that begins with "internal:" loses the word and becomes a link to nowhere.
#
# Of: xlsxwriter==3.3.1, openpyxl==3.1.5
# Expected: the text: the documentation speaks of strings that look like URLs, and this is
# what a person writes before a note.
# Seen: "internal: cover booked" is kept as " cover booked" with a hyperlink; "external:
# ..." likewise; "Internal:" with a capital stays.
# For the bot: a free text in an export must be written with write_string() or with
# strings_to_urls off, or its first word is gone.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlsxwriter==3.3.1 openpyxl==3.1.5

venv/bin/python > seen <<'PY'
import openpyxl, xlsxwriter

book = xlsxwriter.Workbook("notes.xlsx")
sheet = book.add_worksheet()
for row, text in enumerate(("internal: cover booked", "Internal: cover booked", "external: visitor")):
    sheet.write(row, 0, text)
book.close()
for (cell,) in openpyxl.load_workbook("notes.xlsx").active.iter_rows():
    print(repr(cell.value), "link" if cell.hyperlink else "text")
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
' cover booked' link
'Internal: cover booked' text
' visitor' link
SEEN
echo "xlsxwriter-a-note-marked-internal-becomes-a-link: as before"
