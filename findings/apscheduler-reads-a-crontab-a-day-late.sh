#!/usr/bin/env bash
# "0 9 * * 1-5" runs from Tuesday to Saturday, and "0 9 1 * mon" only when a Monday is the
# first of a month.
#
# Of: APScheduler==3.11.3, tzdata==2026.6
# Expected: Monday to Friday, and each first of a month as well as each Monday:
# from_crontab() is documented for a standard crontab expression, and crontab(5) has Sunday
# as 0 and 7, and either of the two days where both are given.
# Seen: 0 is Monday, 7 is refused, and both days must fit at once.
# For the bot: reminders set by a line from a crontab come on Saturday and miss Monday;
# names of days are safe.
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


def runs(line, count):
    trigger, found, now = CronTrigger.from_crontab(line, timezone=london), [], datetime(2026, 8, 31, tzinfo=london)
    while len(found) < count:
        now = trigger.get_next_fire_time(found[-1] if found else None, now)
        found.append(now)
    return [f"{time:%a-%d-%b-%y}" for time in found]


print("0 9 * * 1-5", *runs("0 9 * * 1-5", 5))
print("0 9 1 * mon", *runs("0 9 1 * mon", 2))
try:
    runs("0 9 * * 7", 1)
except ValueError as error:
    print("0 9 * * 7", error)
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
0 9 * * 1-5 Tue-01-Sep-26 Wed-02-Sep-26 Thu-03-Sep-26 Fri-04-Sep-26 Sat-05-Sep-26
0 9 1 * mon Mon-01-Feb-27 Mon-01-Mar-27
0 9 * * 7 Error validating expression '7': the last value (7) is higher than the maximum value (6)
SEEN
echo "apscheduler-reads-a-crontab-a-day-late: as before"
