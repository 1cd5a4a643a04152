"""Guessing the session that is about to be logged: planned, usual, or just over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.drafts import SessionDraft
from bot.domain.kernel.instants import as_instant
from bot.domain.sessions.records import MIN_MINUTES, Session, SessionState
from bot.domain.sessions.session_rules import why_outside
from bot.ports.bundle import Ports
from bot.ports.kinds import SESSIONS_OF_PAIRING
from bot.ports.store import Reading
from bot.results.sessions.cards import LoggedToday
from bot.usecases.calendars.slots import usual_minutes
from bot.usecases.kernel.lookup import Mentoring
from bot.usecases.sessions.expected import is_covered, on_record

_DAY = timedelta(days=1)
_LOOK_BACK = 14 * _DAY


@dataclass(frozen=True, slots=True)
class Guess:
    """A draft to begin with; where nothing says *when*, its time stands for none."""

    draft: SessionDraft
    is_when_known: bool = True


def first_draft(ports: Ports, records: Reading, about: Mentoring) -> Guess:
    """Return the latest plan that has passed, or what may just have taken place.

    No time is guessed that nobody is likely to have met at: outside teaching hours,
    such as what is just over at 08:45, or before the two were a pairing (R8).
    """
    now = ports.clock.now()
    planned = _found(records, about, SessionState.PLANNED, now)
    if planned:
        last = planned[-1]
        is_listed = last.reason in about.school.exceptional_reasons
        return Guess(
            SessionDraft(
                pairing=about.pairing.id,
                starts_at=last.starts_at,
                minutes=last.minutes,
                place=last.place,
                reason=last.reason if is_listed else None,
            )
        )
    minutes = usual_minutes(about)
    drafts = [
        SessionDraft(pairing=about.pairing.id, starts_at=starts_at, minutes=minutes)
        for starts_at in _usual_or_just_over(about, now, minutes)
    ]
    likely = next((one for one in drafts if _is_likely(about, one)), None)
    return Guess(likely or drafts[-1], is_when_known=likely is not None)


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
) -> Guess:
    """Guess what else may want logging once today's session is.

    That is a plan that has passed, the usual time of a week of which nothing is known
    yet, or what was since.
    """
    guess = first_draft(ports, records, about)
    draft, now = guess.draft, ports.clock.now()
    if _found(records, about, SessionState.PLANNED, now):
        return guess
    earlier = _usual_of_a_week_without(records, about, now)
    starts = max(_just_over(about, now, draft.minutes), logged.ends)
    minutes = int((now - starts) / timedelta(minutes=1))
    drafts = [replace(draft, starts_at=earlier)] if earlier is not None else []
    if minutes >= MIN_MINUTES:
        drafts.append(replace(draft, starts_at=as_instant(starts), minutes=minutes))
    likely = next((one for one in drafts if _is_likely(about, one)), None)
    return Guess(likely or draft, is_when_known=likely is not None)


def _is_likely(about: Mentoring, draft: SessionDraft) -> bool:
    people = (about.mentor, about.ect)
    day = about.calendar.day_of(draft.starts_at)
    is_pairing = about.pairing.was_theirs(draft.starts_at, day)
    return is_pairing and why_outside(draft, about.calendar, people) is None


def _usual_of_a_week_without(
    records: Reading, about: Mentoring, now: datetime
) -> datetime | None:
    """Return the usual time in the latest week that has no session and no reason."""
    usual, calendar = about.pairing.usual, about.calendar
    if usual is None:
        return None
    monday = monday_of(calendar.day_of(now))
    kept = on_record(records, about)
    for week in reversed(calendar.school_weeks(monday - _LOOK_BACK, monday - _DAY)):
        day = week.monday + usual.weekday * _DAY
        if day in week.school_days and not is_covered(kept, week):
            return calendar.moment(day, usual.starts)
    return None


def _found(
    records: Reading, about: Mentoring, state: SessionState, now: datetime
) -> Sequence[Session]:
    since = now - _LOOK_BACK
    return records.find(
        SESSIONS_OF_PAIRING, about.pairing.id, state.value, at_least=since, below=now
    )


def _usual_or_just_over(
    about: Mentoring, now: datetime, minutes: int
) -> Iterator[datetime]:
    local = about.calendar.local(now)
    usual = about.pairing.usual
    if usual is not None:
        at = about.calendar.moment(local.date(), usual.starts)
        if at <= now:
            yield at
    yield _just_over(about, now, minutes)


def _just_over(about: Mentoring, now: datetime, minutes: int) -> datetime:
    local = about.calendar.local(now)
    ended = now - timedelta(
        minutes=local.minute % 5, seconds=local.second, microseconds=local.microsecond
    )
    return ended - timedelta(minutes=minutes)
