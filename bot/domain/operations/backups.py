"""Back-ups: which of them are kept, and what a restore leaves behind in the store."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import Record

OLD_AFTER_HOURS = 2  # one an hour is made, and one may be late


@dataclass(frozen=True, slots=True)
class Keep:
    """How many back-ups are kept: the last of so many hours, and of so many days."""

    hourly: int
    daily: int


def to_keep(made: Iterable[datetime], keep: Keep) -> frozenset[datetime]:
    """Return which back-ups to keep: the newest of each hour and day, so many of both.

    Hours and days without a back-up are not counted, so that a bot that was switched
    off over the holidays comes back to all that it had.
    """
    newest_first = sorted(made, reverse=True)
    return frozenset(
        [
            *_newest_of_each(newest_first, _hour, keep.hourly),
            *_newest_of_each(newest_first, _day, keep.daily),
        ]
    )


def _newest_of_each(
    newest_first: list[datetime], of: Callable[[datetime], object], most: int
) -> list[datetime]:
    found: dict[object, datetime] = {}
    for moment in newest_first:
        found.setdefault(of(moment), moment)
    return list(found.values())[:most]


def _hour(moment: datetime) -> tuple[date, int]:
    in_utc = moment.astimezone(UTC)
    return in_utc.date(), in_utc.hour


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


class Place(Record, frozen=True, kw_only=True):
    """Which database the records stand in; a copy elsewhere still names the first."""

    name: str


class Restored(Record, frozen=True, kw_only=True):
    """That this store comes from a back-up: what fell due before may have been sent."""

    made_at: Instant  # the back-up
    at: Instant
