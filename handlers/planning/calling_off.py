"""No session: one that did not take place, those called off, a week without."""

from datetime import date

from slack_sdk.models.views import View

from bot.domain.calendars.school_calendar import monday_of
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.sessions.missed import Why
from bot.ports.bundle import Ports
from bot.usecases.entitlement.time_off import open_time
from bot.usecases.planning.calling_off import call_off_all, open_calling_off
from bot.usecases.sessions.follow_up import (
    it_did_not_happen,
    undo_week_without,
    week_without,
)
from bot.views.entitlement.time_off import time_asked
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.kernel.memory import unpacked
from bot.views.planning.fields import ALL
from bot.views.planning.plans import call_off_form, plan_changed, which_session
from bot.views.sessions.missed import (
    MissedMemory,
    missed_form,
    missed_saved,
    which_week,
)
from handlers.calls import Answer, Call, Reply
from handlers.fields import Values
from handlers.listening import Listening
from handlers.overviews.home import redrawn

_SESSION, _WEEK = "session", "week"


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons that say so, and to the forms that ask why."""
    listening.action(ids.SESSION_MISSED, lambda call: _missed(ports, call))
    listening.action(ids.CALL_OFF_SCOPE, lambda call: _scope_picked(ports, call))
    listening.action(ids.WEEK_OFF, _week_off)
    listening.action(ids.UNDO_WEEK_OFF, lambda call: _undo_week_off(ports, call))
    listening.submission(ids.MISSED_FORM, lambda call: _save_missed(ports, call))
    listening.submission(ids.CALL_OFF_FORM, lambda call: _save_call_off(ports, call))


def _missed(ports: Ports, call: Call) -> View:
    session, seen = ids.to_planned(call.value)
    form = open_calling_off(ports, call.actor, SessionId(session), seen=seen)
    if form.following:
        return call_off_form(form)
    return missed_form(
        MissedMemory(kind=_SESSION, subject=session), which_session(form)
    )


def _scope_picked(ports: Ports, call: Call) -> View:
    """Ask for a reason for one session, and for none where a whole series ends."""
    session, seen = ids.to_planned(call.body["view"]["private_metadata"])
    picked = call.body["actions"][0]["selected_option"]["value"]
    form = open_calling_off(
        ports,
        call.actor,
        SessionId(session),
        seen=seen,
        all_that_follow=picked == ALL,
    )
    return call_off_form(form)


def _week_off(call: Call) -> View:
    monday = date.fromisoformat(call.value.rpartition("|")[2])
    memory = MissedMemory(kind=_WEEK, subject=call.value)
    return missed_form(memory, which_week(monday))


def _undo_week_off(ports: Ports, call: Call) -> Reply:
    pairing, _, monday = call.value.rpartition("|")
    undo_week_without(
        ports, call.actor, PairingId(pairing), monday=date.fromisoformat(monday)
    )
    return redrawn(ports, call)


def _save_missed(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    memory = unpacked(view["private_metadata"], MissedMemory)
    why = _why(Values(view))
    if memory.kind == _SESSION:
        return _save_session(ports, call, SessionId(memory.subject), why)
    pairing, _, first = memory.subject.rpartition("|")
    monday = date.fromisoformat(first)
    week_without(ports, call.actor, PairingId(pairing), monday=monday, why=why)
    return _noted(ports, call, why, monday)


def _save_call_off(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    session, seen = ids.to_planned(view["private_metadata"])
    values = Values(view)
    if values.option(Field.SCOPE) != ALL:
        return _save_session(ports, call, SessionId(session), _why(values))
    card = call_off_all(
        ports, call.actor, SessionId(session), seen=seen, delivery=call.delivery
    )
    return told("Called off", plan_changed(card))


def _save_session(ports: Ports, call: Call, session: SessionId, why: Why) -> Answer:
    missed = it_did_not_happen(
        ports, call.actor, session, why=why, delivery=call.delivery
    )
    return _noted(ports, call, why, monday_of(missed.facts.starts.date()))


def _noted(ports: Ports, call: Call, why: Why, monday: date) -> Answer:
    """Say what was noted; where the time was taken, ask about the week's time too."""
    if why is Why.TIME_TAKEN:
        return time_asked(
            missed_saved(why), open_time(ports, call.actor, monday=monday)
        )
    return told("Noted", missed_saved(why))


def _why(values: Values) -> Why:
    return Why(values.option(Field.WHY) or Why.OTHER)
