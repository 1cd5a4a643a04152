"""Guessing the session that is about to be logged: planned, usual, or just over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.calendar import monday_of
from bot.domain.drafts import SessionDraft
from bot.domain.results.sessions import LoggedToday
from bot.domain.sessions import MIN_MINUTES, Session, SessionState
from bot.ports.bundle import Ports
from bot.ports.kinds import SESSIONS_OF_PAIRING
from bot.ports.store import Reading
from bot.usecases.expected_sessions import is_covered
from bot.usecases.lookup import Mentoring
from bot.usecases.slots import usual_minutes

_DAY = timedelta(days=1)
_LOOK_BACK = 14 * _DAY


def first_draft(ports: Ports, records: Reading, about: Mentoring) -> SessionDraft:
    """Return the latest plan that has passed, or what may just have taken place."""
    now = ports.clock.now()
    planned = _found(records, about, SessionState.PLANNED, now)
    if planned:
        last = planned[-1]
        return SessionDraft(
            pairing=about.pairing.id,
            starts_at=last.starts_at,
            minutes=last.minutes,
            place=last.place,
        )
    minutes = usual_minutes(about)
    return SessionDraft(
        pairing=about.pairing.id,
        starts_at=_usual_or_just_over(about, now, minutes),
        minutes=minutes,
    )


def logged_today(
    ports: Ports, records: Reading, about: Mentoring
) -> LoggedToday | None:
    """Return the latest session of today that is logged already."""
    now, local = ports.clock.now(), about.calendar.local
    held = _found(records, about, SessionState.HELD, now)
    if not held or local(held[-1].starts_at).date() != local(now).date():
        return None
    last = held[-1]
    return LoggedToday(last.id, local(last.starts_at), local(last.ends_at))


def another_draft(
    ports: Ports, records: Reading, about: Mentoring, logged: LoggedToday
) -> SessionDraft:
    """Guess what else may want logging once today's session is.

    That is a plan that has passed, the usual time of a week of which nothing is known
    yet, or what was since.
    """
    draft = first_draft(ports, records, about)
    now = ports.clock.now()
    if _found(records, about, SessionState.PLANNED, now):
        return draft
    earlier = _usual_of_a_week_without(records, about, now)
    if earlier is not None:
        return replace(draft, starts_at=earlier)
    starts = max(_just_over(about, now, draft.minutes), logged.ends)
    minutes = int((now - starts) / timedelta(minutes=1))
    if minutes < MIN_MINUTES:
        return draft
    return replace(draft, starts_at=starts.astimezone(UTC), minutes=minutes)


def _usual_of_a_week_without(
    records: Reading, about: Mentoring, now: datetime
) -> datetime | None:
    """Return the usual time in the latest week that has no session and no reason."""
    usual, calendar = about.pairing.usual, about.calendar
    if usual is None:
        return None
    monday = monday_of(calendar.day_of(now))
    for week in reversed(calendar.school_weeks(monday - _LOOK_BACK, monday - _DAY)):
        day = week.monday + usual.weekday * _DAY
        if day in week.school_days and not is_covered(records, about, week):
            return calendar.moment(day, usual.starts)
    return None


def _found(
    records: Reading, about: Mentoring, state: SessionState, now: datetime
) -> Sequence[Session]:
    since = now - _LOOK_BACK
    return records.find(
        SESSIONS_OF_PAIRING, about.pairing.id, state.value, at_least=since, below=now
    )


def _usual_or_just_over(about: Mentoring, now: datetime, minutes: int) -> datetime:
    local = about.calendar.local(now)
    usual = about.pairing.usual
    if usual is not None:
        at = about.calendar.moment(local.date(), usual.starts)
        if at <= now:
            return at
    return _just_over(about, now, minutes)


def _just_over(about: Mentoring, now: datetime, minutes: int) -> datetime:
    local = about.calendar.local(now)
    ended = now - timedelta(
        minutes=local.minute % 5, seconds=local.second, microseconds=local.microsecond
    )
    return ended - timedelta(minutes=minutes)
