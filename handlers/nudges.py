"""What people do with a reminder, and how they set what they are reminded of."""

from datetime import date

import msgspec
from slack_sdk.models.views import View

from bot.domain.missed import Why
from bot.domain.nudges import NudgeKind, monday_of
from bot.domain.preferences import Later, Level
from bot.domain.record import PairingId, SessionId
from bot.ports.bundle import Ports
from bot.usecases.follow_up import (
    it_did_not_happen,
    it_happened,
    undo_week_without,
    week_without,
)
from bot.usecases.log_form import open_move, open_plan
from bot.usecases.nudge_preferences import nudge_settings, remind_later, set_levels
from bot.usecases.status import status
from bot.usecases.time_off import open_time
from bot.views import ids
from bot.views.log_form import VALUE, log_form, told
from bot.views.message import plain
from bot.views.nudges import (
    kinds_in,
    missed_form,
    missed_saved,
    packed_subject,
    preferences_form,
    reminders_set,
    why_asked,
)
from bot.views.status import status as status_message
from bot.views.time_off import time_asked
from handlers.home import redrawn
from handlers.listening import Answer, Call, Listening, Reply

_SESSION, _WEEK = "session", "week"


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons of reminders and to the form of preferences."""
    listening.action(ids.SESSION_HAPPENED, lambda call: _happened(ports, call))
    listening.action(
        ids.SESSION_MOVED,
        lambda call: log_form(open_move(ports, call.actor, SessionId(_value(call)))),
    )
    listening.action(ids.SESSION_MISSED, _missed)
    listening.action(ids.WEEK_OFF, _week_off)
    listening.action(ids.UNDO_WEEK_OFF, lambda call: _undo_week_off(ports, call))
    listening.action(ids.PLAN_ONE, lambda call: _plan(ports, call))
    listening.action(ids.WHY_ASKED, lambda call: why_asked(kinds_in(_value(call))))
    listening.action(ids.OPEN_NUDGES, lambda call: nudges(ports, call, ""))
    listening.action(ids.LATER, lambda call: _later(ports, call))
    listening.action(
        ids.DETAILS, lambda call: status_message(status(ports, call.actor))
    )
    listening.submission(ids.MISSED_FORM, lambda call: _save_missed(ports, call))
    listening.submission(ids.NUDGES_FORM, lambda call: _save_levels(ports, call))


def nudges(ports: Ports, call: Call, _text: str) -> Reply:
    """Answer `/ect nudges`."""
    return preferences_form(nudge_settings(ports, call.actor))


def _happened(ports: Ports, call: Call) -> Reply:
    """Log it as planned; the receipt, with Edit, comes by delivery."""
    it_happened(ports, call.actor, SessionId(_value(call)), call.delivery)
    return redrawn(ports, call)


def _missed(call: Call) -> View:
    title = "A planned session that did not, or will not, take place."
    return missed_form(packed_subject(_SESSION, _value(call)), title)


def _week_off(call: Call) -> View:
    title = "A week without a session."
    return missed_form(packed_subject(_WEEK, _value(call)), title)


def _undo_week_off(ports: Ports, call: Call) -> Reply:
    pairing, _, monday = _value(call).rpartition("|")
    undo_week_without(
        ports, call.actor, PairingId(pairing), monday=date.fromisoformat(monday)
    )
    return redrawn(ports, call)


def _plan(ports: Ports, call: Call) -> View:
    pairing = PairingId(_value(call).rpartition("|")[0])
    return log_form(open_plan(ports, call.actor, pairing))


def _later(ports: Ports, call: Call) -> Reply:
    chosen = call.body["actions"][0]["selected_option"]["value"]
    when, _, kinds = chosen.partition("|")
    remind_later(ports, call.actor, kinds_in(kinds), Later(when))
    return plain(
        "All right, I come back to it then. What has passed by then I leave out."
    )


def _save_missed(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    kind, subject = msgspec.json.decode(view["private_metadata"], type=list[str])
    values = view["state"]["values"]
    why = Why(values["why"][VALUE]["selected_option"]["value"])
    if kind == _SESSION:
        missed = it_did_not_happen(
            ports, call.actor, SessionId(subject), why=why, delivery=call.delivery
        )
        monday = monday_of(missed.facts.starts.date())
    else:
        pairing, _, first = subject.rpartition("|")
        monday = date.fromisoformat(first)
        week_without(ports, call.actor, PairingId(pairing), monday=monday, why=why)
    if why is Why.TIME_TAKEN:
        return time_asked(
            missed_saved(why), open_time(ports, call.actor, monday=monday)
        )
    return told("Noted", missed_saved(why))


def _save_levels(ports: Ports, call: Call) -> Answer:
    values = call.body["view"]["state"]["values"]
    known = {kind.value for kind in NudgeKind}
    levels = {
        NudgeKind(block): Level(fields[VALUE]["selected_option"]["value"])
        for block, fields in values.items()
        if block in known
    }
    set_levels(ports, call.actor, levels)
    return told("Saved", reminders_set())


def _value(call: Call) -> str:
    return str(call.body["actions"][0].get("value", ""))
