#!/usr/bin/env bash
# "Ann" fits Joanna Example exactly as well as Ann Example, and the one who stands first
# in the list wins.
#
# Of: rapidfuzz==3.14.6, thefuzz==0.22.1
# Expected: Ann Example before Joanna Example: the first is a whole word of the name, the
# second three letters within one.
# Seen: both have 90 in both libraries: their usual scorer takes the best part of a longer
# text, wherever a word begins. token_set_ratio tells them apart.
# For the bot: what a teacher types after "with" would be the wrong colleague by the order
# of a list; the bot compares whole words, and asks if two fit.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rapidfuzz==3.14.6 thefuzz==0.22.1

venv/bin/python > seen <<'PY'
from rapidfuzz import fuzz, process, utils
from thefuzz import process as thefuzz

for names in (["Joanna Example", "Ann Example"], ["Ann Example", "Joanna Example"]):
    found = process.extract("Ann", names, processor=utils.default_process)
    print("rapidfuzz", [(name, round(score)) for name, score, _ in found], "thefuzz", thefuzz.extractOne("Ann", names))
found = process.extract("Ann", names, processor=utils.default_process, scorer=fuzz.token_set_ratio)
print("token_set_ratio", [(name, round(score)) for name, score, _ in found])
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
rapidfuzz [('Joanna Example', 90), ('Ann Example', 90)] thefuzz ('Joanna Example', 90)
rapidfuzz [('Ann Example', 90), ('Joanna Example', 90)] thefuzz ('Ann Example', 90)
token_set_ratio [('Ann Example', 100), ('Joanna Example', 35)]
SEEN
echo "rapidfuzz-ann-is-joanna: as before"
