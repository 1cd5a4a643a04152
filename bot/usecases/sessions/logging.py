"""Recording sessions: log, plan, edit, undo. One unit of work each."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from bot.domain.kernel.access import Action
from bot.domain.kernel.drafts import Choice, Edit, Field, SessionDraft
from bot.domain.kernel.errors import Stale, Unfit
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import SessionId
from bot.domain.sessions.records import MAX_MINUTES, Session, SessionState
from bot.domain.sessions.session_rules import (
    CLOSE_TO_A_PLAN,
    check_held,
    check_planned,
    takes_up,
    tidy,
)
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    SESSIONS,
    SESSIONS_OF_MENTOR,
)
from bot.results.sessions.cards import SessionCard
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import format_time, note_act
from bot.usecases.kernel.lookup import Mentoring, pairing_for, session_for
from bot.usecases.sessions.cards import card, settled_at
from bot.usecases.sessions.plans_taken_up import keep_plan, restore_plan
from bot.usecases.sessions.reminded import tell_reminded
from bot.usecases.sessions.writing import SessionWork, drawn_up, keep, new_id, take_back


def log_session(
    ports: Ports, actor: Actor, draft: SessionDraft, delivery: Delivery
) -> SessionCard:
    """Record a session that took place; one planned at about that time becomes it.

    Raises NotAllowed and Unfit, both with a sentence for the mentor.
    """
    with ports.store.transaction(actor.team) as records:
        about = pairing_for(ports, records, actor, draft.pairing, to=Action.LOG_SESSION)
        work = SessionWork(records, about.calendar, ports.clock.now(), ports, about)
        return record(work, actor, draft, delivery=delivery, state=SessionState.HELD)


def plan_session(
    ports: Ports, actor: Actor, draft: SessionDraft, delivery: Delivery
) -> SessionCard:
    """Record a session that is to take place.

    Raises NotAllowed and Unfit, both with a sentence for the mentor.
    """
    with ports.store.transaction(actor.team) as records:
        about = pairing_for(ports, records, actor, draft.pairing, to=Action.LOG_SESSION)
        work = SessionWork(records, about.calendar, ports.clock.now(), ports, about)
        return record(work, actor, draft, delivery=delivery, state=SessionState.PLANNED)


def edit_session(
    ports: Ports,
    actor: Actor,
    edit: Edit,
    delivery: Delivery,
) -> SessionCard:
    """Correct a session in all its parts, keeping its id and everyone's messages true.

    Raises NotAllowed, Stale and Unfit; the last also where somebody has changed it
    since it was seen, with what it is now.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = session_for(
            ports, records, actor, edit.session, to=Action.CHANGE_SESSION
        )
        now = ports.clock.now()
        if outcome_of(records, delivery):
            return card(ports, records, about, session, reader=actor.person)
        _refuse_undone(session)
        _refuse_overtaken(about, session, edit.seen)
        work = SessionWork(records, about.calendar, now, ports, about)
        tidied = _tidied(edit.draft)
        around = work.circumstances(tidied, ignoring=session.id)
        fit = check_planned if session.state is SessionState.PLANNED else check_held
        drawn = drawn_up(
            work,
            tidied,
            session_id=session.id,
            state=session.state,
            time_class=fit(tidied, around),
            series=session.series,
        )
        edited = msgspec.structs.replace(
            drawn, recorded_at=session.recorded_at, edited_at=now
        )
        keep(work, tidied, edited, before=session)
        tell_reminded(records, about, edited, before=session, now=now)
        _note_edit(ports, work, actor, edited, before=session)
        claim(records, delivery, session.id, now)
        return card(ports, records, about, edited, reader=actor.person)


