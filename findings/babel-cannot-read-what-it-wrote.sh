#!/usr/bin/env bash
# The date that format_date() writes for en_GB cannot be read by parse_date() for en_GB.
#
# Of: babel==2.19.0
# Expected: the same date: both are asked for the same locale and the same format, and
# parse_date() names ParseError for what it cannot read.
# Seen: IndexError, since only digits are looked for; for the short format it works.
# For the bot: a form that shows "4 Oct 2026" and reads it back needs another reader, and
# one that catches ParseError only does not catch this.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check babel==2.19.0

venv/bin/python > seen <<'PY'
from datetime import date
from babel.dates import format_date, parse_date

for style in ("short", "medium"):
    text = format_date(date(2026, 10, 4), style, locale="en_GB")
    try:
        print(text, "->", parse_date(text, locale="en_GB", format=style))
    except IndexError as error:
        print(text, "-> IndexError", error)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
04/10/2026 -> 2026-10-04
4 Oct 2026 -> IndexError list index out of range
SEEN
echo "babel-cannot-read-what-it-wrote: as before"
