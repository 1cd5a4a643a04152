"""Which year of induction an ECT is in, and how often a pairing typically meets.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Time off timetable for training and mentoring activities" (R1, R7), and *Induction for
early career teachers (England)*, 2.36: a part-time ECT's induction is pro rata. The
guidance says "typically": falling short is a reason to ask, never a finding.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.dated import held_on, since, with_over
from bot.domain.people.pairings import Induction, Pairing, Target, WorkedUntil
from bot.domain.school.profile import DateSpan, School

_TERMS_A_YEAR = 3
INDUCTION_TERMS = 6
ABSENT_DAYS_TO_TELL = 30  # "30 or more" in a year of induction (2012 Regulations, 8)
_SCHOOL_DAYS_A_TERM = 190 / _TERMS_A_YEAR
_LONGEST = 20 * _TERMS_A_YEAR  # terms to look ahead; nobody's induction is longer
_YEAR = timedelta(weeks=52)
# Within any school's terms, so that who began with a term has the whole of it.
_USUAL_TERMS = (((1, 8), (3, 24)), ((4, 22), (7, 16)), ((9, 8), (12, 16)))
_DAY = timedelta(days=1)
_HAIR = 1e-9  # of tolerance, since shares of terms and sessions are floats


class InductionYear(IntEnum):
    """The first or the second part of induction, three terms each."""

    ONE = 1
    TWO = 2


TYPICAL = {
    # "one hour per week in your ECT's first year"
    InductionYear.ONE: Target(weeks_per_session=1),
    # "one hour every 2 weeks in your ECT's second year"
    InductionYear.TWO: Target(weeks_per_session=2),
}


def induction_terms(induction: Induction, calendar: SchoolCalendar, on: date) -> float:
    """Return the full-time-equivalent terms complete by a date (an estimate).

    A term in progress counts by the share of its days that have passed; one before the
    first that the school has entered counts as it usually lies.
    """
    behind = _terms_behind(induction.counted_from, _first_day(calendar))
    return induction.terms_before + sum(
        _done_in(induction, term, on)
        for term in (*behind, *(term.days for term in calendar.school.terms))
    )


def working_share(induction: Induction, on: date) -> float:
    """Return the full-time equivalent of an ECT's working pattern on a day."""
    earlier = held_on(induction.worked, on)
    return (earlier or induction).full_time_equivalent


def pattern_since(induction: Induction) -> date:
    """Return the day on which an ECT's working pattern of now began."""
    return since(induction.worked, induction.counted_from)


def working(induction: Induction, share: float, begins: date) -> Induction:
    """Return an induction with another pattern from a day on; none before changes."""
    before = induction.full_time_equivalent
    over = WorkedUntil(until=begins, full_time_equivalent=before)
    worked = with_over(induction.worked, over, beginning=induction.counted_from)
    return msgspec.structs.replace(induction, worked=worked, full_time_equivalent=share)


def tells_appropriate_body(induction: Induction, year: InductionYear) -> bool:
    """Whether absences of a year of induction are to be told to the appropriate body.

    That is from 30 days on; they extend that year (2012 Regulations, 8; *Induction for
    early career teachers*, 3.6). Six kinds of statutory leave are not counted.
    """
    return induction.days_absent[year - 1] >= ABSENT_DAYS_TO_TELL


def estimated_end(induction: Induction, calendar: SchoolCalendar) -> date | None:
    """Return an estimate of the day on which induction ends, or None for no idea.

    Six full-time-equivalent terms, and absences of 30 days or more in a year on top.
    Terms that nobody has entered yet are taken to lie as in the last year that was. The
    headteacher and the appropriate body decide (*Induction*, 2.36 to 2.37).
    """
    owed = INDUCTION_TERMS + sum(map(_extension, induction.days_absent))
    owed -= induction_terms(induction, calendar, _first_day(calendar) - _DAY)
    for term in _terms_ahead(calendar):
        done = _done_in(induction, term, term.last)
        if done >= owed - _HAIR and done > 0:
            return _day_of(induction, term, owed)
        owed -= done
    return None


def induction_year(
    induction: Induction, calendar: SchoolCalendar, on: date
) -> InductionYear:
    """Return the year of induction on a date, by terms and not by calendar (R1)."""
    before = induction_terms(induction, calendar, on - _DAY)
    first_year = _TERMS_A_YEAR + _extension(induction.days_absent[0])
    return InductionYear.TWO if before >= first_year - _HAIR else InductionYear.ONE


def target_of(
    pairing: Pairing, year: InductionYear, school: School, on: date
) -> Target:
    """Return a pairing's own target of a day, or its school's, or the typical one (R7).

    The typical one is for schools that use a training provider; one that leads the
    training itself sets its own.
    """
    target, own = pairing.target_on(on), school.rhythm_on(on)
    if target is not None or own is None:
        return target or TYPICAL[year]
    return Target(weeks_per_session=own[year - 1])


def _done_in(induction: Induction, term: DateSpan, on: date) -> float:
    """Return the share of a full-time term done by a date, pattern by pattern."""
    length = (term.last - term.first).days + 1
    last = min(term.last, on)
    begins, done = max(term.first, induction.counted_from), 0.0
    for earlier in induction.worked:
        ends = min(last, earlier.until - _DAY)
        if ends >= begins:
            done += earlier.full_time_equivalent * ((ends - begins).days + 1)
            begins = earlier.until
    if last >= begins:
        done += induction.full_time_equivalent * ((last - begins).days + 1)
    return done / length


@lru_cache(maxsize=1024)
def _terms_behind(began: date, first_known: date) -> tuple[DateSpan, ...]:
    """Return the terms since induction began that the school has not entered.

    An ECT in their second year may be older than the bot is at their school.
    """
    usual = (
        (date(year, *begins), date(year, *ends))
        for year in range(began.year, first_known.year + 1)
        for begins, ends in _USUAL_TERMS
    )
    return tuple(
        DateSpan(first=first, last=last)
        for first, last in usual
        if began <= last < first_known
    )


def _first_day(calendar: SchoolCalendar) -> date:
    return min(term.days.first for term in calendar.school.terms)


def _extension(days_absent: int) -> float:
    """Return the full-time terms by which absences extend a year of induction."""
    if days_absent < ABSENT_DAYS_TO_TELL:
        return 0
    return days_absent / _SCHOOL_DAYS_A_TERM


def _terms_ahead(calendar: SchoolCalendar) -> Iterator[DateSpan]:
    terms = [term.days for term in calendar.school.terms]
    yield from terms
    if len(terms) < _TERMS_A_YEAR:
        return  # too little is known of the school's year
    pattern = terms[-_TERMS_A_YEAR:]
    for number in range(_LONGEST):
        years = number // len(pattern) + 1
        days = pattern[number % len(pattern)]
        yield DateSpan(first=days.first + years * _YEAR, last=days.last + years * _YEAR)


def _day_of(induction: Induction, term: DateSpan, owed: float) -> date:
    """Return the first day of a term by which as much is done as is owed."""
    days = (term.last - term.first).days
    return next(
        day
        for day in (term.first + timedelta(days=n) for n in range(days + 1))
        if _done_in(induction, term, day) >= owed - _HAIR
    )
