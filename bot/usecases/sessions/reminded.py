"""Telling an ECT that a session of which they were reminded is not then after all.

Their reminder is drawn anew where it stands, but nobody looks at it twice.
"""

from datetime import datetime

from bot.domain.kernel.instants import from_text
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.reminders.nudges import NudgeState, upcoming_key
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Ports
from bot.ports.kinds import NUDGES, PAIRINGS, SESSIONS
from bot.ports.store import Reading, Records
from bot.results.planning.plans import NotThen
from bot.usecases.kernel.lookup import Mentoring, facts, mentoring
from bot.usecases.outbox.notices import tell


def tell_reminded(
    records: Records,
    about: Mentoring,
    session: Session,
    *,
    before: Session,
    now: datetime,
) -> None:
    """Tell an ECT, who was reminded of a session, that it moves or is off."""
    was_to_come = before.state is SessionState.PLANNED and before.starts_at > now
    if not was_to_come or _is_then(session, before.starts_at):
        return
    day = about.calendar.day_of(before.starts_at)
    reminder = records.get(NUDGES, upcoming_key(before.school, before.ect, day))
    if reminder is None or reminder.state is not NudgeState.SENT:
        return
    tell(
        records,
        NoticeKind.NOT_THEN,
        reader=before.ect,
        subject=before.id,
        occasion=before.starts_at.isoformat(),
        school=before.school,
        not_before=about.calendar.next_contact(now, about.ect),
        not_after=before.starts_at,
    )


def not_then(ports: Ports, records: Reading, notice: Notice) -> NotThen | None:
    """Gather what became of such a session; None where there is nothing to say."""
    session = records.get(SESSIONS, notice.subject)
    if session is None:
        return None
    pairing = records.get(PAIRINGS, session.pairing)
    if pairing is None:
        return None
    was = from_text(notice.occasion)
    is_then = _is_then(session, was)
    if is_then and notice.ts is None:
        return None  # taken back before the ECT was told
    about = mentoring(ports, records, pairing)
    return NotThen(
        facts=facts(about, session, ports.clock.now()),
        was=about.calendar.local(was),
        is_then=is_then,
    )


def _is_then(session: Session, moment: datetime) -> bool:
    """Whether a session is planned for, or was held at, a moment."""
    gone = {SessionState.MISSED, SessionState.CANCELLED, SessionState.UNDONE}
    return session.starts_at == moment and session.state not in gone
