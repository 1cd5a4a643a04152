"""The halves of a school year's terms: what is counted "this half-term"."""

from datetime import date, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.school.profile import DateSpan

_DAY = timedelta(days=1)


def halves(calendar: SchoolCalendar) -> list[DateSpan]:
    """Return the halves of all terms in order; a term without a break is one."""
    found = []
    for term in calendar.school.terms:
        first, last, half = term.days.first, term.days.last, term.half_term
        spans = [(first, last)]
        if half is not None:
            spans = [(first, half.first - _DAY), (half.last + _DAY, last)]
        found += [DateSpan(first=one, last=two) for one, two in spans if one <= two]
    return found


def half_begins(calendar: SchoolCalendar, day: date) -> date:
    """Return the first day of a day's half-term, in the holidays of the last one.

    Before the first term that is known, it is the day itself.
    """
    begun = [half.first for half in halves(calendar) if half.first <= day]
    return begun[-1] if begun else day
