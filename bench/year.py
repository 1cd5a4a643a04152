"""A year's sessions with all that is kept of each, as logging, telling and asking do.

Of each there are a note, a receipt and a message that were sent, an entry in its
history and one in the audit, and two reminders that had come before it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.data_protection.audit import AuditEntry, following, marked
from bot.domain.kernel.history import Event, HistoryEntry
from bot.domain.kernel.record import (
    PairingId,
    PersonId,
    Record,
    SchoolId,
    Sealed,
    SessionId,
)
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.reminders.nudges import Nudge, NudgeKind, NudgeState
from bot.domain.sessions.records import Session, SessionNote, SessionState, TimeClass
from bot.ports.kinds import (
    ACTS,
    AUDIT,
    AUDIT_IN_ORDER,
    NOTES,
    NOTICES,
    NUDGES,
    SESSIONS,
)
from bot.ports.store import Kind, Store
from bot.sandbox.example_school import TEAM
from bot.store.checksums import checksums_with

# As an installation has it; one for all processes, and nobody's.
KEYS = (f"ect2-{'A' * 43}",)
SUMS = checksums_with(KEYS)
_PAIRINGS = 500
_SCHOOL = SchoolId("elsewhere")
_SEALED = Sealed("x" * 200)


def a_session(number: int) -> Session:
    """Return one of many sessions, spread over 500 pairings."""
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return Session(
        id=SessionId(f"many-{number:011d}"),
        school=_SCHOOL,
        pairing=PairingId(f"p{number % _PAIRINGS}"),
        mentor=PersonId(f"M{number % _PAIRINGS}"),
        ect=PersonId(f"E{number % _PAIRINGS}"),
        starts_at=at,
        minutes=60,
        state=SessionState.HELD,
        time_class=TimeClass.TEACHING,
        recorded_at=at,
    )


def enter_year(store: Store, sessions: int) -> None:
    """Enter so many sessions, each with what is kept of it."""
    for first in range(0, sessions, 2_000):
        with store.transaction(TEAM) as records:
            entry = records.last(AUDIT_IN_ORDER)
            for number in range(first, min(first + 2_000, sessions)):
                session = a_session(number)
                entry = _audited(session, entry)
                records.put(AUDIT, entry)
                for kind, record in _kept_of(session):
                    records.put(kind, record)


def _kept_of(session: Session) -> Iterator[tuple[Kind[Any], Record]]:
    at, of = session.starts_at, session.id
    yield SESSIONS, session
    yield NOTES, SessionNote(session=of, pairing=session.pairing, text=_SEALED)
    act = HistoryEntry(
        id=f"act-{of}",
        school=_SCHOOL,
        subject=of,
        by=session.mentor,
        did=Event.LOGGED,
        at=at,
        facts="Wed 9 Sep, 09:00–09:50",
    )
    yield ACTS, act
    yield NOTICES, _sent(session, NoticeKind.SESSION_RECEIPT, session.mentor)
    yield NOTICES, _sent(session, NoticeKind.SESSION_LOGGED, session.ect)
    yield NUDGES, _reminded(session, NudgeKind.UPCOMING, session.ect)
    yield NUDGES, _reminded(session, NudgeKind.LOG_IT, session.mentor)


def _sent(session: Session, kind: NoticeKind, reader: PersonId) -> Notice:
    return Notice(
        key=f"{kind.value}:{session.id}:{reader}",
        kind=kind,
        school=_SCHOOL,
        reader=reader,
        subject=session.id,
        not_before=session.starts_at,
        shown=1,
        channel=f"D{reader}",
        ts="1577836800.000100",
        posted_at=session.starts_at,
    )


def _reminded(session: Session, kind: NudgeKind, reader: PersonId) -> Nudge:
    at = session.starts_at
    return Nudge(
        key=f"{kind.value}:{session.id}:{reader}",
        kind=kind,
        school=_SCHOOL,
        reader=reader,
        subject=session.id,
        not_before=at,
        not_after=at + timedelta(days=1),
        state=NudgeState.SENT,
        round=f"{reader}:{at:%Y-%m-%dT%H:%M}",
        settled_at=at,
    )


def _audited(session: Session, last: AuditEntry | None) -> AuditEntry:
    return following(
        last,
        at=session.starts_at,
        by=marked(session.mentor, "a-salt-of-sixteen"),
        what=Event.LOGGED.value,
        subject=marked(session.id, "a-salt-of-sixteen"),
    )
