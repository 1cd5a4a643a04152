"""The log form: opening it, following what is picked in it, and sending it off."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import msgspec
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Choice, Edit, Field, SessionDraft
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.sessions.records import Place, SessionState
from bot.ports.bundle import Ports
from bot.results.sessions.cards import FormMode, SessionCard
from bot.usecases.kernel.choosing_ect import ChooseEct
from bot.usecases.sessions.log_form import open_edit, open_log, redraw
from bot.usecases.sessions.logging import edit_session, log_session, plan_session
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.sessions.cards import receipt
from bot.views.sessions.log_form import FormMemory, choose_ect, log_form, memory_of
from handlers.calls import Body, Call, Errors, Reply
from handlers.fields import Values
from handlers.listening import Listening

_WHEN = {Field.DAY, Field.START, Field.LENGTH, Field.PLACE}


def register(listening: Listening, ports: Ports) -> None:
    """Listen to all that the form sends."""
    listening.action(ids.OPEN_LOG, lambda call: open_form(ports, call))
    listening.action(ids.CHOOSE_ECT_ANY, lambda call: _chosen(ports, call))
    listening.action(ids.CHANGE_WHEN, lambda call: _unfold(ports, call))
    listening.action(ids.RECHECK, lambda call: _recheck(ports, call))
    listening.action(ids.EDIT_SESSION, lambda call: _edit(ports, call))
    listening.submission(ids.LOG_FORM, lambda call: _submit(ports, call))


def open_form(ports: Ports, call: Call) -> View:
    """Open the form, or ask first which ECT it is for."""
    opened = open_log(ports, call.actor)
    if isinstance(opened, ChooseEct):
        return choose_ect(opened.choices)
    return log_form(opened)


def _chosen(ports: Ports, call: Call) -> Reply:
    pairing = PairingId(call.body["actions"][0]["value"])
    opened = open_log(ports, call.actor, pairing)
    return None if isinstance(opened, ChooseEct) else log_form(opened)


def _edit(ports: Ports, call: Call) -> Reply:
    session = SessionId(call.body["actions"][0]["value"])
    return log_form(open_edit(ports, call.actor, session))


def _unfold(ports: Ports, call: Call) -> Reply:
    draft, memory = _read(call.body["view"])
    mode = replace(_mode(memory), when_open=True)
    return log_form(redraw(ports, call.actor, draft, mode=mode))


def _recheck(ports: Ports, call: Call) -> Reply:
    """Ask for a reason, or no longer, once the date or the time has been changed."""
    draft, memory = _read(call.body["view"])
    if memory.asks_when:
        return None  # one of the two is still to be picked
    form = redraw(ports, call.actor, draft, mode=_mode(memory))
    if form.outside == memory.outside:
        return None  # an update while somebody types is best left out
    return log_form(form)


def _submit(ports: Ports, call: Call) -> View | Errors:
    draft, memory = _read(call.body["view"])
    if memory.asks_when:
        lacking = Values(call.body["view"]).lacking(Field.DAY, Field.START)
        return dict.fromkeys(lacking, "When did you meet?")
    try:
        card = _record(ports, call, draft, memory)
    except Unfit as unfit:
        return _asked_again(ports, call, draft, memory=memory, unfit=unfit)
    done = {SessionState.PLANNED: "Planned", SessionState.UNDONE: "Taken back"}
    title = "Saved" if memory.editing else done.get(card.facts.session.state, "Logged")
    return told(title, receipt(card))


def _record(
    ports: Ports, call: Call, draft: SessionDraft, memory: FormMemory
) -> SessionCard:
    if memory.editing:
        edit = Edit(memory.editing, draft, seen=memory.seen)
        return edit_session(ports, call.actor, edit, call.delivery)
    if memory.planning:
        return plan_session(ports, call.actor, draft, call.delivery)
    return log_session(ports, call.actor, draft, call.delivery)


def _asked_again(
    ports: Ports, call: Call, draft: SessionDraft, *, memory: FormMemory, unfit: Unfit
) -> View | Errors:
    """Show what does not fit, with everything that was typed still there."""
    mode = _mode(memory)
    if unfit.choice is Choice.PLAN_INSTEAD and not memory.editing:
        notice = f"{unfit.sentence} To plan it, press Plan."
        mode = replace(mode, planning=True, when_open=True, notice=notice)
    elif unfit.choice is Choice.LOG_INSTEAD and not memory.editing:
        notice = "That time has passed. If you did meet then, press Log."
        mode = replace(mode, planning=False, when_open=True, notice=notice)
    elif unfit.choice is Choice.GIVE_REASON and memory.outside is None:
        notice = "One thing more: please pick a reason below, then send it again."
        mode = replace(mode, notice=notice)
    elif unfit.choice is Choice.SAVE_ALL_THE_SAME:
        notice = f"{unfit.sentence} What you wrote is still here: Save puts it there."
        mode = replace(mode, when_open=True, notice=notice, seen=None)
    elif unfit.field in _WHEN and not memory.when_open:
        mode = replace(mode, when_open=True, notice=unfit.sentence)
    else:
        return {unfit.field.value: unfit.sentence}
    return log_form(redraw(ports, call.actor, draft, mode=mode))


def _mode(memory: FormMemory) -> FormMode:
    return FormMode(
        editing=memory.editing,
        planning=memory.planning,
        when_open=memory.when_open,
        asks_when=memory.asks_when,
        seen=memory.seen,
    )


def _read(view: Body) -> tuple[SessionDraft, FormMemory]:
    """Read the form as it stands; what it does not show comes from its memory."""
    memory = memory_of(view)
    values = Values(view)
    if memory.asks_when and not values.lacking(Field.DAY, Field.START):
        memory = msgspec.structs.replace(memory, asks_when=False)
    draft = SessionDraft(
        pairing=memory.pairing,
        starts_at=values.moment(memory.starts, ZoneInfo(memory.zone)),
        minutes=values.minutes(memory.minutes),
        place=Place(values.option(Field.PLACE) or memory.place),
        focus_areas=tuple(values.options(Field.FOCUS)),
        note=values.text(Field.NOTE),
        next_steps=tuple(values.text(Field.NEXT_STEPS).splitlines()),
        steps_done=frozenset(values.options(Field.STEPS_DONE)),
        reason=values.option(Field.REASON) or memory.reason,
    )
    return draft, memory
