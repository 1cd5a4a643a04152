"""What all that was noted of time off timetable adds up to (R7)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.entitlement.time_off import (
    TimeCount,
    TimeOffWeek,
    TimeOfWeek,
    counted,
    weeks_of,
)
from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import Member, Role
from bot.domain.school.profile import DateSpan
from bot.domain.sessions.missed import Why
from bot.ports.kinds import MISSED_OF_PAIRING, PAIRINGS_OF_SCHOOL, TIME_OFF_OF_SCHOOL
from bot.ports.store import Reading
from bot.results.entitlement.time_off import TimeShown
from bot.usecases.kernel.lookup import member

_DAY = timedelta(days=1)
_FOR_EVER = date.max - _DAY


def time_shown(
    records: Reading,
    place: Member,
    *,
    since: date,
    people: frozenset[PersonId] | None = None,
) -> tuple[TimeShown, ...]:
    """Show an induction tutor what was given and lost at their school since a day.

    Of these *people* alone, where they are named. Nothing to anybody else.
    """
    if not is_allowed(Action.READ_TIME, standings(place.person, [place], Subject())):
        return ()
    counts = _counts(records, place.school, since=since)
    return tuple(
        TimeShown(member(records, place.school, count.person).name, count)
        for count in counts
        if people is None or count.person in people
    )


def own_count(
    records: Reading, place: Member, hat: Role, *, since: date
) -> TimeCount | None:
    """Count one's own weeks in one role since a day; None where nothing is noted."""
    counts = _counts(records, place.school, since=since)
    own = (one for one in counts if (one.person, one.hat) == (place.person, hat))
    return next(own, None)


def weeks_lost(records: Reading, school: SchoolId, *, since: date) -> int:
    """Count the weeks of all at a school in which the time was not given."""
    return sum(one.weeks_lost for one in _counts(records, school, since=since))


def weeks_known(
    records: Reading, place: Member, hat: Role, *, since: date
) -> Mapping[date, TimeOfWeek]:
    """Return what became of one's own weeks in one role since a day, by Monday."""
    days = DateSpan(first=since, last=_FOR_EVER)
    found = weeks_of(*_noted(records, place.school, days))
    return found.get((place.person, hat), {})


def counts_in(
    records: Reading, school: SchoolId, days: DateSpan
) -> Mapping[tuple[PersonId, Role], TimeCount]:
    """Count what all at a school were given and lost in the weeks of a span (R7)."""
    counts = counted(*_noted(records, school, days))
    return {(one.person, one.hat): one for one in counts}


def _counts(records: Reading, school: SchoolId, *, since: date) -> list[TimeCount]:
    days = DateSpan(first=since, last=_FOR_EVER)
    return list(counts_in(records, school, days).values())


def _noted(
    records: Reading, school: SchoolId, days: DateSpan
) -> tuple[Sequence[TimeOffWeek], list[tuple[PersonId, date]]]:
    """Return what was noted of the weeks of a span, and whose time was taken in them.

    The second are the mentors and Mondays of sessions that did not take place since
    their time was taken.
    """
    first, below = monday_of(days.first), days.last + _DAY
    noted = records.find(TIME_OFF_OF_SCHOOL, school, at_least=first, below=below)
    taken = [
        (pairing.mentor, missed.monday)
        for pairing in records.find(PAIRINGS_OF_SCHOOL, school)
        for missed in records.find(
            MISSED_OF_PAIRING, pairing.id, at_least=first, below=below
        )
        if missed.why is Why.TIME_TAKEN
    ]
    return noted, taken
