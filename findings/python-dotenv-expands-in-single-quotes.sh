#!/usr/bin/env bash
# ${NAME} inside single quotes is replaced.
#
# Of: python-dotenv==1.2.4
# Expected: the text as it stands: single quotes stop every replacement in a shell, and in
# this library they already stop \n.
# Seen: the variable's value is put in, while \n stays two characters.
# For the bot: a secret that holds ${ cannot be protected by single quotes;
# interpolate=False is the only way.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-dotenv==1.2.4

venv/bin/python > seen <<'PY'
import io
from dotenv import dotenv_values

read = dotenv_values(stream=io.StringIO("SCHOOL=Elm\nKEY='${SCHOOL}\\n'\n"))
print(read["KEY"])
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
Elm\n
SEEN
echo "python-dotenv-expands-in-single-quotes: as before"
