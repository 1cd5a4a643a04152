"""Opening the log form already right nine times in ten."""

from dataclasses import replace
from datetime import datetime

from bot.domain.kernel.access import Action
from bot.domain.kernel.drafts import SessionDraft
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.sessions.records import Session, SessionState
from bot.domain.sessions.session_rules import why_outside
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    NEXT_STEPS,
    NOTES,
    OPEN_STEPS,
    STEPS_DONE_IN,
    STEPS_SET_IN,
)
from bot.ports.store import Reading
from bot.results.sessions.cards import FormMode, LogForm, PairingChoice, StepChoice
from bot.usecases.kernel.choosing_ect import ChooseEct, pairing_meant
from bot.usecases.kernel.lookup import Mentoring, pairing_for, session_for
from bot.usecases.kernel.opened_words import Door, noting_afterwards
from bot.usecases.sessions.earlier_notes import pairings_read
from bot.usecases.sessions.log_guess import another_draft, first_draft, logged_today


def open_log(
    ports: Ports, actor: Actor, pairing_id: PairingId | None = None
) -> LogForm | ChooseEct:
    """Prepare the form for the mentor's ECT, or the choice between several.

    Raises NotAllowed for someone who mentors nobody.
    """
    with noting_afterwards(ports, actor) as (records, door):
        about = pairing_meant(ports, records, actor, pairing_id, to_do="log")
        if isinstance(about, ChooseEct):
            return about
        logged = logged_today(ports, records, about)
        guess = (
            another_draft(ports, records, about, logged)
            if logged
            else first_draft(ports, records, about)
        )
        mode = FormMode() if guess.is_when_known else FormMode(asks_when=True)
        form = form_of(ports, records, about, door, draft=guess.draft, mode=mode)
        return replace(form, logged_today=logged)


def redraw(
    ports: Ports,
    actor: Actor,
    draft: SessionDraft,
    mode: FormMode,
) -> LogForm:
    """Prepare the form anew for what the mentor has picked so far.

    Raises NotAllowed.
    """
    with noting_afterwards(ports, actor) as (records, door):
        about = pairing_for(ports, records, actor, draft.pairing, to=Action.LOG_SESSION)
        if mode.editing and mode.seen is None:
            session, _about = session_for(
                ports, records, actor, mode.editing, to=Action.CHANGE_SESSION
            )
            mode = replace(mode, seen=session.version)
        return form_of(ports, records, about, door, draft=draft, mode=mode)


def open_edit(
    ports: Ports,
    actor: Actor,
    session_id: SessionId,
    *,
    at: tuple[datetime, int] | None = None,
    notice: str | None = None,
) -> LogForm:
    """Prepare the form with a recorded session in it, or with it *at* another time.

    Raises NotAllowed.
    """
    with noting_afterwards(ports, actor) as (records, door):
        session, about = session_for(
            ports, records, actor, session_id, to=Action.CHANGE_SESSION
        )
        mode = FormMode(
            editing=session.id,
            planning=session.state is SessionState.PLANNED,
            when_open=True,
            notice=notice,
            seen=session.version,
        )
        draft = _as_kept(records, session, door)
        if at is not None:
            draft = replace(draft, starts_at=at[0], minutes=at[1])
        return form_of(ports, records, about, door, draft=draft, mode=mode)


def _as_kept(records: Reading, session: Session, door: Door) -> SessionDraft:
    """Return a recorded session as its mentor would describe it, words included."""
    note = records.get(NOTES, session.id)
    steps = records.find(STEPS_SET_IN, session.id)
    done = records.find(STEPS_DONE_IN, session.id)
    return SessionDraft(
        pairing=session.pairing,
        starts_at=session.starts_at,
        minutes=session.minutes,
        place=session.place,
        focus_areas=note.focus_areas if note else (),
        note=door.words(NOTES, note),
        next_steps=tuple(door.words(NEXT_STEPS, step) for step in steps),
        steps_done=frozenset(step.id for step in done),
        reason=session.reason,
    )


def form_of(
    ports: Ports,
    records: Reading,
    about: Mentoring,
    door: Door,
    *,
    draft: SessionDraft,
    mode: FormMode,
) -> LogForm:
    """Fill in the form for a draft."""
    starts = about.calendar.local(draft.starts_at)
    own = list(records.find(STEPS_DONE_IN, mode.editing)) if mode.editing else []
    carried = [
        step
        for pairing in pairings_read(records, about)
        for step in records.find(OPEN_STEPS, pairing)
        if step.set_in != mode.editing
    ]
    return LogForm(
        draft=draft,
        pairing=PairingChoice(about.pairing.id, about.ect.name),
        starts=starts,
        zone=about.school.zone,
        today=about.calendar.day_of(ports.clock.now()),
        focus_areas=about.school.focus_areas,
        open_steps=tuple(
            StepChoice(step.id, door.words(NEXT_STEPS, step))
            for step in [*own, *carried][-10:]
        ),
        reasons=about.school.exceptional_reasons,
        tutor=about.tutor,
        tutor_is_mentor=about.induction.tutor == about.pairing.mentor,
        outside=None
        if mode.asks_when
        else why_outside(draft, about.calendar, (about.mentor, about.ect)),
        mode=mode,
    )
