"""Which year of induction an ECT is in, and how often a pairing typically meets.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Time off timetable for training and mentoring activities" (R1, R7), and *Induction for
early career teachers (England)*, 2.36: a part-time ECT's induction is pro rata. The
guidance says "typically": falling short is a reason to ask, never a finding.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from bot.domain.calendar import SchoolCalendar
from bot.domain.pairings import Induction, Pairing, Target
from bot.domain.people import Member

_TERMS_A_YEAR = 3
_SUNDAY = timedelta(days=6)
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


@dataclass(frozen=True, slots=True)
class Expected:
    """How many sessions were to be expected, over how many school weeks."""

    sessions: int
    weeks: int


def induction_terms(induction: Induction, calendar: SchoolCalendar, on: date) -> float:
    """Return the full-time-equivalent terms complete by a date (an estimate).

    A term in progress counts by the share of its days that have passed.
    """
    elapsed = 0.0
    for term in calendar.school.terms:
        first = max(term.days.first, induction.counted_from)
        last = min(term.days.last, on)
        if last >= first:
            length = (term.days.last - term.days.first).days + 1
            elapsed += ((last - first).days + 1) / length
    return induction.terms_before + induction.full_time_equivalent * elapsed


def induction_year(
    induction: Induction, calendar: SchoolCalendar, on: date
) -> InductionYear:
    """Return the year of induction on a date, by terms and not by calendar (R1)."""
    before = induction_terms(induction, calendar, on - timedelta(days=1))
    return InductionYear.TWO if before >= _TERMS_A_YEAR - _HAIR else InductionYear.ONE


def target_of(pairing: Pairing, year: InductionYear) -> Target:
    """Return the school's target for a pairing, or the guidance's typical one (R7)."""
    return pairing.target or TYPICAL[year]


def expected_sessions(
    pairing: Pairing,
    induction: Induction,
    calendar: SchoolCalendar,
    ect: Member,
    *,
    until: date,
) -> Expected:
    """Count the sessions to be expected over the school weeks so far (R7).

    Only whole weeks that are over count: those in which the pairing began or ended
    part-way do not. Holidays add nothing, nor does a week in which *ect* never worked;
    a part-time ECT's weeks count pro rata.
    """
    first = max(pairing.begins_on, induction.counted_from)
    last = min(until, pairing.ends_on or until)
    counted = [
        week
        for week in calendar.school_weeks(_monday(first), _monday(last) + _SUNDAY)
        if first <= week.school_days[0]
        and week.school_days[-1] <= last
        and any(calendar.works_on(ect, day) for day in week.school_days)
    ]
    total = sum(
        induction.full_time_equivalent
        / target_of(
            pairing, induction_year(induction, calendar, week.school_days[0])
        ).weeks_per_session
        for week in counted
    )
    return Expected(sessions=int(total + _HAIR), weeks=len(counted))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
