"""Times that suit both of a pairing: in teaching hours, and free."""

from datetime import datetime, time, timedelta

from bot.domain.errors import Stale
from bot.domain.sessions import MAX_MINUTES, Session, SessionState, TimeClass
from bot.ports.bundle import Ports
from bot.ports.kinds import SESSIONS_OF_ECT, SESSIONS_OF_MENTOR
from bot.ports.store import Reading
from bot.usecases.lookup import Mentoring

_SCHOOL_DAYS_AHEAD = 10
_MOST_SLOTS = 3
_DEFAULT_MINUTES = 60
_GONE = {
    SessionState.HELD: "This session has been logged already. Edit corrects it.",
    SessionState.MISSED: "This session is down as not held. Log it if you did meet.",
    SessionState.UNDONE: "This session was undone. Log it again if it did take place.",
}


def require_planned(session: Session) -> None:
    """Raise Stale, with what has happened, unless a session is still a plan."""
    if session.state in _GONE:
        raise Stale(_GONE[session.state])


def free_slots(
    ports: Ports, records: Reading, about: Mentoring, *, session: Session | None
) -> list[datetime]:
    """Return the next times in teaching hours that are free for both (R8).

    At the time of day of the session, or else of the pairing's usual slot; at most
    three, within the next ten school days.
    """
    calendar, now = about.calendar, ports.clock.now()
    usual = about.pairing.usual
    walls = [calendar.local(session.starts_at).time()] if session else []
    walls += [usual.starts] if usual else []
    minutes = session.minutes if session else _DEFAULT_MINUTES
    found: list[datetime] = []
    for number in range(_SCHOOL_DAYS_AHEAD + 1):
        today = calendar.day_of(now)
        day = calendar.school_day_after(today, number) if number else today
        for wall in dict.fromkeys(walls or [time(9)]):
            starts = calendar.moment(day, wall)
            if starts > now and _suits(
                records, about, starts, minutes=minutes, session=session
            ):
                found.append(starts)
    return sorted(set(found))[:_MOST_SLOTS]


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
    since = starts - timedelta(minutes=MAX_MINUTES)
    return not any(
        other.ends_at > starts and (session is None or other.id != session.id)
        for index, person in (
            (SESSIONS_OF_MENTOR, about.pairing.mentor),
            (SESSIONS_OF_ECT, about.pairing.ect),
        )
        for other in records.find(index, person, at_least=since, below=ends)
    )
