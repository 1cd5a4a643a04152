"""What a mentor does once their ECT has said how a session was."""

from datetime import datetime

import msgspec

from bot.domain.kernel.access import Action
from bot.domain.kernel.drafts import SessionDraft
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.formatting import format_span
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import SessionId
from bot.domain.sessions.confirmations import (
    Confirmation,
    Confirming,
    Reply,
    SessionTime,
)
from bot.domain.sessions.records import Session, SessionState
from bot.domain.sessions.session_rules import check_held
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import CONFIRMATIONS
from bot.ports.store import Records
from bot.usecases.kernel.history import format_time, note_act
from bot.usecases.kernel.lookup import Mentoring, session_for
from bot.usecases.outbox.notices import renew
from bot.usecases.sessions.writing import SessionWork, keep_facts, take_back

_GONE = "Nothing is left to answer: it was taken back, or the session was changed."


def correct_as_said(
    ports: Ports,
    actor: Actor,
    session_id: SessionId,
    *,
    seen: datetime | None = None,
) -> None:
    """Put a session right as the ECT says it was; twice is harmless.

    *seen* is when the ECT gave the answer that the mentor agrees to. One in which they
    did not meet is taken back. Raises NotAllowed, Stale also where the ECT has said
    something else since, and Unfit where the mentor has to say more, such as why it was
    outside teaching hours.
    """
    with ports.store.transaction(actor.team) as records:
        session, about, said = _asked(ports, records, actor, session_id)
        if said.reply is Reply.CORRECTED:
            return
        _require_open(session, said)
        if seen is not None and seen != said.at:
            raise Stale(
                f"{about.ect.name} has changed this since, to: "
                f"{_said_to_be(about, said)}. Please look at it once more; nothing has "
                "been corrected yet."
            )
        work = SessionWork(records, about.calendar, ports.clock.now(), ports, about)
        if said.suggested is None:
            take_back(work, session)
            was, did, facts = None, Event.UNDONE, format_time(about, session)
        else:
            corrected = _moved_to(work, session, said.suggested)
            was = SessionTime(starts_at=session.starts_at, minutes=session.minutes)
            did = Event.CHANGED
            facts = f"{format_time(about, session)} to {format_time(about, corrected)}"
        agreed = msgspec.structs.replace(
            said,
            answer=Confirming.YES,
            reply=Reply.CORRECTED,
            replied_at=work.now,
            was=was,
        )
        records.put(CONFIRMATIONS, agreed)
        note_act(
            ports,
            records,
            actor,
            did,
            subject=session.id,
            school=session.school,
            facts=facts,
        )
        renew(records, session.id)


def offer_talk(ports: Ports, actor: Actor, session_id: SessionId) -> None:
    """Say to the ECT that the mentor would like to talk about it; twice is harmless.

    Raises NotAllowed and Stale.
    """
    with ports.store.transaction(actor.team) as records:
        session, _about, said = _asked(ports, records, actor, session_id)
        if said.reply is Reply.TALK:
            return
        _require_open(session, said)
        talk = msgspec.structs.replace(
            said, reply=Reply.TALK, replied_at=ports.clock.now()
        )
        records.put(CONFIRMATIONS, talk)
        note_act(
            ports,
            records,
            actor,
            Event.TALK_OFFERED,
            subject=session.id,
            school=session.school,
        )
        renew(records, session.id)


def undo_correction(ports: Ports, actor: Actor, session_id: SessionId) -> None:
    """Put a corrected session back as it was logged, within an hour.

    Raises NotAllowed, Stale, and Unfit where something else has taken that time.
    """
    with ports.store.transaction(actor.team) as records:
        session, about, said = _asked(ports, records, actor, session_id)
        if said.was is None or said.replied_at is None:
            return
        if not is_open_to_undo(said.replied_at, ports.clock.now()):
            raise Stale("Undo is open for an hour, and that has passed. Use Edit.")
        work = SessionWork(records, about.calendar, ports.clock.now(), ports, about)
        before = _moved_to(work, session, said.was)
        asked = msgspec.structs.replace(
            said, answer=Confirming.NOT_QUITE, reply=None, replied_at=None, was=None
        )
        records.put(CONFIRMATIONS, asked)
        facts = f"{format_time(about, session)} to {format_time(about, before)}"
        note_act(
            ports,
            records,
            actor,
            Event.CHANGED,
            subject=session.id,
            school=session.school,
            facts=facts,
        )
        renew(records, session.id)


def suggested_time(
    ports: Ports, actor: Actor, session_id: SessionId
) -> tuple[datetime, int]:
    """Return when the ECT says that a session was, and how long, for its mentor.

    Raises NotAllowed and Stale.
    """
    with ports.store.reading(actor.team) as records:
        session, _about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        said = records.get(CONFIRMATIONS, session.id)
        if said is None or said.suggested is None:
            raise Stale(_GONE)
        return said.suggested.starts_at, said.suggested.minutes


def _asked(
    ports: Ports, records: Records, actor: Actor, session_id: SessionId
) -> tuple[Session, Mentoring, Confirmation]:
    session, about = session_for(
        ports, records, actor, session_id, to=Action.CHANGE_SESSION
    )
    said = records.get(CONFIRMATIONS, session.id)
    if said is None:
        raise Stale(_GONE)
    return session, about, said


def _require_open(session: Session, said: Confirmation) -> None:
    says_how = said.suggested is not None or said.did_not_meet
    disputed = said.answer is Confirming.NOT_QUITE and says_how
    if not disputed or session.state is not SessionState.HELD:
        raise Stale(_GONE)


def _said_to_be(about: Mentoring, said: Confirmation) -> str:
    if said.suggested is None:
        return "you did not meet then"
    local = about.calendar.local
    return format_span(local(said.suggested.starts_at), local(said.suggested.ends_at))


def _moved_to(work: SessionWork, session: Session, time: SessionTime) -> Session:
    """Keep a held session at another time, with its words as they are."""
    draft = SessionDraft(
        pairing=session.pairing,
        starts_at=time.starts_at,
        minutes=time.minutes,
        place=session.place,
        reason=session.reason,
    )
    around = work.circumstances(draft, ignoring=session.id)
    time_class = check_held(draft, around)
    outside = time_class is not time_class.TEACHING
    moved = msgspec.structs.replace(
        session,
        starts_at=time.starts_at,
        minutes=time.minutes,
        time_class=time_class,
        reason=session.reason if outside else None,
        edited_at=work.now,
    )
    keep_facts(work, moved, before=session)
    return moved
