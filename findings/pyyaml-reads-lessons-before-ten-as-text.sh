#!/usr/bin/env bash
# In one timetable 08:45 is text and 10:45 is the number 645.
#
# Of: PyYAML==6.0.3
# Expected: one kind for both: either each is text, as YAML 1.2 has it, or each a number to
# the base of sixty, as YAML 1.1 has it.
# Seen: a leading zero makes it text, and so does an hour of nought; 10:45 becomes 645, in
# minutes, and 10:45:00 becomes 38700, in seconds.
# For the bot: a school file works in the first lesson and fails from the third on; times
# must be in quotes, or numbers be read back as minutes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check PyYAML==6.0.3

venv/bin/python > seen <<'PY'
import yaml

print(yaml.safe_load("[08:45, 09:40, 10:45, 00:30, 10:45:00]"))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
['08:45', '09:40', 645, '00:30', 38700]
SEEN
echo "pyyaml-reads-lessons-before-ten-as-text: as before"
