"""Calling off planned sessions: one, with a reason, or all that follow it."""

from datetime import datetime

import msgspec

from bot.domain.kernel.access import Action
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import SessionId
from bot.domain.sessions.records import SessionState
from bot.ports.bundle import Actor, Ports
from bot.results.planning.plans import CancelForm, PlanChangeCard
from bot.usecases.calendars.slots import require_planned
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.lookup import facts, session_for
from bot.usecases.planning.changing import (
    PlanWork,
    change_again,
    change_card,
    following,
    keep_change,
    keep_session,
    require_seen,
)


def open_calling_off(
    ports: Ports,
    actor: Actor,
    session_id: SessionId,
    *,
    seen: datetime | None = None,
    all_that_follow: bool = False,
) -> CancelForm:
    """Ask what to call off: this session alone, or those that follow it as well.

    Raises NotAllowed, and Stale for one that is planned no more or has moved.
    """
    with ports.store.reading(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        require_planned(session)
        require_seen(about, session, seen)
        is_to_come = session.starts_at > ports.clock.now()
        return CancelForm(
            facts=facts(about, session, ports.clock.now()),
            following=len(following(records, session)) - 1 if is_to_come else 0,
            all_that_follow=all_that_follow,
        )


def call_off_all(
    ports: Ports,
    actor: Actor,
    session_id: SessionId,
    *,
    seen: datetime | None,
    delivery: Delivery,
) -> PlanChangeCard:
    """Take a planned session and all that follow in its series off the plan.

    Their weeks count as weeks without a plan, so that nobody loses sight of them.
    Raises NotAllowed, and Stale for one that is planned no more or has moved.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        earlier = outcome_of(records, delivery)
        if earlier is not None:
            return change_again(ports, records, earlier)
        require_planned(session)
        require_seen(about, session, seen)
        work = PlanWork(records, about.calendar, ports.clock.now(), ports, about, actor)
        row = following(records, session)
        after = [
            msgspec.structs.replace(
                one, state=SessionState.CANCELLED, edited_at=work.now
            )
            for one in row
        ]
        for one, before in zip(after, row, strict=True):
            keep_session(work, Event.CANCELLED, one, before=before)
        kept = keep_change(work, Event.CANCELLED, after=after, before=row)
        claim(records, delivery, kept.id, kept.at)
        return change_card(ports, records, kept)
