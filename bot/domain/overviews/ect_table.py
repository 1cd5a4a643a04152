"""The induction tutor's table of ECTs: sorted, narrowed down and cut into pages.

How a table is shown travels in its buttons, so that nothing of it is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.overviews.ect_state import EctState, Look

ROWS_A_PAGE = 15
_ORDER = {state: number for number, state in enumerate(EctState)}


class Sort(StrEnum):
    """What the rows are sorted by."""

    STATE = "state"
    NAME = "name"
    MENTOR = "mentor"


class Show(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    LOOK = "look"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True)
class EctRow:
    """One ECT in the table; facts only."""

    school: SchoolId
    ect: PersonId
    name: str
    mentor: str  # "" for none
    state: EctState
    looks: tuple[Look, ...]
    held: int
    expected: int
    is_unplanned: bool  # this week, or fortnight, has no session and no reason


@dataclass(frozen=True, slots=True)
class TableView:
    """How the table is looked at."""

    sort: Sort = Sort.STATE
    show: Show = Show.ALL
    page: int = 0

    def packed(self) -> str:
        """Pack it into what a button carries."""
        return f"{self.sort.value}|{self.show.value}|{self.page}"


@dataclass(frozen=True, slots=True)
class EctPage:
    """One page of the table."""

    view: TableView
    rows: tuple[EctRow, ...]
    pages: int
    counts: dict[Show, int]


def unpacked(value: str) -> TableView:
    """Read how a table is looked at; what nobody packed is the usual way."""
    parts = value.split("|")
    try:
        sort, show, page = parts
        return TableView(Sort(sort), Show(show), max(0, int(page)))
    except ValueError:
        return TableView()


def page_of(rows: Sequence[EctRow], view: TableView) -> EctPage:
    """Return one page; a page past the end is the last one."""
    counts = {show: sum(_is_shown(row, show) for row in rows) for show in Show}
    shown = sorted(
        (row for row in rows if _is_shown(row, view.show)),
        key=lambda row: (_key(row, view.sort), row.name.casefold(), row.ect),
    )
    pages = max(1, -(-len(shown) // ROWS_A_PAGE))
    page = min(view.page, pages - 1)
    first = page * ROWS_A_PAGE
    return EctPage(
        view=replace(view, page=page),
        rows=tuple(shown[first : first + ROWS_A_PAGE]),
        pages=pages,
        counts=counts,
    )


def _is_shown(row: EctRow, show: Show) -> bool:
    if show is Show.LOOK:
        return row.state is EctState.LOOK
    return show is Show.ALL or row.is_unplanned


def _key(row: EctRow, sort: Sort) -> tuple[int, str]:
    if sort is Sort.STATE:
        return _ORDER[row.state], ""
    # Those without a mentor come first: somebody has to find them one.
    return 0, (row.mentor if sort is Sort.MENTOR else row.name).casefold()
