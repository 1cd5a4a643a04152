"""The form for plans: opening it, following what is picked in it, sending it off."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Choice, Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.instants import from_text
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.planning.wish import PlanWish
from bot.domain.sessions.records import Place
from bot.ports.bundle import Ports
from bot.results.planning.plans import PlanChangeCard, PlanMode
from bot.results.sessions.cards import SessionCard
from bot.usecases.kernel.choosing_ect import ChooseEct
from bot.usecases.planning.changing import PlanClashes
from bot.usecases.planning.plan_and_move import Planned, move, plan
from bot.usecases.planning.plan_form import open_moving, open_planning, redraw_plan
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.kernel.message import Message
from bot.views.planning.fields import ALL, OTHER_TIME
from bot.views.planning.plan_form import (
    PlanMemory,
    choose_ect_to_plan,
    plan_form,
    plan_memory_of,
)
from bot.views.planning.plans import plan_changed
from bot.views.sessions.cards import receipt
from handlers.calls import Body, Call, Errors
from handlers.fields import Values
from handlers.listening import Listening

_WHEN = {Field.DAY, Field.START}


def register(listening: Listening, ports: Ports) -> None:
    """Listen to all that the form sends, and to what opens it."""
    listening.action(ids.OPEN_PLAN, lambda call: open_plan_form(ports, call))
    listening.action(ids.CHOOSE_ECT_TO_PLAN_ANY, lambda call: _chosen(ports, call))
    listening.action(ids.PLAN_ONE, lambda call: _plan_one(ports, call))
    listening.action(ids.SESSION_MOVED, lambda call: _move(ports, call))
    listening.action(ids.RECHECK_PLAN, lambda call: _recheck(ports, call))
    listening.submission(ids.PLAN_FORM, lambda call: _submit(ports, call))


def open_plan_form(
    ports: Ports,
    call: Call,
    pairing: PairingId | None = None,
    *,
    once: bool = False,
) -> View:
    """Open the form, or ask first which ECT it is for."""
    opened = open_planning(ports, call.actor, pairing, once=once)
    if isinstance(opened, ChooseEct):
        return choose_ect_to_plan(opened.choices)
    return plan_form(opened)


def drawn_plan(planned: SessionCard | PlanChangeCard) -> Message:
    """Draw what was planned."""
    if isinstance(planned, SessionCard):
        return receipt(planned)
    return plan_changed(planned)


def _chosen(ports: Ports, call: Call) -> View:
    return open_plan_form(ports, call, PairingId(call.value))


def _plan_one(ports: Ports, call: Call) -> View:
    """Plan for the week that a reminder is about."""
    pairing = PairingId(call.value.rpartition("|")[0])
    return open_plan_form(ports, call, pairing, once=True)


def _move(ports: Ports, call: Call) -> View:
    session, seen = ids.to_planned(call.value)
    return plan_form(open_moving(ports, call.actor, SessionId(session), seen))


def _recheck(ports: Ports, call: Call) -> View:
    """Show what comes of what was just picked."""
    wish, memory = _read(call.body["view"])
    return plan_form(
        redraw_plan(ports, call.actor, wish, _mode(call.body["view"], memory))
    )


def _submit(ports: Ports, call: Call) -> View | Errors:
    view = call.body["view"]
    wish, memory = _read(view)
    wish = replace(wish, without=memory.clashes)
    mode = _mode(view, memory)
    try:
        planned = _record(ports, call, wish, mode)
    except Unfit as unfit:
        return _asked_again(ports, call, wish, memory=memory, unfit=unfit)
    if isinstance(planned, PlanClashes):
        notice = "Some days clash, see below. Send it again to leave them out."
        again = replace(mode, notice=notice)
        wish = replace(wish, without=frozenset())
        return plan_form(redraw_plan(ports, call.actor, wish, again))
    return told("Moved" if mode.moving else "Planned", drawn_plan(planned))


def _record(ports: Ports, call: Call, wish: PlanWish, mode: PlanMode) -> Planned:
    if mode.moving:
        return move(ports, call.actor, wish, mode=mode, delivery=call.delivery)
    return plan(ports, call.actor, wish, call.delivery)


def _asked_again(
    ports: Ports, call: Call, wish: PlanWish, *, memory: PlanMemory, unfit: Unfit
) -> View | Errors:
    """Show what does not fit, with everything that was picked still there."""
    values = Values(call.body["view"])
    if unfit.choice is Choice.GIVE_REASON and memory.outside is None:
        notice = "One thing more: please pick a reason below, then send it again."
    elif values.has(unfit.field):
        return {unfit.field.value: unfit.sentence}
    elif unfit.field in _WHEN and values.has(Field.SLOT):
        return {Field.SLOT.value: unfit.sentence}
    else:
        notice = unfit.sentence
    mode = replace(_mode(call.body["view"], memory), notice=notice)
    wish = replace(wish, without=frozenset())
    return plan_form(redraw_plan(ports, call.actor, wish, mode))


def _mode(view: Body, memory: PlanMemory) -> PlanMode:
    values = Values(view)
    scope = values.option(Field.SCOPE)
    slot = values.option(Field.SLOT)
    return PlanMode(
        moving=memory.moving,
        seen=memory.seen,
        all_that_follow=scope == ALL if scope else memory.all_that_follow,
        other_time=slot == OTHER_TIME if slot else memory.other_time,
    )


def _read(view: Body) -> tuple[PlanWish, PlanMemory]:
    """Read the form as it stands; what it does not show comes from its memory."""
    memory = plan_memory_of(view)
    values = Values(view)
    weeks = values.option(Field.EVERY)
    until = values.option(Field.UNTIL)
    wish = PlanWish(
        pairing=memory.pairing,
        starts_at=_starts(values, memory),
        minutes=values.minutes(memory.minutes),
        place=Place(values.option(Field.PLACE) or memory.place),
        reason=values.option(Field.REASON) or memory.reason,
        weeks=int(weeks) if weeks else memory.weeks,
        until=date.fromisoformat(until) if until else memory.until,
    )
    return wish, memory


def _starts(values: Values, memory: PlanMemory) -> datetime:
    slot = values.option(Field.SLOT)
    if slot is not None and slot != OTHER_TIME:
        return from_text(slot)
    return values.moment(memory.starts, ZoneInfo(memory.zone))
