"""Instants: moments in UTC. They are made here, and what is none is refused.

A local datetime equals the instant that it stands for, and yet becomes other text (a
key, a stamp), and adding to it adds to the wall clock. In winter nobody sees it. So a
record or a draft that is given one cannot be built, and cannot be stored.
"""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

# A whole value of JSON text, as msgspec writes a moment that is not in UTC.
_ELSEWHERE = re.compile(
    r'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-](?!00:00)\d\d:\d\d)"'
)

Instant = Annotated[datetime, msgspec.Meta(tz=True)]  # a record refuses all but UTC


def as_instant(moment: datetime) -> datetime:
    """Return the instant of an aware moment; raises ValueError for one that is not."""
    if moment.tzinfo is None:
        raise ValueError("a moment that names no zone is no instant")
    return moment.astimezone(UTC)


def on_the_clock(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the instant at which a zone's clocks show a time.

    A time that the clocks skip in spring is read as an hour later; one that comes
    twice in autumn is the first.
    """
    return datetime.combine(day, wall, tzinfo=zone).astimezone(UTC)


def from_text(text: str) -> datetime:
    """Return the instant that a button or a key carries; raises ValueError."""
    return as_instant(datetime.fromisoformat(text))


def stamp(instant: datetime) -> str:
    """Return an instant as part of a key, to the minute; raises ValueError."""
    require_utc(instant)
    return f"{instant:%Y%m%dT%H%MZ}"


def brought_to_utc(body: str) -> str:
    """Return JSON text in which each moment is an instant: 0.1.0 wrote others."""
    return _ELSEWHERE.sub(_in_utc, body)


def _in_utc(found: re.Match[str]) -> str:
    return msgspec.json.encode(from_text(found[1])).decode()


def require_utc(moment: datetime, *, of: str = "a moment") -> None:
    """Raise ValueError for what is no instant, naming what it was given *of*."""
    if moment.tzinfo is not UTC:
        raise ValueError(f"{of} must be in UTC, not {moment.tzinfo}")
