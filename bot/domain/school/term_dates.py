"""The terms of a school year, put together from the days that a school publishes.

Lists differ: whole terms with a half-term, two halves, six short terms, first and last
days. What does not hold together is refused; a slip that leaves no doubt is a remark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.formatting import format_date
from bot.domain.school.profile import DateSpan, Term
from bot.domain.school.term_words import Dated, Days, Edge, Season

SCHOOL_YEAR_BEGINS = 8  # in August, before the first INSET days
_DAY = timedelta(days=1)
_SATURDAY = 5
_MOST_DAYS, _LEAST_DAYS = 140, 14  # of a term
_MOST_HALF_TERM, _MOST_CLOSURE = 17, 7
_MOST_CLOSURES = 60  # in all
_MOST_TERMS = 9
_AHEAD = timedelta(days=3 * 366)
_NEXT_YEAR_FROM = 5  # in May a list without years is next year's
_MONTHS = {
    Season.AUTUMN: range(8, 13),
    Season.SPRING: range(1, 5),
    Season.SUMMER: range(3, 8),
}


class BadTerms(Refusal):
    """These term dates cannot stand; the sentence says why, and what would work."""


@dataclass(frozen=True, slots=True)
class TermDates:
    """Terms and closure days as read, with remarks for whoever checks them."""

    terms: tuple[Term, ...]
    closure_days: frozenset[date]
    remarks: tuple[str, ...] = ()


def school_year(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= SCHOOL_YEAR_BEGINS else day.year - 1


def school_year_meant(today: date) -> int:
    """Return the school year that a list without years is for."""
    return today.year if today.month >= _NEXT_YEAR_FROM else today.year - 1


def term_dates(
    days: Sequence[Days], remarks: Iterable[str], *, today: date
) -> TermDates:
    """Put terms together; raises BadTerms."""
    groups: dict[tuple[int, Season], list[Days]] = {}
    for one in days:
        if one.kind is Dated.TERM:
            season = one.season or _season_by(one.first)
            _require_month(one, season)
            groups.setdefault((school_year(one.first), season), []).append(one)
    if not groups:
        raise BadTerms(
            "I found no term dates in that. Give each term's first and last day, such "
            "as “Autumn term: 3 September 2026 to 18 December 2026”."
        )
    closed = _closure_days(days)
    spans = {key: _span(key, group) for key, group in groups.items()}
    breaks = _half_terms(days, spans)
    terms, more = [], list(remarks)
    for key, span in sorted(spans.items(), key=lambda one: one[1].first):
        half = breaks.get(key) or _gap(groups[key], closed)
        terms.append(Term(name=_name(key, span), days=span, half_term=half))
        if half is None:
            more.append(f"I found no half-term in the {terms[-1].name}.")
    require_in_order(terms)
    _require_not_over(terms, today)
    return TermDates(tuple(terms), closed, tuple(dict.fromkeys(more)))


def require_in_order(terms: Sequence[Term]) -> None:
    """Raise BadTerms for terms that overlap, or too many."""
    if len(terms) > _MOST_TERMS:
        raise BadTerms("That is more than three school years. Please give fewer.")
    for before, after in pairwise(terms):
        if after.days.first <= before.days.last:
            raise BadTerms(
                f"The {after.name} begins on {format_date(after.days.first)}, before "
                "the "
                f"{before.name} is over on {format_date(before.days.last)}. Please "
                "look at these dates."
            )


def merged(
    old_terms: Sequence[Term], old_days: Iterable[date], new: TermDates
) -> TermDates:
    """Return what a school has once *new* is entered: other years' terms stay."""
    names = {term.name for term in new.terms}
    years = {school_year(term.days.first) for term in new.terms}
    kept = [term for term in old_terms if term.name not in names]
    terms = sorted([*kept, *new.terms], key=lambda term: term.days.first)
    require_in_order(terms)
    days = {
        day for day in old_days if not new.closure_days or school_year(day) not in years
    }
    return TermDates(tuple(terms), new.closure_days | days, new.remarks)


def as_list(dates: TermDates) -> str:
    """Write terms so that they are read back the same."""
    lines = []
    for term in dates.terms:
        lines.append(f"{term.name}: {_written(term.days)}")
        if term.half_term is not None:
            lines.append(f"Half-term: {_written(term.half_term)}")
    if dates.closure_days:
        days = ", ".join(format_date(day) for day in sorted(dates.closure_days))
        lines.append(f"INSET days: {days}")
    return "\n".join(lines)


