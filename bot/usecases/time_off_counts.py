"""What all that was noted of time off timetable adds up to (R7)."""

from datetime import date

from bot.domain.access import Action, Subject, is_allowed, standings
from bot.domain.calendar import monday_of
from bot.domain.missed import Why
from bot.domain.people import Member, Role
from bot.domain.record import PersonId, SchoolId
from bot.domain.results.time_off import TimeShown
from bot.domain.time_off import TimeCount, counted
from bot.ports.kinds import MISSED_OF_PAIRING, PAIRINGS_OF_SCHOOL, TIME_OFF_OF_SCHOOL
from bot.ports.store import Reading
from bot.usecases.lookup import member


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


def _counts(records: Reading, school: SchoolId, *, since: date) -> list[TimeCount]:
    return counted(
        records.find(TIME_OFF_OF_SCHOOL, school, at_least=monday_of(since)),
        _time_taken(records, school, since=since),
    )


def _time_taken(
    records: Reading, school: SchoolId, *, since: date
) -> list[tuple[PersonId, date]]:
    """Return the mentors and the weeks of sessions whose time was taken."""
    return [
        (pairing.mentor, missed.monday)
        for pairing in records.find(PAIRINGS_OF_SCHOOL, school)
        for missed in records.find(
            MISSED_OF_PAIRING, pairing.id, at_least=monday_of(since)
        )
        if missed.why is Why.TIME_TAKEN
    ]
