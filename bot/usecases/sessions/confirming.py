"""The ECT's own word on a session that was logged."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from bot.domain.kernel.access import Action
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.history import Event
from bot.domain.kernel.instants import require_utc
from bot.domain.kernel.record import SessionId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.sessions.confirmations import (
    Confirmation,
    Confirming,
    SessionTime,
    check_suggestion,
    may_take_back,
    taken_back,
)
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import CONFIRMATIONS
from bot.ports.store import Reading, Records
from bot.results.sessions.cards import CorrectionForm, SessionCard
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import format_time, note_act
from bot.usecases.kernel.lookup import Mentoring, facts, session_for
from bot.usecases.outbox.notices import renew, tell
from bot.usecases.sessions.cards import card

_TAKEN_BACK = "This session was taken back, so there is nothing to confirm."


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How it was, as the ECT remembers it; nothing here is checked yet."""

    starts_at: datetime  # in UTC
    minutes: int
    did_not_meet: bool = False

    def __post_init__(self) -> None:
        """Refuse a start on a local clock: it would be kept as it is."""
        require_utc(self.starts_at, of="starts_at")


def confirm_session(
    ports: Ports,
    actor: Actor,
    session_id: SessionId,
    answer: Confirming,
    *,
    seen: tuple[datetime, int] | None = None,
) -> SessionCard:
    """Keep what the ECT says of what was *seen*; the same answer twice is harmless.

    Raises NotAllowed, and Stale where the session was taken back, or changed since.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = _to_confirm(ports, records, actor, session_id)
        if seen is not None and seen != (session.starts_at, session.minutes):
            raise Stale(
                "Your mentor has changed this session since. It is now down as "
                f"{format_time(about, session)}: please look at it once more."
            )
        before = records.get(CONFIRMATIONS, session.id)
        if before is None or before.answer is not answer:
            _keep(ports, records, actor, _answered(ports, session, before, answer))
        return card(ports, records, about, session, reader=actor.person)


def open_correction(
    ports: Ports, actor: Actor, session_id: SessionId
) -> CorrectionForm:
    """Prepare the form in which an ECT says how a session was.

    Raises NotAllowed, and Stale where the session was taken back.
    """
    with ports.store.reading(actor.team) as records:
        session, about = _to_confirm(ports, records, actor, session_id)
        return CorrectionForm(
            facts(about, session, ports.clock.now()), about.calendar.school.zone
        )


def suggest_correction(
    ports: Ports,
    actor: Actor,
    session_id: SessionId,
    *,
    suggestion: Suggestion,
    delivery: Delivery,
) -> None:
    """Keep how the ECT says that a session was, and tell the mentor alone.

    Raises NotAllowed, Stale where the session was taken back, and Unfit.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = _to_confirm(ports, records, actor, session_id)
        if outcome_of(records, delivery):
            return
        now = ports.clock.now()
        before = records.get(CONFIRMATIONS, session.id)
        suggested = _checked(suggestion, session, about, now)
        kept = msgspec.structs.replace(
            _answered(ports, session, before, Confirming.NOT_QUITE),
            suggested=suggested,
            did_not_meet=suggestion.did_not_meet,
        )
        _keep(ports, records, actor, kept)
        tell(
            records,
            NoticeKind.CORRECTION_ASKED,
            reader=session.mentor,
            subject=session.id,
            school=session.school,
            occasion=str(kept.disputes),
            not_before=about.calendar.next_contact(now, about.mentor),
        )
        claim(records, delivery, session.id, now)


def undo_answer(ports: Ports, actor: Actor, session_id: SessionId) -> None:
    """Take back the ECT's own answer, within an hour; twice is harmless.

    Raises NotAllowed, and Stale once the mentor has answered or the hour has passed.
    """
    with ports.store.transaction(actor.team) as records:
        session, _about = session_for(
            ports, records, actor, session_id, to=Action.CONFIRM_SESSION
        )
        kept = records.get(CONFIRMATIONS, session.id)
        if kept is None or kept.answer is None:
            return
        if not may_take_back(kept, ports.clock.now()):
            raise Stale(
                "Undo is open for an hour, and until your mentor has answered. "
                "Speak with your mentor if it is not right."
            )
        records.put(CONFIRMATIONS, taken_back(kept))
        note_act(
            ports,
            records,
            actor,
            Event.ANSWER_UNDONE,
            subject=session.id,
            school=session.school,
        )
        renew(records, session.id)


def _to_confirm(
    ports: Ports, records: Reading, actor: Actor, session_id: SessionId
) -> tuple[Session, Mentoring]:
    session, about = session_for(
        ports, records, actor, session_id, to=Action.CONFIRM_SESSION
    )
    if session.state is not SessionState.HELD:
        raise Stale(_TAKEN_BACK)
    return session, about


def _answered(
    ports: Ports,
    session: Session,
    before: Confirmation | None,
    answer: Confirming,
) -> Confirmation:
    disputed = answer is Confirming.NOT_QUITE
    already = before is not None and before.answer is Confirming.NOT_QUITE
    return Confirmation(
        session=session.id,
        school=session.school,
        pairing=session.pairing,
        answer=answer,
        disputes=(before.disputes if before else 0) + (disputed and not already),
        at=ports.clock.now(),
    )


def _checked(
    suggestion: Suggestion, session: Session, about: Mentoring, now: datetime
) -> SessionTime | None:
    if suggestion.did_not_meet:
        return None
    return check_suggestion(
        suggestion.minutes,
        suggestion.starts_at,
        session=session,
        pairing=about.pairing,
        calendar=about.calendar,
        now=now,
    )


def _keep(ports: Ports, records: Records, actor: Actor, kept: Confirmation) -> None:
    records.put(CONFIRMATIONS, kept)
    disputed = kept.answer is Confirming.NOT_QUITE
    note_act(
        ports,
        records,
        actor,
        Event.DISPUTED if disputed else Event.CONFIRMED,
        subject=kept.session,
        school=kept.school,
    )
    renew(records, kept.session)