def _span(key: tuple[int, Season], group: Sequence[Days]) -> DateSpan:
    first, last = min(d.first for d in group), max(d.last for d in group)
    name = f"{key[1]} term"
    if first == last:
        raise BadTerms(
            f"I found only one day of the {name}, {format_date(first)}. Please give "
            "its first and its last day."
        )
    length = (last - first).days + 1
    if not _LEAST_DAYS <= length <= _MOST_DAYS:
        raise BadTerms(
            f"The {name} would run from {format_date(first)} to {format_date(last)}, "
            f"which is too {'long' if length > _MOST_DAYS else 'short'}. Please look "
            "at these dates and their years."
        )
    return DateSpan(first=first, last=last)


def _half_terms(
    days: Sequence[Days], spans: dict[tuple[int, Season], DateSpan]
) -> dict[tuple[int, Season], DateSpan]:
    found: dict[tuple[int, Season], DateSpan] = {}
    for one in days:
        if one.kind is not Dated.HALF_TERM:
            continue
        holder = next(
            (k for k, s in spans.items() if one.first in s and one.last in s), None
        )
        if holder is None:
            raise BadTerms(
                f"{one.said_at}: the half-term from {format_date(one.first)} to "
                f"{format_date(one.last)} lies in none of the terms. Please look at "
                "it, and at the terms around it."
            )
        other = found.get(holder)
        whole = DateSpan(
            first=min(one.first, other.first if other else one.first),
            last=max(one.last, other.last if other else one.last),
        )
        if (whole.last - whole.first).days >= _MOST_HALF_TERM:
            raise BadTerms(
                f"{one.said_at}: a half-term from {format_date(whole.first)} to "
                f"{format_date(whole.last)} is too long. Please look at these dates."
            )
        found[holder] = whole
    return found


def _gap(group: Sequence[Days], closed: frozenset[date]) -> DateSpan | None:
    """Return the half-term that lies between the two halves of a term."""
    longest: DateSpan | None = None
    for before, after in pairwise(sorted(_halves(group))):
        free = [
            day
            for n in range(1, min((after[0] - before[1]).days, 2 * _MOST_HALF_TERM))
            if (day := before[1] + n * _DAY).weekday() < _SATURDAY and day not in closed
        ]
        if not free:
            continue
        span = DateSpan(first=free[0], last=free[-1])
        if longest is None or span.last - span.first > longest.last - longest.first:
            longest = span
    return longest


def _halves(group: Sequence[Days]) -> list[tuple[date, date]]:
    halves = [(one.first, one.last) for one in group if one.first < one.last]
    edges = sorted((one.first, one.edge) for one in group if one.edge)
    for (first, begins), (last, ends) in pairwise(edges):
        if (begins, ends) == (Edge.BEGINS, Edge.ENDS) and first < last:
            halves.append((first, last))
    whole = min(d.first for d in group), max(d.last for d in group)
    return [half for half in dict.fromkeys(halves) if half != whole]


def _closure_days(days: Sequence[Days]) -> frozenset[date]:
    found: set[date] = set()
    for one in days:
        if one.kind is not Dated.CLOSURE:
            continue
        length = (one.last - one.first).days + 1
        if length > _MOST_CLOSURE:
            raise BadTerms(
                f"{one.said_at}: closure days from {format_date(one.first)} to "
                f"{format_date(one.last)} are too many in a row. Separate single days "
                "with commas."
            )
        found |= {one.first + n * _DAY for n in range(length)}
    if len(found) > _MOST_CLOSURES:
        raise BadTerms("That is more INSET days than a school has. Please look again.")
    return frozenset(found)


def _require_month(one: Days, season: Season) -> None:
    if one.first.month in _MONTHS[season] and one.last.month in _MONTHS[season]:
        return
    wrong = one.first if one.first.month not in _MONTHS[season] else one.last
    raise BadTerms(
        f"{one.said_at}: {format_date(wrong)} cannot be in the {season} term. Please "
        "look at it, and write the day first or the month as a word, such as "
        "3 September."
    )


def _require_not_over(terms: Sequence[Term], today: date) -> None:
    last, first = terms[-1].days.last, terms[0].days.first
    if last < today:
        raise BadTerms(
            f"All these terms are over; the last ended on {format_date(last)}. Please "
            "enter this school year's dates, or the next one's."
        )
    if first > today + _AHEAD:
        raise BadTerms(
            f"The first of these terms begins on {format_date(first)}, which is far "
            "ahead. Please look at the years."
        )


def _season_by(day: date) -> Season:
    """Return the term that a day is in where the list does not say."""
    if day.month >= SCHOOL_YEAR_BEGINS:
        return Season.AUTUMN
    return Season.SPRING if day.month <= 3 else Season.SUMMER  # noqa: PLR2004 - March


def _name(key: tuple[int, Season], span: DateSpan) -> str:
    return f"{key[1]} term {span.first.year}"


def _written(span: DateSpan) -> str:
    return f"{format_date(span.first)} to {format_date(span.last)}"
