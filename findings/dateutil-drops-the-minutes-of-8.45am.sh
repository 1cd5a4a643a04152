#!/usr/bin/env bash
# The time 8.45am, with the full stop that English schools write, is 8 o'clock.
#
# Of: python-dateutil==2.9.0.post0
# Expected: 08:45, or an error: a full stop between hours and minutes is the usual British
# form.
# Seen: 8.45am and 3.30pm lose their minutes without a word; 8.45 without "am" is the eighth
# of the month.
# For the bot: whoever parses what a mentor types with this parser plans the meeting 45
# minutes early.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0

venv/bin/python > seen <<'PY'
from datetime import datetime
from dateutil.parser import parse

for text in ("8:45am", "8.45am", "3.30pm", "4 September 3.30pm", "8.45"):
    print(text, parse(text, default=datetime(2026, 9, 1), dayfirst=True))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
8:45am 2026-09-01 08:45:00
8.45am 2026-09-01 08:00:00
3.30pm 2026-09-01 15:00:00
4 September 3.30pm 2026-09-04 15:00:00
8.45 2026-09-08 00:00:00
SEEN
echo "dateutil-drops-the-minutes-of-8.45am: as before"
