"""Taking back, as a whole and within the hour, what a mentor changed of their plans."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bot.domain.kernel.access import Action
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.formatting import format_span
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.planning.changes import PlanChange
from bot.domain.sessions.records import Session
from bot.domain.sessions.session_rules import TAKEN_FOR_PLANNING, overlaps
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import PLAN_CHANGES, SESSIONS
from bot.results.planning.plans import PlanChangeCard
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.lookup import pairing_for
from bot.usecases.outbox.notices import renew
from bot.usecases.planning.changing import (
    PlanWork,
    change_card,
    circumstances,
    keep_session,
    note_on,
)
from bot.usecases.sessions.writing import take_back


def undo_plan(
    ports: Ports, actor: Actor, change_id: str, delivery: Delivery
) -> PlanChangeCard:
    """Take a change of a plan back as a whole.

    Raises NotAllowed, and Stale after an hour or where something has come of it since.
    """
    with ports.store.transaction(actor.team) as records:
        change = records.get(PLAN_CHANGES, change_id)
        if change is None or change.by != actor.person:
            raise Stale("There is nothing here for you to take back.")
        about = pairing_for(
            ports, records, actor, change.pairing, to=Action.LOG_SESSION
        )
        if outcome_of(records, delivery) or change.undone_at is not None:
            return change_card(ports, records, change)
        work = PlanWork(records, about.calendar, ports.clock.now(), ports, about, actor)
        if not is_open_to_undo(change.at, work.now):
            raise Stale(
                "Undo is open for an hour, and that has passed. `/ect upcoming` moves "
                "what is planned, or calls it off."
            )
        current = _as_it_left_them(work, change)
        if change.before:
            _restore(work, change.before, current)
        else:
            for session in current:
                note_on(work, Event.UNDONE, take_back(work, session))
        undone = msgspec.structs.replace(change, undone_at=work.now)
        records.put(PLAN_CHANGES, undone)
        renew(records, change.id)
        claim(records, delivery, change.id, work.now)
        return change_card(ports, records, undone)


def _as_it_left_them(work: PlanWork, change: PlanChange) -> list[Session]:
    """Return a change's sessions; raises Stale where one is no longer as it left it."""
    found = []
    for one in change.after:
        session = work.records.get(SESSIONS, one.session)
        if session is None or not one.is_still(session):
            local = work.about.calendar.local
            when = format_span(local(one.starts_at), local(one.ends_at))
            raise Stale(
                f"Something has come of the session on {when} since, so this cannot be "
                "taken back as a whole. `/ect upcoming` changes what is planned."
            )
        found.append(session)
    return found


def _restore(
    work: PlanWork, before: Sequence[Session], current: Sequence[Session]
) -> None:
    """Put sessions back to where they were, which has to be free still."""
    works = [_with_its_pairing(work, session) for session in before]
    for own, session in zip(works, before, strict=True):
        _require_free(own, session, before)
    for own, session, now in zip(works, before, current, strict=True):
        keep_session(own, Event.RESTORED, session, before=now)


def _with_its_pairing(work: PlanWork, session: Session) -> PlanWork:
    """Return the work on a session; two that changed places are of two pairings."""
    about = pairing_for(
        work.ports, work.records, work.actor, session.pairing, to=Action.LOG_SESSION
    )
    return replace(work, about=about, calendar=about.calendar)


def _require_free(work: PlanWork, session: Session, before: Sequence[Session]) -> None:
    if not work.about.pairing.runs_on(work.about.calendar.day_of(session.starts_at)):
        raise Stale(
            f"You are not {work.about.ect.name}'s mentor then any more, so this cannot "
            "be taken back."
        )
    around = circumstances(
        work.ports,
        work.records,
        work.about,
        (session.starts_at, session.ends_at),
        ignoring=[one.id for one in before],
    )
    for other in around.nearby:
        taken = other.state in TAKEN_FOR_PLANNING
        if taken and overlaps(session.starts_at, session.minutes, other):
            local = around.calendar.local
            when = format_span(local(other.starts_at), local(other.ends_at))
            raise Stale(
                f"Something else is planned on {when} by now, so this cannot be taken "
                "back. `/ect upcoming` changes what is planned."
            )
