"""A school's list of term dates, as it is typed, pasted or saved as text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.documents.dates_in_text import dates_in, year_named
from bot.domain.school.term_dates import (
    BadTerms,
    TermDates,
    school_year,
    school_year_meant,
    term_dates,
)
from bot.domain.school.term_words import (
    Dated,
    Days,
    Season,
    edge_of,
    kind_of,
    season_of,
)

MOST_CHARS = 20_000
_MOST_LINES, _MOST_DATES = 400, 400
_CLAUSES = re.compile(r"[;|\t()\[\]•]|\.\s+|:\s*$")
_BULLET = re.compile(r"^[\s\-–—*•·>]+")


@dataclass
class _Standing:
    """What earlier lines said that holds for those below."""

    year: int
    season: Season | None = None
    kind: Dated = Dated.TERM
    days: list[Days] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_term_list(text: str, *, today: date) -> TermDates:
    """Read a list of term dates; raises BadTerms."""
    if len(text) > MOST_CHARS:
        raise BadTerms(
            "That is more text than a list of term dates holds. Please paste the dates "
            "alone."
        )
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        raise BadTerms("That is more lines than a list of term dates has.")
    standing = _Standing(_first_year(lines) or school_year_meant(today))
    for number, line in enumerate(lines, start=1):
        _read_line(standing, _BULLET.sub("", line), f"Line {number}")
        if len(standing.days) > _MOST_DATES:
            raise BadTerms("That is more dates than a school year has.")
    return term_dates(standing.days, standing.remarks, today=today)


def closure_days_in(text: str, days: Sequence[Days]) -> list[Days]:
    """Read INSET days by themselves; a year that is missing is that of the *days*.

    Raises BadTerms.
    """
    year = school_year(min(one.first for one in days)) if days else 0
    if not days or len(text) > MOST_CHARS:
        return []
    said_at = "INSET days"
    return [
        Days(Dated.CLOSURE, first, last, said_at)
        for first, last in dates_in(text, year, said_at).spans
    ]


def _first_year(lines: list[str]) -> int | None:
    return next((year for line in lines if (year := year_named(line))), None)


def _read_line(standing: _Standing, line: str, said_at: str) -> None:
    standing.year = year_named(line) or standing.year
    kind: Dated | None = None
    any_dates = False
    for clause in _CLAUSES.split(line):
        own = kind_of(clause)
        kind = own or kind
        season = season_of(clause)
        if season is not None:
            standing.season = season
            standing.year = _year_of(season, clause) or standing.year
        found = dates_in(clause, standing.year, said_at)
        standing.remarks += found.remarks
        any_dates = any_dates or bool(found.spans)
        means = kind or standing.kind
        for first, last in found.spans:
            standing.days.append(
                Days(
                    kind=means,
                    first=first,
                    last=last,
                    said_at=said_at,
                    season=standing.season if means is Dated.TERM else None,
                    edge=edge_of(clause),
                )
            )
    if kind is not None:
        standing.kind = Dated.TERM if any_dates else kind


def _year_of(season: Season, heading: str) -> int | None:
    """Return the school year of a heading such as "Spring term 2027"."""
    named = re.search(r"\bterm\W+(20\d\d)\b", heading, re.IGNORECASE)
    if named is None:
        return None
    return int(named[1]) - (season is not Season.AUTUMN)
