"""The ECT's word on a logged session, and the mentor's answer to it."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.instants import on_the_clock
from bot.domain.kernel.record import SessionId
from bot.domain.sessions.confirmations import Confirming
from bot.ports.bundle import Ports
from bot.usecases.sessions.confirming import (
    Suggestion,
    confirm_session,
    open_correction,
    suggest_correction,
    undo_answer,
)
from bot.usecases.sessions.correcting import (
    correct_as_said,
    offer_talk,
    suggested_time,
    undo_correction,
)
from bot.usecases.sessions.log_form import open_edit
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE, told
from bot.views.sessions.correction import (
    DID_NOT_MEET,
    correction_form,
    correction_sent,
    just_answered,
)
from bot.views.sessions.log_form import log_form
from handlers.calls import Answer, Body, Call, Reply
from handlers.listening import Listening
from handlers.overviews.home import redrawn


def register(listening: Listening, ports: Ports) -> None:
    """Listen to what an ECT answers, and to what the mentor does about it."""
    listening.action(ids.CONFIRM_SESSION, lambda call: _confirm(ports, call))
    listening.action(
        ids.DISPUTE_SESSION,
        lambda call: correction_form(open_correction(ports, call.actor, _of(call))),
    )
    listening.action(ids.UNDO_ANSWER, lambda call: _undo_answer(ports, call))
    listening.action(ids.CORRECT_SESSION, lambda call: _correct(ports, call))
    listening.action(ids.OFFER_TALK, lambda call: _talk(ports, call))
    listening.action(ids.UNDO_CORRECTION, lambda call: _undo(ports, call))
    listening.submission(ids.CORRECTION_FORM, lambda call: _suggest(ports, call))


def _confirm(ports: Ports, call: Call) -> Reply:
    """Keep the ECT's word; both messages are then drawn anew by delivery."""
    session, seen = ids.to_logged(call.value)
    card = confirm_session(
        ports, call.actor, SessionId(session), Confirming.YES, seen=seen
    )
    return redrawn(ports, call, just_answered(card))


def _undo_answer(ports: Ports, call: Call) -> Reply:
    undo_answer(ports, call.actor, _of(call))
    return redrawn(ports, call)


def _correct(ports: Ports, call: Call) -> Reply:
    """Correct it, or open the form where the mentor has to say more."""
    value, seen = ids.to_answered(call.value)
    session = SessionId(value)
    try:
        correct_as_said(ports, call.actor, session, seen=seen)
    except Unfit as unfit:
        at = suggested_time(ports, call.actor, session)
        notice = unfit.sentence
        return log_form(open_edit(ports, call.actor, session, at=at, notice=notice))
    return redrawn(ports, call)


def _talk(ports: Ports, call: Call) -> Reply:
    offer_talk(ports, call.actor, _of(call))
    return redrawn(ports, call)


def _undo(ports: Ports, call: Call) -> Reply:
    undo_correction(ports, call.actor, _of(call))
    return redrawn(ports, call)


def _suggest(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    session, _, zone = view["private_metadata"].partition("|")
    opened = open_correction(ports, call.actor, SessionId(session))
    try:
        suggest_correction(
            ports,
            call.actor,
            SessionId(session),
            suggestion=_read(view, zone),
            delivery=call.delivery,
        )
    except Unfit as unfit:
        return {unfit.field.value: unfit.sentence}
    return told("Sent", correction_sent(opened.facts.mentor))


def _read(view: Body, zone: str) -> Suggestion:
    values: dict[str, dict[str, Any]] = view["state"]["values"]

    def field(name: str) -> dict[str, Any]:
        return values.get(name, {}).get(VALUE) or {}

    day = date.fromisoformat(field(Field.DAY)["selected_date"])
    starts = time.fromisoformat(field(Field.START)["selected_time"])
    try:
        minutes = int(float(field(Field.LENGTH).get("value") or 0))
    except (ValueError, OverflowError):
        raise Unfit(
            "Give the length in whole minutes, like 50.", field=Field.LENGTH
        ) from None
    return Suggestion(
        starts_at=on_the_clock(day, starts, ZoneInfo(zone)),
        minutes=minutes,
        did_not_meet=bool(field(DID_NOT_MEET).get("selected_options")),
    )


def _of(call: Call) -> SessionId:
    return SessionId(call.value)
