"""The schools of a trust side by side: counts alone."""

from dataclasses import dataclass

from bot.domain.kernel.record import SchoolId
from bot.results.overviews.status import SchoolCounts


@dataclass(frozen=True, slots=True)
class TrustRow:
    """One school; the view withholds small counts."""

    school: SchoolId
    name: str
    closed: str | None  # why today is no school day
    counts: SchoolCounts
    may_look_closer: bool = False  # they are its induction tutor as well


@dataclass(frozen=True, slots=True)
class TrustTable:
    """All schools that somebody leads, by name; never by how they do."""

    rows: tuple[TrustRow, ...]
