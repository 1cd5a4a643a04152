#!/usr/bin/env bash
# A training day on Monday is on the whole of Tuesday too.
#
# Of: icalevents==0.3.1, icalendar==7.3.2, recurring-ical-events==3.8.2
# Expected: nothing on Tuesday between 8 and 17 o'clock: DTEND is the day after the last
# (RFC 5545, 3.6.1), as every calendar program writes it.
# Seen: the day is there, since the end of a whole day counts as in it; on Wednesday it is
# gone.
# For the bot: half-terms, training days and leave would be a day longer; the bot takes
# DTEND as the day after.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=Europe/London
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check icalevents==0.3.1 icalendar==7.3.2 recurring-ical-events==3.8.2

venv/bin/python > seen <<'PY'
from datetime import datetime
import icalendar, recurring_ical_events
from icalevents.icalevents import events

text = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z",
    "DTSTART;VALUE=DATE:20260907", "DTEND;VALUE=DATE:20260908", "SUMMARY:training day", "END:VEVENT", "END:VCALENDAR", "",
])
for day in (7, 8, 9):
    begins, ends = datetime(2026, 9, day, 8), datetime(2026, 9, day, 17)
    print(
        f"{begins:%A}:",
        "icalevents", [one.summary for one in events(string_content=text.encode(), start=begins, end=ends)],
        "recurring-ical-events", [str(one["SUMMARY"]) for one in recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(begins, ends)],
    )
PY

# What was seen, line by line; a difference is shown, and the script fails.
diff seen - <<'SEEN'
Monday: icalevents ['training day'] recurring-ical-events ['training day']
Tuesday: icalevents ['training day'] recurring-ical-events []
Wednesday: icalevents [] recurring-ical-events []
SEEN
echo "icalevents-an-inset-day-lasts-through-the-next: as before"
