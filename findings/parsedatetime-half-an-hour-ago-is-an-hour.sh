#!/usr/bin/env bash
# "Half an hour ago" is an hour ago.
#
# Of: parsedatetime==2.6
# Expected: 09:30 at ten o'clock, as for "30 minutes ago"; or nothing, as for words it
# does not know.
# Seen: 09:00: the half is left out, and "a quarter of an hour ago" is an hour as well;
# "1.5 hours ago" is right.
# For the bot: somebody who logs a talk in such words would have its time wrong by half an
# hour, and nothing says that a word was left out.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check parsedatetime==2.6

venv/bin/python > seen <<'PY'
from datetime import datetime
import parsedatetime

for text in ("30 minutes ago", "half an hour ago", "in half an hour", "a quarter of an hour ago", "1.5 hours ago"):
    when, understood = parsedatetime.Calendar().parseDT(text, datetime(2026, 9, 9, 10, 0))
    print(f"{text}: {when:%H:%M}", "(understood)" if understood else "(not understood)")
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
30 minutes ago: 09:30 (understood)
half an hour ago: 09:00 (understood)
in half an hour: 11:00 (understood)
a quarter of an hour ago: 09:00 (understood)
1.5 hours ago: 08:30 (understood)
SEEN
echo "parsedatetime-half-an-hour-ago-is-an-hour: as before"
