#!/usr/bin/env bash
# A FormatChecker() refuses the one spelling of a time that JSON Schema allows, and takes
# the one it does not.
#
# Of: jsonschema==4.26.0
# Expected: "08:45:00Z" is valid and "08:45:00" is not: the format "time" is the full-time
# of RFC 3339, which has an offset.
# Seen: the other way round; the checker that belongs to draft 2020-12 takes any text at all
# as a time unless a further package is there.
# For the bot: a school file checked this way must have its times held to a pattern of its
# own.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jsonschema==4.26.0

venv/bin/python > seen <<'PY'
from jsonschema import Draft202012Validator, FormatChecker

for text in ("08:45:00Z", "08:45:00", "a quarter to nine"):
    for name, checker in (("FormatChecker()", FormatChecker()), ("of the draft", Draft202012Validator.FORMAT_CHECKER)):
        print(text, "|", name, Draft202012Validator({"format": "time"}, format_checker=checker).is_valid(text))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
08:45:00Z | FormatChecker() False
08:45:00Z | of the draft True
08:45:00 | FormatChecker() True
08:45:00 | of the draft True
a quarter to nine | FormatChecker() False
a quarter to nine | of the draft True
SEEN
echo "jsonschema-wants-the-time-that-the-standard-forbids: as before"
