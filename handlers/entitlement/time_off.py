"""Saying whether one's time off timetable was given: the form, one line, Undo."""

import re

from bot.domain.entitlement.time_off import LostTo
from bot.domain.kernel.record import SessionId
from bot.ports.bundle import Ports
from bot.results.sessions.cards import LineRefused
from bot.usecases.entitlement.time_off import (
    Which,
    note_time,
    open_time,
    session_time,
    time_line,
    undo_time,
)
from bot.views.entitlement.time_off import time_form, time_noted, unpacked
from bot.views.kernel import ids
from bot.views.sessions.cards import line_refused, receipt
from handlers.calls import Call, InPlace, Reply
from handlers.listening import Listening

_LOST_ANY = re.compile(rf"{re.escape(ids.TIME_LOST)}\.\w+")


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons of the weeks, and to those under a session's receipt."""
    listening.action(ids.OPEN_TIME, lambda call: time_off(ports, call, ""))
    listening.action(ids.TIME_GIVEN, lambda call: _note(ports, call, None))
    listening.action(_LOST_ANY, lambda call: _note(ports, call, _lost_to(call)))
    listening.action(ids.UNDO_TIME, lambda call: _undo(ports, call))
    listening.action(
        ids.CHANGE_TIME,
        lambda call: time_form(open_time(ports, call.actor), changing=call.value),
    )
    listening.action(
        ids.SESSION_TIME, lambda call: _of_session(ports, call, given=True)
    )
    listening.action(
        ids.UNDO_SESSION_TIME, lambda call: _of_session(ports, call, given=False)
    )


def time_off(ports: Ports, call: Call, text: str) -> Reply:
    """Answer `/ect time`: the weeks, or what the line says of one."""
    if not text:
        return time_form(open_time(ports, call.actor))
    noted = time_line(ports, call.actor, text)
    if isinstance(noted, LineRefused):
        return line_refused(noted, word="time")
    return time_noted(noted)


def _note(ports: Ports, call: Call, lost_to: LostTo | None) -> Reply:
    note_time(ports, call.actor, _which(call), lost_to=lost_to)
    return time_form(open_time(ports, call.actor))


def _undo(ports: Ports, call: Call) -> Reply:
    undone = undo_time(ports, call.actor, _which(call))
    if call.body.get("view"):
        return time_form(open_time(ports, call.actor))
    return InPlace(time_noted(undone))


def _of_session(ports: Ports, call: Call, *, given: bool) -> Reply:
    card = session_time(ports, call.actor, SessionId(call.value), given=given)
    return receipt(card) if call.is_in_ephemeral else None


def _which(call: Call) -> Which:
    return Which(*unpacked(call.value))


def _lost_to(call: Call) -> LostTo:
    return LostTo(str(call.body["actions"][0]["action_id"]).rpartition(".")[2])
