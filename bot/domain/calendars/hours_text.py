"""The hours of a school day, as people type them: "08:45-15:15"."""

import re
from collections.abc import Iterable
from datetime import time

from bot.domain.kernel.formatting import WEEKDAYS
from bot.domain.school.profile import Hours, Week

DAYS = WEEKDAYS[:5]
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
_SPAN = re.compile(rf"^\s*{_TIME}\s*(?:-|–|—|to|until)\s*{_TIME}\s*$", re.IGNORECASE)
_NOON = 12


class BadHours(ValueError):
    """Hours that cannot be read; str() says what would work."""


def read_hours(text: str) -> list[tuple[time, time]]:
    """Read "08:45-15:15", or several with commas; raises BadHours."""
    return [_span(part) for part in text.split(",") if part.strip()]


def format_hours(starts: time, ends: time) -> str:
    """Write hours as they are read."""
    return f"{starts:%H:%M}-{ends:%H:%M}"


def format_week(hours: Iterable[Hours], week: Week | None = None) -> list[str]:
    """Write the hours of Monday to Friday as typed; one week, where they differ."""
    said = []
    for day in range(len(DAYS)):
        spans = [h for h in hours if h.weekday == day and h.week in (None, week)]
        joined = ", ".join(format_hours(h.starts, h.ends) for h in spans)
        said.append(joined)
    return said


def _span(text: str) -> tuple[time, time]:
    found = _SPAN.match(text)
    starts = _time(*found.group(1, 2, 3)) if found else None
    ends = _time(*found.group(4, 5, 6)) if found else None
    if starts is None or ends is None:
        raise BadHours(
            f"I cannot read “{text.strip()[:30]}”. Please write two times, such as "
            "08:45-15:15."
        )
    if ends <= starts:
        raise BadHours(
            f"{ends:%H:%M} is not after {starts:%H:%M}. Please use the 24-hour clock, "
            "such as 15:15 for a quarter past three."
        )
    return starts, ends


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    number = int(hour)
    if half and number <= _NOON:
        number = number % _NOON + (_NOON if half.lower() == "pm" else 0)
    try:
        return time(number, int(minute or 0))
    except ValueError:
        return None