def undo_session(
    ports: Ports, actor: Actor, session_id: SessionId, delivery: Delivery
) -> SessionCard:
    """Take back a session recorded within the last hour; its words are deleted.

    A plan that it took up, or that was said not to have happened, is a plan again.

    Raises NotAllowed and Stale.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        now = ports.clock.now()
        if outcome_of(records, delivery):
            return card(ports, records, about, session, reader=actor.person)
        _refuse_undone(session)
        if not is_open_to_undo(settled_at(records, session), now):
            raise Stale(
                "Undo is open for an hour after logging, and that has passed. "
                "Use Edit to correct what is wrong."
            )
        work = SessionWork(records, about.calendar, now, ports, about)
        restored = restore_plan(work, session)
        note_act(
            ports,
            records,
            actor,
            Event.RESTORED if restored else Event.UNDONE,
            subject=session.id,
            school=session.school,
            facts=format_time(about, restored or session),
        )
        undone = restored or take_back(work, session)
        claim(records, delivery, session.id, now)
        return card(ports, records, about, undone, reader=actor.person)


def record(
    work: SessionWork,
    actor: Actor,
    draft: SessionDraft,
    *,
    delivery: Delivery,
    state: SessionState,
) -> SessionCard:
    """Record a session of a pairing for which the actor may log; raises Unfit."""
    ports, records, about = work.ports, work.records, work.about
    earlier = outcome_of(records, delivery)
    if earlier is not None:
        recorded = records.get(SESSIONS, earlier)
        if recorded is None:
            raise Stale("This was handled already.")
        return card(ports, records, about, recorded, reader=actor.person)
    tidied = _tidied(draft)
    held = state is SessionState.HELD
    planned = _plan_taken_up(work, tidied) if held else None
    around = work.circumstances(tidied, ignoring=planned.id if planned else None)
    session = drawn_up(
        work,
        tidied,
        session_id=planned.id if planned else new_id(ports, records),
        state=state,
        time_class=(check_held if held else check_planned)(tidied, around),
        series=planned.series if planned else None,
    )
    keep(work, tidied, session, before=planned)
    if planned is not None:
        keep_plan(work, actor, Event.LOGGED, planned, now_held=session)
    note_act(
        ports,
        records,
        actor,
        Event.LOGGED if held else Event.PLANNED,
        subject=session.id,
        school=session.school,
        facts=format_time(about, session),
    )
    claim(records, delivery, session.id, work.now)
    return card(ports, records, about, session, reader=actor.person)


def _note_edit(
    ports: Ports, work: SessionWork, actor: Actor, session: Session, *, before: Session
) -> None:
    """Note an edit: what moved, or that the words alone were changed."""
    was, now = format_time(work.about, before), format_time(work.about, session)
    planned = session.state is SessionState.PLANNED
    did = Event.REWORDED
    if was != now:
        did = Event.MOVED if planned else Event.CHANGED
    elif (before.place, before.reason) != (session.place, session.reason):
        did = Event.CHANGED
    note_act(
        ports,
        work.records,
        actor,
        did,
        subject=session.id,
        school=session.school,
        facts=f"{was} to {now}" if was != now else "",
    )


def _tidied(draft: SessionDraft) -> SessionDraft:
    steps = tuple(tidied for step in draft.next_steps if (tidied := tidy(step)))
    return replace(draft, note=tidy(draft.note), next_steps=steps)


def _refuse_overtaken(
    about: Mentoring, session: Session, seen: datetime | None
) -> None:
    """Refuse to write over what the person has not seen."""
    if seen is not None and session.version != seen:
        raise Unfit(
            "This session was changed while the form was open. It is now down as "
            f"{format_time(about, session)}.",
            field=Field.DAY,
            choice=Choice.SAVE_ALL_THE_SAME,
        )


def _refuse_undone(session: Session) -> None:
    if session.state is SessionState.CANCELLED:
        raise Stale("This session was called off. `/ect plan` plans another.")
    if session.state is SessionState.UNDONE:
        raise Stale("This session was undone. Log it again if it did take place.")


def _plan_taken_up(work: SessionWork, draft: SessionDraft) -> Session | None:
    """Return the pairing's own plan that a draft is about, the nearest one."""
    around = timedelta(minutes=MAX_MINUTES) + CLOSE_TO_A_PLAN
    candidates = [
        session
        for session in work.records.find(
            SESSIONS_OF_MENTOR,
            work.about.pairing.mentor,
            at_least=draft.starts_at - around,
            below=draft.starts_at + around,
        )
        if session.pairing == work.about.pairing.id
        and session.state is SessionState.PLANNED
        and takes_up(draft, session)
    ]
    return min(
        candidates,
        key=lambda session: abs(session.starts_at - draft.starts_at),
        default=None,
    )
