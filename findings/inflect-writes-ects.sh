#!/usr/bin/env bash
# The plural of ECT is "ECTS", of SENCO "SENCOES", and it is "a SEN" but "an UPS".
#
# Of: inflect==7.6.0
# Expected: ECTs and SENCOs, as everybody writes the plural of an abbreviation: the library
# knows abbreviations, as "an NQT" and "an HLTA" show.
# Seen: the ending takes the capitals of the word; the article of some abbreviations is that
# of a word that is spoken.
# For the bot: the words of a school must be written by hand; ECTS is also another thing,
# the credits of European universities.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check inflect==7.6.0

venv/bin/python > seen <<'PY'
import inflect

engine = inflect.engine()
print(*(engine.plural(word) for word in ("ECT", "SENCO", "headteacher")))
print(*(engine.a(word) for word in ("NQT", "HLTA", "SEN", "UPS")), sep=", ")
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
ECTS SENCOES headteachers
an NQT, an HLTA, a SEN, an UPS
SEEN
echo "inflect-writes-ects: as before"
