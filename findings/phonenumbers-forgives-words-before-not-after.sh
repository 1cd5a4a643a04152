#!/usr/bin/env bash
# "Office: 020 7946 0018" is read, "020 7946 0018 (school office)" is said to be too long.
#
# Of: phonenumbers==9.0.43
# Expected: the same number from both: parse() is documented to leave out any text before a
# number and to trim what is no number.
# Seen: words before are left out, words after are taken as the letters of a vanity number,
# and NumberParseException says that it is too long.
# For the bot: contact numbers as schools write them need their words taken off first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check phonenumbers==9.0.43

venv/bin/python > seen <<'PY'
import phonenumbers

for text in ("Office: 020 7946 0018", "020 7946 0018 (school office)"):
    try:
        print(text, "->", phonenumbers.format_number(phonenumbers.parse(text, "GB"), phonenumbers.PhoneNumberFormat.NATIONAL))
    except phonenumbers.NumberParseException as error:
        print(text, "->", type(error).__name__, error)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
Office: 020 7946 0018 -> 020 7946 0018
020 7946 0018 (school office) -> NumberParseException (4) The string supplied is too long to be a phone number.
SEEN
echo "phonenumbers-forgives-words-before-not-after: as before"
