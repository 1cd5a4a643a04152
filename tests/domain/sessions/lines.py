"""Reading example lines: the people, the day and the school's list that they meet."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from bot.domain.kernel.record import PersonId
from bot.domain.school.profile import DEFAULT_FOCUS_AREAS
from bot.domain.sessions.log_line import LogLine, NotUnderstood, read_log_line

TODAY = date(2026, 11, 3)  # a Tuesday
YESTERDAY = date(2026, 11, 2)
NOW = time(15, 12)

AMIRA, TOM, ZOE = PersonId("U0AMIRA"), PersonId("U0TOM"), PersonId("U0ZOE")
NAMES = {
    AMIRA: "Amira Example",
    TOM: "Tom Example-Reed",
    ZOE: "Zoë O’Example",
    PersonId("U0AMY1"): "Amy Alpha",
    PersonId("U0AMY2"): "Amy Beta",
    PersonId("U0MARK"): "Mark Example",
}

BEHAVIOUR, PLANNING, EXPLAINING, QUESTIONING, ADAPTING, SUBJECT = DEFAULT_FOCUS_AREAS[
    :6
]
ASSESSMENT, FAMILIES, WELLBEING = DEFAULT_FOCUS_AREAS[6:]


def read(
    text: str,
    *,
    today: date = TODAY,
    focus_areas: Sequence[str] = DEFAULT_FOCUS_AREAS,
) -> LogLine | NotUnderstood:
    now = datetime.combine(today, NOW)
    return read_log_line(
        text, today=today, now_local=now, names=NAMES, focus_areas=focus_areas
    )


def understood(text: str, *, today: date = TODAY) -> LogLine:
    line = read(text, today=today)
    assert isinstance(line, LogLine), line
    return line


def refused(text: str) -> NotUnderstood:
    line = read(text)
    assert isinstance(line, NotUnderstood), line
    return line


def a_line(**parts: Any) -> LogLine:
    nothing: dict[str, Any] = {
        "ects": (),
        "day": None,
        "start": None,
        "minutes": None,
        "place": None,
        "focus_areas": (),
        "note": "",
    }
    return LogLine(**{**nothing, **parts})
