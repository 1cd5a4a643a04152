"""The periods that a report is about: this half-term, this term, this school year."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendars.half_terms import halves
from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.school.profile import DateSpan, Term

_SEPTEMBER, _AUGUST = 9, 8


class Period(StrEnum):
    """What can be asked for; in the holidays it is the one that has just been."""

    HALF_TERM = "half_term"
    TERM = "term"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class ReportSpan:
    """The days of a period, and how it is called."""

    label: str
    days: DateSpan


def school_year_began(today: date) -> date:
    """Return the first of September of the school year that a day lies in."""
    return date(today.year - (today.month < _SEPTEMBER), _SEPTEMBER, 1)


def span_of(calendar: SchoolCalendar, period: Period, today: date) -> ReportSpan:
    """Return the days of a period, as the school's terms have it."""
    if period is Period.YEAR:
        began = school_year_began(today)
        last = date(began.year + 1, _AUGUST, 31)
        days = DateSpan(first=began, last=last)
        return ReportSpan(f"School year {began.year} to {last.year}", days)
    term = _latest_term(calendar, today)
    if period is Period.TERM or term.half_term is None:
        return ReportSpan(term.name, term.days)
    begun = [
        half
        for half in halves(calendar)
        if half.first in term.days and half.first <= max(today, term.days.first)
    ]
    which = "first" if begun[-1].first == term.days.first else "second"
    return ReportSpan(f"{term.name}, {which} half", begun[-1])


def _latest_term(calendar: SchoolCalendar, today: date) -> Term:
    terms = calendar.school.terms
    begun = [term for term in terms if term.days.first <= today]
    return begun[-1] if begun else terms[0]
