#!/usr/bin/env bash
# A time in datetime.timezone.utc cannot be written, the same time in ZoneInfo("UTC") can.
#
# Of: vobject==0.9.9, tzdata==2026.6
# Expected: 20260904T140000Z for both: they are the same instant, and the first is the
# standard library's UTC.
# Seen: VObjectError "Unable to guess TZID" for the first, 20260904T140000Z for the second.
# For the bot: times are kept in datetime.UTC; whoever exports them with vobject must swap
# the zone object first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vobject==0.9.9 tzdata==2026.6

venv/bin/python > seen <<'PY'
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
import vobject

for utc in (timezone.utc, ZoneInfo("UTC")):
    calendar = vobject.iCalendar()
    calendar.add("vevent").add("dtstart").value = datetime(2026, 9, 4, 14, tzinfo=utc)
    try:
        print(repr(utc), *(line for line in calendar.serialize().splitlines() if "DTSTART" in line))
    except vobject.base.VObjectError as error:
        print(repr(utc), type(error).__name__, error)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
datetime.timezone.utc VObjectError 'Unable to guess TZID for tzinfo UTC'
zoneinfo.ZoneInfo(key='UTC') DTSTART:20260904T140000Z
SEEN
echo "vobject-refuses-pythons-utc: as before"
