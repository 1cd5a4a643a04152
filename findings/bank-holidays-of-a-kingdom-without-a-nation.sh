#!/usr/bin/env bash
# Asked for the United Kingdom without a nation, neither library gives the bank holidays of
# England.
#
# Of: holidays==0.109, date-holidays@3.37.0
# Expected: the eight of England and Wales, which GOV.UK lists first, or an error that a
# nation is missing.
# Seen: holidays leaves Easter Monday and the August bank holiday out; date-holidays leaves
# the August one out and has Easter Monday, which Scotland does not have.
# For the bot: 31 August and Easter Monday would count as school days; the nation must
# always be named.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check holidays==0.109
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund date-holidays@3.37.0

venv/bin/python > seen <<'PY'
import holidays

all_of_it, england = holidays.UK(years=2026), holidays.UK(subdiv="ENG", years=2026)
print("holidays misses", *(f"{day} {name}," for day, name in sorted(england.items()) if day not in all_of_it))
PY
cat > run.mjs <<'JS'
import Holidays from 'date-holidays'
const days = (...where) => new Holidays(...where).getHolidays(2026).filter(({ type }) => type === 'public')
const known = new Set(days('GB').map(({ date }) => date))
console.log('date-holidays misses', ...days('GB', 'ENG').filter(({ date }) => !known.has(date)).map(({ date, name }) => `${date.slice(0, 10)} ${name},`))
console.log('date-holidays has Easter Monday', days('GB').some(({ name }) => name === 'Easter Monday'), 'in Scotland', days('GB', 'SCT').some(({ name }) => name === 'Easter Monday'))
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
holidays misses 2026-04-06 Easter Monday, 2026-08-31 Late Summer Bank Holiday,
date-holidays misses 2026-08-31 Summer bank holiday,
date-holidays has Easter Monday true in Scotland false
SEEN
echo "bank-holidays-of-a-kingdom-without-a-nation: as before"
