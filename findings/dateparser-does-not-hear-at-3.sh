#!/usr/bin/env bash
# "tomorrow at 3" is tomorrow at the present time of day.
#
# Of: dateparser==1.5.0
# Expected: tomorrow at 03:00 or 15:00, or nothing. "tomorrow at 3pm" gives 15:00.
# Seen: tomorrow at 10:17, which is the time of asking; the 3 is left out without a word.
# For the bot: a meeting planned with these words would get a time that nobody said.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0

venv/bin/python > seen <<'PY'
from datetime import datetime
import dateparser

settings = {"RELATIVE_BASE": datetime(2026, 9, 3, 10, 17), "DATE_ORDER": "DMY"}
for text in ("tomorrow at 3pm", "tomorrow at 3"):
    print(text, "->", dateparser.parse(text, languages=["en"], settings=settings))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
tomorrow at 3pm -> 2026-09-04 15:00:00
tomorrow at 3 -> 2026-09-04 10:17:00
SEEN
echo "dateparser-does-not-hear-at-3: as before"
