#!/usr/bin/env bash
# The calendar of the United Kingdom takes a date written as text for an American one.
#
# Of: holidays==0.109
# Expected: "04/06/2026" in the holidays of GB is 4 June, no holiday. The calendar knows its
# country, and its holidays' names are British by default.
# Seen: it is read as 6 April, Easter Monday; "25/12/2026", which has no twenty-fifth month,
# is read as 25 December, so a try with Christmas looks right.
# For the bot: a check of a typed date against bank holidays goes wrong on the first twelve
# days of a month; dates must be made before they are asked about.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check holidays==0.109

venv/bin/python > seen <<'PY'
import holidays

england = holidays.UK(subdiv="ENG")
for text in ("25/12/2026", "04/06/2026", "06/04/2026"):
    print(text, england.get(text))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
25/12/2026 Christmas Day
04/06/2026 Easter Monday
06/04/2026 None
SEEN
echo "holidays-reads-british-dates-the-american-way: as before"
