#!/usr/bin/env bash
# Asked for en_GB, the reader takes 04/09/2026 for 9 April.
#
# Of: parsedatetime==2.6
# Expected: 4 September, or a word that the locale is not known: it was named, and en_AU
# is read the British way.
# Seen: an unknown locale becomes en_US in silence, and en_GB is one unless PyICU is
# installed beside it.
# For the bot: en_AU is what serves a school in England; a reader of dates that a user
# chooses by locale must say so when it has none.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check parsedatetime==2.6

venv/bin/python > seen <<'PY'
from datetime import datetime
import parsedatetime

for locale in ("en_US", "en_AU", "en_GB"):
    constants = parsedatetime.Constants(locale)
    day, _ = parsedatetime.Calendar(constants).parseDT("04/09/2026", datetime(2026, 9, 9, 10, 0))
    print(f"{locale} becomes {constants.localeID}: {day:%d %B %Y}")
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
en_US becomes en_US: 09 April 2026
en_AU becomes en_AU: 04 September 2026
en_GB becomes en_US: 09 April 2026
SEEN
echo "parsedatetime-in-britain-is-american: as before"
