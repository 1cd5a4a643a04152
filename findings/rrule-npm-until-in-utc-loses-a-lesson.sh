#!/usr/bin/env bash
# The last lesson before an UNTIL in UTC is missing in summer, and only in summer.
#
# Of: python-dateutil==2.9.0.post0, rrule@2.8.1
# Expected: three lessons: UNTIL=20260717T140000Z is 15:00 in London, when the third begins,
# and RFC 5545, 3.3.10, has UNTIL inclusive and in UTC where DTSTART has a zone. dateutil,
# of which rrule is the JavaScript port, gives three.
# Seen: rrule compares the UTC of UNTIL with the London clock: two lessons in July, but
# three in December.
# For the bot: a mentor meeting of the summer term that Google or Outlook ends at the last
# lesson loses that lesson.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0
echo '{"private": true}' > package.json
npm install --silent --no-audit --no-fund rrule@2.8.1

venv/bin/python > seen <<'PY'
from dateutil.rrule import rrulestr

summer = "DTSTART;TZID=Europe/London:20260703T150000\nRRULE:FREQ=WEEKLY;UNTIL=20260717T140000Z"
print("dateutil, July", *(f"{day:%d-%b}" for day in rrulestr(summer)))
PY
cat > run.mjs <<'JS'
import rrule from 'rrule'
const days = (text) => rrule.rrulestr(text).all().map((day) => day.toISOString().slice(5, 10))
console.log('rrule, July', ...days('DTSTART;TZID=Europe/London:20260703T150000\nRRULE:FREQ=WEEKLY;UNTIL=20260717T140000Z'))
console.log('rrule, December', ...days('DTSTART;TZID=Europe/London:20261204T150000\nRRULE:FREQ=WEEKLY;UNTIL=20261218T150000Z'))
JS
node run.mjs >> seen

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
dateutil, July 03-Jul 10-Jul 17-Jul
rrule, July 07-03 07-10
rrule, December 12-04 12-11 12-18
SEEN
echo "rrule-npm-until-in-utc-loses-a-lesson: as before"
