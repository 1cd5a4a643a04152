"""What became of a planned session: it happened, it moved, it did not take place."""

from datetime import date, datetime

import msgspec

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.access import Action
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.sessions.missed import Missed, Why
from bot.domain.sessions.records import SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import MISSED, NUDGES, NUDGES_ABOUT
from bot.ports.store import Records
from bot.results.sessions.cards import SessionCard
from bot.usecases.calendars.slots import require_planned
from bot.usecases.kernel.claims import Delivery, claim, outcome_of
from bot.usecases.kernel.history import format_time, note_act
from bot.usecases.kernel.lookup import Mentoring, pairing_for, session_for
from bot.usecases.outbox.notices import renew
from bot.usecases.sessions.cards import card
from bot.usecases.sessions.plans_taken_up import keep_plan
from bot.usecases.sessions.reminded import tell_reminded
from bot.usecases.sessions.writing import SessionWork, keep_facts


def it_happened(
    ports: Ports, actor: Actor, session_id: SessionId, delivery: Delivery
) -> SessionCard:
    """Log a planned session as it was planned (R7); Edit corrects it.

    Raises NotAllowed, and Stale for one that is planned no more or still to come.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        if outcome_of(records, delivery):
            return card(ports, records, about, session, reader=actor.person)
        require_planned(session)
        now = ports.clock.now()
        if session.starts_at > now:
            raise Stale("This session is still to come, so it cannot be logged yet.")
        held = msgspec.structs.replace(
            session, state=SessionState.HELD, recorded_at=now
        )
        work = SessionWork(records, about.calendar, now, ports, about)
        keep_facts(work, held, before=session)
        keep_plan(work, actor, Event.HAPPENED, session, now_held=held)
        note_act(
            ports,
            records,
            actor,
            Event.HAPPENED,
            subject=held.id,
            school=held.school,
            facts=format_time(about, held),
        )
        claim(records, delivery, session.id, now)
        return card(ports, records, about, held, reader=actor.person)


def it_did_not_happen(
    ports: Ports, actor: Actor, session_id: SessionId, *, why: Why, delivery: Delivery
) -> SessionCard:
    """Note that a planned session did not take place, and a short reason (R7).

    Raises NotAllowed, and Stale for one that is planned no more.
    """
    with ports.store.transaction(actor.team) as records:
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        if outcome_of(records, delivery):
            return card(ports, records, about, session, reader=actor.person)
        require_planned(session)
        now = ports.clock.now()
        missed = msgspec.structs.replace(session, state=SessionState.MISSED)
        day = about.calendar.day_of(session.starts_at)
        records.put(
            MISSED,
            _missed(about, actor, monday_of(day), why, now=now, session=session.id),
        )
        keep_facts(
            SessionWork(records, about.calendar, now, ports, about),
            missed,
            before=session,
        )
        tell_reminded(records, about, missed, before=session, now=now)
        note_act(
            ports,
            records,
            actor,
            Event.MISSED,
            subject=missed.id,
            school=missed.school,
            facts=format_time(about, missed),
        )
        claim(records, delivery, session.id, now)
        return card(ports, records, about, missed, reader=actor.person)


def week_without(
    ports: Ports, actor: Actor, pairing_id: PairingId, *, monday: date, why: Why
) -> None:
    """Note that a week has no session, and a short reason (R7); twice is harmless.

    Raises NotAllowed.
    """
    with ports.store.transaction(actor.team) as records:
        about = pairing_for(ports, records, actor, pairing_id, to=Action.LOG_SESSION)
        now = ports.clock.now()
        records.put(MISSED, _missed(about, actor, monday, why, now=now))
        _renew_week(records, pairing_id, monday, answered_at=now)


def undo_week_without(
    ports: Ports, actor: Actor, pairing_id: PairingId, *, monday: date
) -> None:
    """Take back, within an hour, that a week has no session; twice is harmless.

    Raises NotAllowed, and Stale once the hour has passed.
    """
    with ports.store.transaction(actor.team) as records:
        pairing_for(ports, records, actor, pairing_id, to=Action.LOG_SESSION)
        key = week_key(pairing_id, monday)
        kept = records.get(MISSED, key)
        if kept is None:
            return
        if not is_open_to_undo(kept.at, ports.clock.now()):
            raise Stale(
                "Undo is open for an hour, and that has passed. If you do meet in that "
                "week, log or plan it as always."
            )
        records.remove(MISSED, key)
        _renew_week(records, pairing_id, monday, answered_at=None)


def week_key(pairing: PairingId, monday: date) -> str:
    """Name the record of a week without a session."""
    return f"{pairing}/{monday}/week"


def _renew_week(
    records: Records,
    pairing: PairingId,
    monday: date,
    *,
    answered_at: datetime | None,
) -> None:
    for nudge in records.find(NUDGES_ABOUT, f"{pairing}|{monday.isoformat()}"):
        if nudge.round is not None:
            renew(records, nudge.round)
        records.put(NUDGES, msgspec.structs.replace(nudge, answered_at=answered_at))


def _missed(
    about: Mentoring,
    actor: Actor,
    monday: date,
    why: Why,
    *,
    now: datetime,
    session: SessionId | None = None,
) -> Missed:
    return Missed(
        pairing=about.pairing.id,
        school=about.pairing.school,
        monday=monday,
        session=session,
        why=why,
        by=actor.person,
        at=now,
    )
