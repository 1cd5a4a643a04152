#!/usr/bin/env bash
# A job that runs every week on Friday at 15:00 in London runs at 14:00 after the clocks
# change.
#
# Of: APScheduler==3.11.3, tzdata==2026.6
# Expected: 15:00 all year: the trigger is given weeks=1 and the zone, and a week in
# London is not always 168 hours.
# Seen: an IntervalTrigger counts hours, whatever it was told in weeks or days;
# CalendarIntervalTrigger in the same package keeps the clock.
# For the bot: a weekly reminder made this way comes an hour early from October to March.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check APScheduler==3.11.3 tzdata==2026.6

venv/bin/python > seen <<'PY'
from datetime import date, datetime
from zoneinfo import ZoneInfo
from apscheduler.triggers.calendarinterval import CalendarIntervalTrigger
from apscheduler.triggers.interval import IntervalTrigger

london = ZoneInfo("Europe/London")
for trigger in (
    IntervalTrigger(weeks=1, start_date=datetime(2026, 10, 16, 15, 0), timezone=london),
    CalendarIntervalTrigger(weeks=1, hour=15, start_date=date(2026, 10, 16), timezone=london),
):
    times, now = [], datetime(2026, 10, 12, tzinfo=london)
    while len(times) < 4:
        now = trigger.get_next_fire_time(times[-1] if times else None, now)
        times.append(now)
    print(type(trigger).__name__, *(f"{when:%a-%d-%b-%H:%M}" for when in times))
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
IntervalTrigger Fri-16-Oct-15:00 Fri-23-Oct-15:00 Fri-30-Oct-14:00 Fri-06-Nov-14:00
CalendarIntervalTrigger Fri-16-Oct-15:00 Fri-23-Oct-15:00 Fri-30-Oct-15:00 Fri-06-Nov-15:00
SEEN
echo "apscheduler-a-week-is-168-hours: as before"
