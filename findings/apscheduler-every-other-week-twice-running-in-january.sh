#!/usr/bin/env bash
# A job for every other week, week="*/2", runs on 1 January 2027 and again on 8 January.
#
# Of: APScheduler==3.11.3, tzdata==2026.6
# Expected: on 15 January: "every 2" in the field week reads as every other week, as it
# does for other fields within their run.
# Seen: the field counts the weeks of the ISO year, and starts again at 1; 2026 has a week
# 53, so 53 and 1 follow each other, both odd.
# For the bot: the fortnightly meeting of a second-year ECT would be asked for twice
# running.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check APScheduler==3.11.3 tzdata==2026.6

venv/bin/python > seen <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo
from apscheduler.triggers.cron import CronTrigger

london = ZoneInfo("Europe/London")
trigger = CronTrigger(week="*/2", day_of_week="fri", hour=15, timezone=london)
times, now = [], datetime(2026, 12, 1, tzinfo=london)
while len(times) < 5:
    now = trigger.get_next_fire_time(times[-1] if times else None, now)
    times.append(now)
print(*(f"{when:%d-%b-%Y} (week {when.isocalendar().week})" for when in times))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
04-Dec-2026 (week 49) 18-Dec-2026 (week 51) 01-Jan-2027 (week 53) 08-Jan-2027 (week 1) 22-Jan-2027 (week 3)
SEEN
echo "apscheduler-every-other-week-twice-running-in-january: as before"
