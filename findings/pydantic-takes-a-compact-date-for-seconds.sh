#!/usr/bin/env bash
# START=20260901 is 23 August 1970.
#
# Of: pydantic==2.14.3, pydantic-settings==2.16.3
# Expected: 1 September 2026, the basic form of ISO 8601 that Python's own fromisoformat()
# reads, or an error.
# Seen: for a datetime the digits are seconds since 1970; for a date there is an error,
# which speaks of a time of day.
# For the bot: a setting with a date must be a date and have its dashes; a datetime setting
# accepts any number as a day long past.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pydantic==2.14.3 pydantic-settings==2.16.3

venv/bin/python > seen <<'PY'
import os
from datetime import date, datetime
from pydantic import ValidationError
from pydantic_settings import BaseSettings

os.environ["START"] = "20260901"
print("fromisoformat", datetime.fromisoformat(os.environ["START"]))
for kind in (datetime, date):
    try:
        print(kind.__name__, type("Settings", (BaseSettings,), {"__annotations__": {"start": kind}})().start)
    except ValidationError as error:
        print(kind.__name__, error.errors()[0]["msg"])
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
fromisoformat 2026-09-01 00:00:00
datetime 1970-08-23 12:01:41+00:00
date Datetimes provided to dates should have zero time - e.g. be exact dates
SEEN
echo "pydantic-takes-a-compact-date-for-seconds: as before"
