#!/usr/bin/env bash
# With tz_offset even the time in UTC is moved.
#
# Of: freezegun==1.5.5, time-machine==3.6.0, tzdata==2026.6
# Expected: 10:00 for the local clock and 09:00 for UTC: the option is for a machine whose
# zone is an hour ahead, and an aware time names its instant.
# Seen: datetime.now(timezone.utc) is 10:00+00:00, an hour after the instant that was
# frozen.
# For the bot: a test in "summer time" made this way passes with code that mixes up the two;
# time-machine with a ZoneInfo does it right.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check freezegun==1.5.5 time-machine==3.6.0 tzdata==2026.6

venv/bin/python > seen <<'PY'
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
import time_machine
from freezegun import freeze_time

with freeze_time("2026-09-04 09:00", tz_offset=1):
    print("freezegun local", datetime.now().isoformat(), "UTC", datetime.now(timezone.utc).isoformat())
with time_machine.travel(datetime(2026, 9, 4, 10, tzinfo=ZoneInfo("Europe/London")), tick=False):
    print("time-machine local", datetime.now().isoformat(), "UTC", datetime.now(timezone.utc).isoformat())
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
freezegun local 2026-09-04T10:00:00 UTC 2026-09-04T10:00:00+00:00
time-machine local 2026-09-04T10:00:00 UTC 2026-09-04T09:00:00+00:00
SEEN
echo "freezegun-moves-utc-too: as before"
