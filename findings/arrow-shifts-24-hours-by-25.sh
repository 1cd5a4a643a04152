#!/usr/bin/env bash
# Over the clock change shift(hours=24) goes on by 25 hours.
#
# Of: arrow==1.4.0, pendulum==3.3.0, tzdata==2026.6
# Expected: 14:00 on the next day: a day is a step of the calendar, 24 hours are a length of
# time. pendulum does that, and so does Luxon.
# Seen: 15:00, the same as shift(days=1).
# For the bot: "within 24 hours" counted with it is an hour off on two weekends of the year.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check arrow==1.4.0 pendulum==3.3.0 tzdata==2026.6

venv/bin/python > seen <<'PY'
import arrow, pendulum

start = arrow.get(2026, 10, 24, 15, tzinfo="Europe/London")
other = pendulum.datetime(2026, 10, 24, 15, tz="Europe/London")
for name, step in (("1 day", {"days": 1}), ("24 hours", {"hours": 24})):
    print(name, "arrow", start.shift(**step).isoformat(), "pendulum", other.add(**step).isoformat())
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
1 day arrow 2026-10-25T15:00:00+00:00 pendulum 2026-10-25T15:00:00+00:00
24 hours arrow 2026-10-25T15:00:00+00:00 pendulum 2026-10-25T14:00:00+00:00
SEEN
echo "arrow-shifts-24-hours-by-25: as before"
