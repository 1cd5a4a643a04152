"""What held until a day, kept beside what holds now.

A change has a day from which it holds, and rewrites nothing before it: how often an ECT
was to be met in autumn is not changed by what is entered in March.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from bot.domain.kernel.formatting import format_day


class Until(Protocol):
    """What held before a day, which is the first of what came next."""

    @property
    def until(self) -> date:
        """The first day on which it held no more."""
        ...


E = TypeVar("E", bound=Until)


def held_on(earlier: Sequence[E], day: date) -> E | None:
    """Return what held on a day, of what is over; None where what holds now did."""
    return next((one for one in earlier if day < one.until), None)


def since(earlier: Sequence[Until], beginning: date) -> date:
    """Return the day on which what holds now began."""
    return earlier[-1].until if earlier else beginning


def with_over(earlier: tuple[E, ...], over: E, *, beginning: date) -> tuple[E, ...]:
    """Return what is over, oldest first, once what held until now is.

    What began on the very day, or later, never held: it is left out.
    """
    return (*earlier, over) if over.until > since(earlier, beginning) else earlier


def why_not_from(begins: date, now_since: date, today: date) -> str | None:
    """Say why a change cannot hold from a day on; None where it can."""
    if begins > today:
        return "Please enter this on the day on which it begins, or later."
    if begins < now_since:
        began = format_day(now_since, today=today)
        return f"What holds now began on {began}. Please give that day or a later one."
    return None
