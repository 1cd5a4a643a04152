"""When a pairing ends: its plans are called off, and its mentor is told so once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

import msgspec

from bot.domain.kernel.history import Event
from bot.domain.kernel.instants import from_text
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.people.pairings import Pairing
from bot.domain.people.roster import Roster
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    PAIRINGS,
    PAIRINGS_OF_ECT,
    SESSIONS,
    SESSIONS_OF_PAIRING,
    SESSIONS_OFF,
)
from bot.ports.store import Reading
from bot.results.people.pages import HandedOver
from bot.usecases.kernel.history import note_act
from bot.usecases.kernel.lookup import member, mentoring, mentoring_at
from bot.usecases.outbox.notices import renew, tell
from bot.usecases.outbox.nudging import nudge_about
from bot.usecases.people.roster_writing import RosterFollowUp, RosterWork
from bot.usecases.sessions.flag_writing import settle_flag
from bot.usecases.sessions.reminded import tell_reminded

_DAY = timedelta(days=1)


def ending(before: Roster, after: Roster) -> Iterator[Pairing]:
    """Yield the pairings that end, or end sooner than they were to."""
    for old in before.pairings.values():
        new = after.pairings.get(old.id, old)
        if new.ends_on is not None and new.ends_on != old.ends_on:
            yield new


def with_ends_entered(before: Roster, after: Roster, now: datetime) -> Roster:
    """Have the pairings that a change ends know when that was entered."""
    entered = {
        one.id: msgspec.structs.replace(one, ended_at=now)
        for one in ending(before, after)
    }
    return replace(after, pairings={**after.pairings, **entered})


def call_off(work: RosterFollowUp, pairing: Pairing) -> list[tuple[Session, Session]]:
    """Call off what is planned for after a pairing's last day, and tell its mentor.

    What has begun by now stays theirs to log. Returns each as it was and as it is.
    """
    records, calendar, now = work.records, work.calendar, work.now
    last_day = pairing.ends_on or pairing.begins_on
    since = max(calendar.moment(last_day + _DAY, time()), now)
    planned = records.find(
        SESSIONS_OF_PAIRING, pairing.id, SessionState.PLANNED.value, at_least=since
    )
    changed = [(one, called_off(one, now)) for one in planned]
    for before, off in changed:
        _put_session(work, off, before=before)
    mentor = member(records, pairing.school, pairing.mentor)
    tell(
        records,
        NoticeKind.HANDED_OVER,
        reader=pairing.mentor,
        subject=pairing.id,
        occasion=now.isoformat(),
        school=pairing.school,
        not_before=calendar.next_contact(now, mentor),
    )
    return changed


def called_off(planned: Session, now: datetime) -> Session:
    """Return a plan as called off: it was no mistake, and is not taken for one."""
    return msgspec.structs.replace(planned, state=SessionState.CANCELLED, edited_at=now)


def put_back(work: RosterWork, session: Session, *, before: Session) -> None:
    """Keep a session that was called off as planned again, with its news."""
    _put_session(work, session, before=before)
    note_act(
        work.ports,
        work.records,
        work.actor,
        Event.RESTORED,
        subject=session.id,
        school=session.school,
    )


def _put_session(work: RosterFollowUp, session: Session, *, before: Session) -> None:
    records, now = work.records, work.now
    records.put(SESSIONS, session)
    pairing = records.get(PAIRINGS, session.pairing)
    if pairing is None:
        raise LookupError(f"no pairing {session.pairing}")
    about = mentoring_at(records, work.calendar, pairing)
    settle_flag(records, about, session, before=before, now=now)
    tell_reminded(records, about, session, before=before, now=now)
    renew(records, session.id)
    nudge_about(records, about, session, before=before, now=now)


def handed_over(ports: Ports, records: Reading, notice: Notice) -> HandedOver | None:
    """Gather what a mentor is told of a pairing of theirs that ends."""
    pairing = records.get(PAIRINGS, notice.subject)
    if pairing is None or (pairing.ends_on is None and notice.ts is None):
        return None  # undone before they were told
    about = mentoring(ports, records, pairing)
    at = from_text(notice.occasion)
    last_day = pairing.ends_on or about.calendar.day_of(at)
    later = [
        one
        for one in records.find(PAIRINGS_OF_ECT, pairing.ect)
        if one.school == pairing.school and one.begins_on > last_day
    ]
    off = [
        session
        for session in records.find(SESSIONS_OFF, pairing.id)
        if session.state is SessionState.CANCELLED and session.edited_at == at
    ]
    return HandedOver(
        ect=about.ect.name,
        last_day=pairing.ends_on,
        to=member(records, pairing.school, later[0].mentor).name if later else "",
        begins_on=later[0].begins_on if later else None,
        off=tuple(about.calendar.day_of(one.starts_at) for one in off),
    )
