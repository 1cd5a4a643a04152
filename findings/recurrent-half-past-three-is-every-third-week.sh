#!/usr/bin/env bash
# "Every Friday at half past three" is every third Friday, at no time.
#
# Of: recurrent==0.4.1
# Expected: every Friday at 15:30 or 3:30, or nothing: "every Friday at 3:30pm" is read.
# Seen: the three of the time becomes the interval. "Every weekday except Friday" has all
# Fridays but the next.
# For the bot: whoever plans to meet regularly must be shown the first dates before they
# are kept.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check recurrent==0.4.1

venv/bin/python > seen <<'PY'
from datetime import datetime
from recurrent import RecurringEvent

for text in ("every Friday at 3:30pm", "every Friday at half past three", "every weekday except Friday"):
    read = RecurringEvent(now_date=datetime(2026, 9, 9, 10, 0)).parse(text)
    print(f"{text}:", *(line.split("T0")[0].split("T1")[0] for line in read.splitlines()))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
every Friday at 3:30pm: RRULE:BYDAY=FR;BYHOUR=15;BYMINUTE=30;INTERVAL=1;FREQ=WEEKLY
every Friday at half past three: RRULE:BYDAY=FR;INTERVAL=3;FREQ=WEEKLY
every weekday except Friday: RRULE:BYDAY=MO,TU,WE,TH,FR;INTERVAL=1;FREQ=WEEKLY EXDATE:20260911
SEEN
echo "recurrent-half-past-three-is-every-third-week: as before"
