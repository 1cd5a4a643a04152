"""Making nudges, and of each session that is planned those that it needs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar, monday_of
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.reminders.nudges import (
    LOG_IT_TIMES,
    Nudge,
    NudgeKind,
    NudgeState,
    hour_before,
    log_it,
    log_it_keys,
    upcoming,
    upcoming_key,
)
from bot.domain.reminders.preferences import Level
from bot.domain.sessions.records import Session, SessionState
from bot.ports.kinds import (
    NUDGES,
    NUDGES_ABOUT,
    SESSIONS_OF_ECT,
    SESSIONS_OF_MENTOR,
    SESSIONS_PLANNED,
)
from bot.ports.store import Reading, Records
from bot.usecases.kernel.lookup import Mentoring, member
from bot.usecases.outbox.levels import level_of
from bot.usecases.outbox.notices import renew

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
AHEAD, BEHIND = timedelta(days=21), _WEEK  # plans this near are looked at in each sweep


def nudge_about(
    records: Records,
    about: Mentoring,
    session: Session,
    *,
    before: Session | None,
    now: datetime,
) -> None:
    """Make the nudges of a session that was planned, moved, or settled.

    Messages that show it already are drawn anew, so that none of them is stale.
    """
    days = {
        about.calendar.day_of(s.starts_at) for s in (session, before) if s is not None
    }
    mondays = {monday_of(day) for day in days}
    weeks = mondays | {monday + _WEEK for monday in mondays}  # a fortnight has two
    subjects = [session.id, *(f"{session.pairing}|{m.isoformat()}" for m in weeks)]
    found = records.find_each(NUDGES_ABOUT, [(subject,) for subject in subjects])
    for nudge in chain.from_iterable(found):
        if nudge.round is not None:
            renew(records, nudge.round)
            records.put(NUDGES, msgspec.structs.replace(nudge, answered_at=now))
    for shown in records.get_each(NUDGES, list(_gathered(about, days, mondays))):
        if shown is not None and shown.round is not None:
            renew(records, shown.round)
    if session.state is SessionState.PLANNED:
        make_each(records, nudges_of_session(records, about.calendar, session))


def _gathered(
    about: Mentoring, days: Iterable[date], mondays: Iterable[date]
) -> Iterator[str]:
    """Yield the keys of the nudges that show whole days or weeks of sessions."""
    for day in days:
        for person in (about.mentor, about.ect):
            yield upcoming_key(person.school, person.person, day)
    school, tutor = about.pairing.school, about.induction.tutor
    for monday in mondays:
        for kind in (NudgeKind.WEEK_AHEAD, NudgeKind.DIGEST):
            yield f"{kind.value}:{school}:{tutor}:{monday.isoformat()}"


def make_each(records: Records, nudges: Iterable[Nudge]) -> None:
    """Keep nudges, but for those whose occasion has had one."""
    wanted = list(nudges)
    records.get_each(NUDGES, [nudge.key for nudge in wanted])
    for nudge in wanted:
        if not is_made(records, nudge.key):
            records.put(NUDGES, nudge)


def is_made(records: Reading, key: str) -> bool:
    """Whether an occasion has had its nudge.

    A day that had no session left when its reminder was due may have one again, and a
    review may be due again on a day that was taken off.
    """
    kept = records.get(NUDGES, key)
    is_new_again = (
        kept is not None
        and kept.kind in {NudgeKind.UPCOMING, NudgeKind.REVIEW}
        and kept.state is NudgeState.NOT_NEEDED
    )
    return kept is not None and not is_new_again


def planned_near(
    records: Reading, schools: Sequence[SchoolId], now: datetime
) -> Sequence[Sequence[Session]]:
    """Return, for each school, the planned sessions that a sweep looks at."""
    starts = [(school,) for school in schools]
    return records.find_each(
        SESSIONS_PLANNED, starts, at_least=now - BEHIND, below=now + AHEAD
    )


def nudges_of_session(
    records: Reading, calendar: SchoolCalendar, session: Session
) -> Iterator[Nudge]:
    """Yield the nudges of a planned session, but for those that are made already."""
    day = calendar.day_of(session.starts_at)
    people = (session.mentor, session.ect)
    for person in people:
        if not is_made(records, upcoming_key(session.school, person, day)):
            reader = member(records, session.school, person)
            of_day = sessions_of_day(records, calendar, person, day)
            found = upcoming(calendar, reader, day, of_day)
            if found is not None:
                yield found
    yield from _hour_before(records, session, people)
    yield from _log_it(records, calendar, session)


def _hour_before(
    records: Reading, session: Session, people: Iterable[PersonId]
) -> Iterator[Nudge]:
    for person in people:
        if level_of(records, person, NudgeKind.HOUR_BEFORE) is not Level.OFF:
            soon = hour_before(session, person)
            if soon is not None:
                yield soon


def _log_it(
    records: Reading, calendar: SchoolCalendar, session: Session
) -> Iterator[Nudge]:
    quieter = level_of(records, session.mentor, NudgeKind.LOG_IT) is Level.QUIETER
    times = 1 if quieter else LOG_IT_TIMES
    if not all(is_made(records, key) for key in log_it_keys(session, times=times)):
        yield from log_it(calendar, session, times=times)


def sessions_of_day(
    records: Reading, calendar: SchoolCalendar, person: PersonId, day: date
) -> list[Session]:
    """Return a person's planned sessions of a day, as mentor or as ECT, in order."""
    begins = calendar.moment(day, time())
    found = [
        session
        for index in (SESSIONS_OF_MENTOR, SESSIONS_OF_ECT)
        for session in records.find(index, person, at_least=begins, below=begins + _DAY)
        if session.state is SessionState.PLANNED
    ]
    return sorted(found, key=lambda session: session.starts_at)
