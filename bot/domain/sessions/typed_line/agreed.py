"""What the readings of a typed line agree upon; where they name two things, it asks.

Each raises Unclear with a sentence that names both, as they were typed.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import TypeVar

from bot.domain.kernel.formatting import WEEKDAYS, format_day, format_minutes
from bot.domain.sessions.records import Place
from bot.domain.sessions.typed_line.parts import (
    QUOTING_EXAMPLE,
    Clock,
    Day,
    Every,
    Length,
    Met,
    Part,
    Piece,
    Unclear,
    Until,
    as_typed,
)

SPAN_EXAMPLE = "/ect log yesterday 14:00-14:50 behaviour routines"

P = TypeVar("P", bound=Part)
V = TypeVar("V")


def all_of(pieces: Iterable[Piece], kind: type[P]) -> list[P]:
    """Return the pieces of one kind."""
    return [piece for piece in pieces if isinstance(piece, kind)]


def agreed_day(days: Sequence[Day]) -> date | None:
    """Return the one day that the readings name; a weekday may stand beside it."""
    told = [day for day in days if not day.weekday_only] or list(days)
    on = _agreed(told, lambda day: day.on, _two_days)
    for other in days:
        if on is not None and other.on.weekday() != on.weekday():
            raise Unclear(
                f"{as_typed(told[0].said)} is {format_day(on)} {on.year}, not a "
                f"{WEEKDAYS[other.on.weekday()]}. Type one of the two."
            )
    return on


def agreed_start(clocks: Sequence[Clock]) -> time | None:
    """Return the one start that the readings name."""
    return _agreed(
        clocks,
        lambda clock: clock.start,
        lambda one, other: Unclear(
            f"I read two different start times: {as_typed(one.said)} and "
            f"{as_typed(other.said)}. Type one time, or join start and end with a "
            "dash, such as 14:00-14:50.",
            example=SPAN_EXAMPLE,
        ),
    )


def agreed_minutes(clocks: Iterable[Clock], lengths: Iterable[Length]) -> int | None:
    """Return the one length that the readings name or leave between start and end."""
    spans = [Length(c.said, c.minutes) for c in clocks if c.minutes is not None]
    return _agreed(
        [*spans, *lengths],
        lambda length: length.minutes,
        lambda one, other: Unclear(
            f"I read two different lengths: {_length(one)} and {_length(other)}. Type "
            "one of them, and put a length that belongs to the note in double quotes."
        ),
    )


def agreed_place(met: Sequence[Met]) -> Place | None:
    """Return the one way of meeting that the readings name."""
    return _agreed(
        met,
        lambda one: one.place,
        lambda one, other: Unclear(
            f"Was it in person or online? I read {as_typed(one.said)} and "
            f"{as_typed(other.said)}. Type one of them, and put words for the note in "
            "double quotes.",
            example=QUOTING_EXAMPLE,
        ),
    )


def agreed_weeks(rhythms: Sequence[Every]) -> int | None:
    """Return every how many weeks the readings say that it is."""
    return _agreed(
        [one for one in rhythms if one.weeks is not None],
        lambda one: one.weeks,
        lambda one, other: Unclear(
            f"How often is it? I read {as_typed(one.said)} and {as_typed(other.said)}. "
            "Type one of them."
        ),
    )


def agreed_end(ends: Sequence[Until]) -> Until | None:
    """Return the one end that is named, and that once."""
    if len(ends) > 1:
        one, other = (as_typed(end.said) for end in ends[:2])
        raise Unclear(f"Until when? I read {one} and {other}. Type one of them.")
    return ends[0] if ends else None


def _agreed(
    found: Sequence[P], value: Callable[[P], V], differ: Callable[[P, P], Unclear]
) -> V | None:
    for other in found[1:]:
        if value(other) != value(found[0]):
            raise differ(found[0], other)
    return value(found[0]) if found else None


def _length(length: Length) -> str:
    return f"{as_typed(length.said)} is {format_minutes(length.minutes)}"


def _two_days(one: Day, other: Day) -> Unclear:
    sentence = (
        f"I read two different days: {as_typed(one.said)} ({format_day(one.on)}) and "
        f"{as_typed(other.said)} ({format_day(other.on)}). Type one day, and put a day "
        "that belongs to the note in double quotes."
    )
    if any(re.search(r"/\s?10$", day.said) for day in (one, other)):
        sentence += (
            " If one of them is a mark out of ten, leave it out: sessions carry no "
            "marks."
        )
    return Unclear(sentence, example=QUOTING_EXAMPLE)
