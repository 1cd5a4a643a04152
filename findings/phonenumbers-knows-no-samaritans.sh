#!/usr/bin/env bash
# 116 123, the Samaritans' number, is a possible but not a valid number, while Childline's
# 0800 1111 is valid.
#
# Of: phonenumbers==9.0.43
# Expected: valid in GB: it can be dialled from every phone in the country.
# Seen: is_valid_number is false, and E.164 gives +44116123, which nobody can ring; short
# numbers have another class, with no hint of it in the answer.
# For the bot: a list of whom a teacher can talk to must not be checked with
# is_valid_number, which would leave out the helplines.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check phonenumbers==9.0.43

venv/bin/python > seen <<'PY'
import phonenumbers
from phonenumbers import PhoneNumberFormat, shortnumberinfo

for text in ("116 123", "0800 1111"):
    number = phonenumbers.parse(text, "GB")
    print(text, phonenumbers.is_possible_number(number), phonenumbers.is_valid_number(number), phonenumbers.format_number(number, PhoneNumberFormat.E164), shortnumberinfo.is_valid_short_number_for_region(number, "GB"))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
116 123 True False +44116123 True
0800 1111 True True +448001111 False
SEEN
echo "phonenumbers-knows-no-samaritans: as before"
