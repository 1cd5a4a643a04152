#!/usr/bin/env bash
# With dayfirst, the date 2026-09-01 is 9 January.
#
# Of: python-dateutil==2.9.0.post0
# Expected: 1 September: a year first, with dashes, is ISO 8601, where only one order
# exists. dayfirst is there for 01/09/2026.
# Seen: 2026-09-01 is 9 January, also with a time and an offset behind it and as 20260901;
# 2026-09-13 is 13 September, since there is no thirteenth month.
# For the bot: a term file with ISO dates, read with the setting that British dates need,
# moves the first twelve days of each month and no other.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0

venv/bin/python > seen <<'PY'
from dateutil.parser import parse

for text in ("01/09/2026", "2026-09-01", "2026-09-01T08:45:00+01:00", "20260901", "2026-09-13"):
    print(text, parse(text, dayfirst=True))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
01/09/2026 2026-09-01 00:00:00
2026-09-01 2026-01-09 00:00:00
2026-09-01T08:45:00+01:00 2026-01-09 08:45:00+01:00
20260901 2026-01-09 00:00:00
2026-09-13 2026-09-13 00:00:00
SEEN
echo "dateutil-dayfirst-turns-iso-dates-round: as before"
