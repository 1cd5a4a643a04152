"""The ECT's own word on a session that was logged."""

import msgspec

from bot.domain.access import Action
from bot.domain.confirmations import Confirmation, Confirming
from bot.domain.errors import Stale
from bot.domain.record import SessionId
from bot.domain.sessions import SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import CONFIRMATIONS
from bot.usecases.lookup import session_for
from bot.usecases.notices import renew


def confirm_session(
    ports: Ports, actor: Actor, session_id: SessionId, answer: Confirming
) -> None:
    """Keep what the ECT says; the same answer twice is harmless.

    Raises NotAllowed, and Stale where the session was taken back.
    """
    with ports.store.transaction(actor.team) as records:
        session, _about = session_for(
            ports, records, actor, session_id, to=Action.CONFIRM_SESSION
        )
        if session.state is not SessionState.HELD:
            raise Stale("This session was taken back, so there is nothing to confirm.")
        before = records.get(CONFIRMATIONS, session.id)
        if before is not None and before.answer is answer:
            return
        disputed = answer is Confirming.NOT_QUITE
        kept = Confirmation(
            session=session.id,
            school=session.school,
            pairing=session.pairing,
            answer=answer,
            disputes=(before.disputes if before else 0) + disputed,
            at=ports.clock.now(),
        )
        records.put(CONFIRMATIONS, kept)
        renew(records, session.id)


def reopened(kept: Confirmation) -> Confirmation:
    """Return an answer as a correction of the session leaves it: to be given anew."""
    return msgspec.structs.replace(kept, answer=None)
