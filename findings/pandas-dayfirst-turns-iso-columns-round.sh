#!/usr/bin/env bash
# With dayfirst, a column of ISO dates is read as year, day, month, or not at all.
#
# Of: pandas==3.1.1
# Expected: 1 and 2 September: the documentation has dayfirst for strings such as 10/11/12,
# and ISO 8601 has one order only.
# Seen: 9 January and 9 February; a column with 2026-09-22 in it stays text, with a warning
# as the only sign.
# For the bot: an export with ISO dates and one with British dates cannot be read with the
# same call.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1

venv/bin/python > seen <<'PY'
import io, warnings
import pandas

warnings.simplefilter("ignore")
for days in (("2026-09-01", "2026-09-02"), ("2026-09-01", "2026-09-22")):
    text = "start\n" + "\n".join(days) + "\n"
    column = pandas.read_csv(io.StringIO(text), parse_dates=["start"], dayfirst=True)["start"]
    print(*days, "->", *(str(value) for value in column))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
2026-09-01 2026-09-02 -> 2026-01-09 00:00:00 2026-02-09 00:00:00
2026-09-01 2026-09-22 -> 2026-09-01 2026-09-22
SEEN
echo "pandas-dayfirst-turns-iso-columns-round: as before"
