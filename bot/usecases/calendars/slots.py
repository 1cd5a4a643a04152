"""Times that suit both of a pairing: in teaching hours, and free."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.errors import Stale
from bot.domain.people.pairings import UsualSlot
from bot.domain.sessions.records import MAX_MINUTES, Session, SessionState, TimeClass
from bot.ports.bundle import Ports
from bot.ports.kinds import SESSIONS_OF_ECT, SESSIONS_OF_MENTOR
from bot.ports.store import Reading
from bot.usecases.calendars.timetables import is_in_lesson
from bot.usecases.kernel.lookup import Mentoring

USUAL_MINUTES = 60
_SCHOOL_DAYS_AHEAD = 10
_MOST_SLOTS = 4
_HALF_HOUR = 30
_GONE = {
    SessionState.HELD: "This session has been logged already. Edit corrects it.",
    SessionState.MISSED: "This session is down as not held. Log it if you did meet.",
    SessionState.CANCELLED: "This session was called off. `/ect plan` plans another.",
    SessionState.UNDONE: "This session was undone. Log it again if it did take place.",
}


def require_planned(session: Session) -> None:
    """Raise Stale, with what has happened, unless a session is still a plan."""
    if session.state in _GONE:
        raise Stale(_GONE[session.state])


def usual_minutes(about: Mentoring) -> int:
    """Return how long a pairing means to meet."""
    target = about.pairing.target
    return target.minutes if target else USUAL_MINUTES


def free_slots(
    ports: Ports, records: Reading, about: Mentoring, *, session: Session | None
) -> list[datetime]:
    """Return the next times in teaching hours that are free for both (R8).

    One a day, within the next ten school days, or those from its own week on where the
    session is later: at the time of the session or of the
    pairing's usual slot, and at another one only on the days on which neither suits.
    Without a session to move the usual slot itself comes first.
    """
    minutes = session.minutes if session else usual_minutes(about)

    def suits(starts: datetime) -> bool:
        other = session is None or starts != session.starts_at
        later = starts > ports.clock.now()
        return (
            other
            and later
            and _suits(records, about, starts, minutes=minutes, session=session)
        )

    days = list(_days_ahead(ports, about, session))
    found = _one_a_day(about, days, _walls(about, session), suits=suits)
    if len(found) < _MOST_SLOTS:
        rest = [day for day in days if day not in found]
        found |= _one_a_day(about, rest, _half_hours(about), suits=suits)
    usual = about.pairing.usual if session is None else None
    by_day = sorted(found, key=lambda day: (not _is_usual(usual, day), day))
    return [found[day] for day in by_day[:_MOST_SLOTS]]


def _days_ahead(
    ports: Ports, about: Mentoring, session: Session | None
) -> Iterable[date]:
    """Yield the days to look at: from today, or from a later session's own Monday."""
    calendar = about.calendar
    first = calendar.day_of(ports.clock.now())
    if session is not None:
        first = max(first, monday_of(calendar.day_of(session.starts_at)))
    yield first
    for number in range(1, _SCHOOL_DAYS_AHEAD + 1):
        yield calendar.school_day_after(first, number)


def _walls(about: Mentoring, session: Session | None) -> list[time]:
    usual = about.pairing.usual
    walls = [about.calendar.local(session.starts_at).time()] if session else []
    walls += [usual.starts] if usual else []
    return list(dict.fromkeys(walls))


def _half_hours(about: Mentoring) -> list[time]:
    """Return the half-hours of the school's teaching day, from its first lesson on."""
    hours = about.school.teaching_hours
    if not hours:
        return []
    first, last = min(one.starts for one in hours), max(one.ends for one in hours)
    minutes = range(
        first.hour * 60 + first.minute, last.hour * 60 + last.minute, _HALF_HOUR
    )
    return [time(*divmod(minute, 60)) for minute in minutes]


def _one_a_day(
    about: Mentoring,
    days: Iterable[date],
    walls: Iterable[time],
    *,
    suits: Callable[[datetime], bool],
) -> dict[date, datetime]:
    found: dict[date, datetime] = {}
    for day in days:
        moments = (about.calendar.moment(day, wall) for wall in walls)
        first = next((starts for starts in moments if suits(starts)), None)
        if first is not None:
            found[day] = first
    return found


def _is_usual(usual: UsualSlot | None, day: date) -> bool:
    return usual is not None and usual.weekday == day.weekday()


def _suits(
    records: Reading,
    about: Mentoring,
    starts: datetime,
    *,
    minutes: int,
    session: Session | None,
) -> bool:
    people = [about.mentor, about.ect]
    if about.calendar.time_class(starts, minutes, people) is not TimeClass.TEACHING:
        return False
    ends = starts + timedelta(minutes=minutes)
    if is_in_lesson(records, about, starts, ends):
        return False
    since = starts - timedelta(minutes=MAX_MINUTES)
    return not any(
        other.ends_at > starts and (session is None or other.id != session.id)
        for index, person in (
            (SESSIONS_OF_MENTOR, about.pairing.mentor),
            (SESSIONS_OF_ECT, about.pairing.ect),
        )
        for other in records.find(index, person, at_least=since, below=ends)
    )
