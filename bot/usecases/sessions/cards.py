"""A session and its words, gathered for its mentor and ECT."""

from datetime import datetime

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.entitlement.time_off import time_off_key
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.domain.sessions.confirmations import Confirmation, may_take_back
from bot.domain.sessions.records import NextStep, Session, SessionState
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    ACTS_ON,
    CONFIRMATIONS,
    NEXT_STEPS,
    NOTES,
    STEPS_DONE_IN,
    STEPS_SET_IN,
    TIME_OFF,
)
from bot.ports.store import Index, Reading
from bot.results.sessions.cards import Correction, SessionCard
from bot.usecases.kernel.history import last_act
from bot.usecases.kernel.lookup import Mentoring, facts
from bot.usecases.kernel.opened_words import Door, for_its_own
from bot.usecases.sessions.flag_writing import flag_about
from bot.usecases.sessions.plans_taken_up import plan_of

_SETTLED = frozenset(
    {Event.LOGGED, Event.PLANNED, Event.HAPPENED, Event.MISSED, Event.RESTORED}
)
_GONE = frozenset({SessionState.CANCELLED, SessionState.UNDONE})


def card(
    ports: Ports,
    records: Reading,
    about: Mentoring,
    session: Session,
    *,
    reader: PersonId,
) -> SessionCard:
    """Gather a session and its words for its mentor or its ECT, and nobody else."""
    now, door = ports.clock.now(), for_its_own(ports, records, reader)
    note = records.get(NOTES, session.id)
    said = records.get(CONFIRMATIONS, session.id)
    time_off = records.get(TIME_OFF, _time_off_key(about, session))
    young = is_open_to_undo(settled_at(records, session), now)
    return SessionCard(
        facts=facts(about, session, now),
        focus_areas=note.focus_areas if note else (),
        note=door.words(NOTES, note),
        next_steps=_texts(door, records, STEPS_SET_IN, session),
        steps_done=_texts(door, records, STEPS_DONE_IN, session),
        may_undo=young and session.state not in _GONE,
        planned=_planned(records, about, session) if young else None,
        flag=flag_about(records, about, session),
        confirmed=said.answer if said else None,
        correction=_correction(about, said, now) if said else None,
        may_undo_answer=said is not None and may_take_back(said, now),
        time_off=time_off,
        may_undo_time=time_off is not None and is_open_to_undo(time_off.at, now),
        has_history=len(records.find(ACTS_ON, session.id)) > 1,
        both_read=about.both_read,
        by_tutor=about.induction.tutor == about.pairing.mentor,
    )


def settled_at(records: Reading, session: Session) -> datetime:
    """Return when what stands was recorded, or a plan was said to have happened."""
    last = last_act(records, session.id, _SETTLED)
    return max(last.at, session.recorded_at) if last else session.recorded_at


def _planned(
    records: Reading, about: Mentoring, session: Session
) -> tuple[datetime, datetime] | None:
    """Return when a session that was held now was planned for, if not for then."""
    if session.state is not SessionState.HELD:
        return None
    plan, local = plan_of(records, session), about.calendar.local
    if plan is None or plan.starts_at == session.starts_at:
        return None
    return local(plan.starts_at), local(plan.ends_at)


def _correction(
    about: Mentoring, said: Confirmation, now: datetime
) -> Correction | None:
    """Put local times to what the ECT says of a session; None where it was just so."""
    local, time = about.calendar.local, said.suggested
    if time is None and not said.did_not_meet:
        return None
    was_moved = said.was is not None and said.replied_at is not None
    return Correction(
        starts=local(time.starts_at) if time else None,
        ends=local(time.ends_at) if time else None,
        did_not_meet=said.did_not_meet,
        said_at=said.at,
        reply=said.reply,
        may_undo_reply=was_moved and is_open_to_undo(said.replied_at or now, now),
    )


def _time_off_key(about: Mentoring, session: Session) -> str:
    monday = monday_of(about.calendar.day_of(session.starts_at))
    return time_off_key(session.school, session.mentor, Role.MENTOR, monday)


def _texts(
    door: Door, records: Reading, index: Index[NextStep], session: Session
) -> tuple[str, ...]:
    steps = records.find(index, session.id)
    return tuple(door.words(NEXT_STEPS, step) for step in steps)
