#!/usr/bin/env bash
# With dates preferred from the future, 4/9/26 is 4 September 2126 a few days later.
#
# Of: dateparser==1.5.0
# Expected: 4 September 2026: the setting is described as what to do with a date that
# lacks a part, and this one has a day, a month and a year.
# Seen: a year of two figures counts as a missing part, and the next year that ends in 26
# is a hundred years on; with dates preferred from the past, tomorrow is in 1926.
# For the bot: a bot that reads plans as to come and records as past meets both; a list of
# staff has such years in its start dates.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0

venv/bin/python > seen <<'PY'
from datetime import datetime
import dateparser

wednesday = datetime(2026, 9, 9, 10, 0)
for text in ("4/9/2026", "4/9/26", "4 September 26", "10/9/26"):
    found = [
        dateparser.parse(text, languages=["en"], settings={"RELATIVE_BASE": wednesday, "DATE_ORDER": "DMY", "PREFER_DATES_FROM": when})
        for when in ("current_period", "past", "future")
    ]
    print(f"{text}:", *(f"{day:%d-%m-%Y}" for day in found))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
4/9/2026: 04-09-2026 04-09-2026 04-09-2026
4/9/26: 04-09-2026 04-09-2026 04-09-2126
4 September 26: 04-09-2026 04-09-2026 04-09-2126
10/9/26: 10-09-2026 10-09-1926 10-09-2026
SEEN
echo "dateparser-last-friday-is-a-century-away: as before"
