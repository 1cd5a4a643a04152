"""Logging in one typed line, and what can be done with a receipt."""

from bot.domain.kernel.drafts import Choice, SessionDraft
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import SessionId
from bot.ports.bundle import Ports
from bot.results.sessions.cards import FormMode, LineRefused
from bot.usecases.overviews.own_sessions import own_sessions
from bot.usecases.sessions.log_form import redraw
from bot.usecases.sessions.log_line import log_line, read_line
from bot.usecases.sessions.logging import plan_session, undo_session
from bot.usecases.sessions.reading import read_session
from bot.views.kernel import ids
from bot.views.overviews.own_sessions import own_sessions as own_sessions_page
from bot.views.sessions.cards import (
    filled_in,
    line_refused,
    logged_because,
    planned_instead,
    receipt,
)
from bot.views.sessions.log_form import log_form
from bot.views.sessions.pages import session_page
from handlers.calls import AlsoInDm, Call, OnTop, Reply
from handlers.listening import Listening
from handlers.overviews.home import redrawn
from handlers.sessions.log_form import open_form


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons under receipts and under lines that could not stand."""
    listening.action(ids.UNDO_SESSION, lambda call: _undo(ports, call))
    listening.action(
        ids.SHOW_SESSION,
        lambda call: OnTop(
            session_page(read_session(ports, call.actor, SessionId(call.value)))
        ),
    )
    listening.action(
        ids.OWN_SESSIONS,
        lambda call: own_sessions_page(own_sessions(ports, call.actor)),
    )
    listening.action(ids.PLAN_INSTEAD, lambda call: _plan_line(ports, call))
    listening.action(ids.LINE_REASON_ANY, lambda call: _because(ports, call))
    listening.action(ids.FINISH_LINE, lambda call: _finish_line(ports, call))


def log(ports: Ports, call: Call, text: str) -> Reply:
    """Answer `/ect log`: the form, or the receipt of what the line says."""
    if not text:
        return open_form(ports, call)
    logged = log_line(ports, call.actor, text, call.delivery)
    if isinstance(logged, LineRefused):
        return line_refused(logged)
    return AlsoInDm(receipt(logged), beside=filled_in(logged.assumed))


def _because(ports: Ports, call: Call) -> Reply:
    """Log the line below which a reason was pressed, for that reason."""
    picked, typed = ids.to_reason(call.value)
    logged = log_line(ports, call.actor, typed, call.delivery, picked=picked)
    if isinstance(logged, LineRefused):
        return line_refused(logged)
    return AlsoInDm(receipt(logged), beside=logged_because(picked.reason))


def _undo(ports: Ports, call: Call) -> Reply:
    session = SessionId(call.value)
    undone = receipt(undo_session(ports, call.actor, session, call.delivery))
    if call.is_in_ephemeral:
        return undone
    return redrawn(ports, call)


def _plan_line(ports: Ports, call: Call) -> Reply:
    read = _read_again(ports, call)
    if isinstance(read, LineRefused):
        return line_refused(read)
    try:
        card = plan_session(ports, call.actor, read, call.delivery)
    except Unfit as unfit:
        notice = None if unfit.choice is Choice.GIVE_REASON else unfit.sentence
        mode = FormMode(planning=True, when_open=True, notice=notice)
        return log_form(redraw(ports, call.actor, read, mode=mode))
    return AlsoInDm(receipt(card), beside=planned_instead())


def _finish_line(ports: Ports, call: Call) -> Reply:
    read = _read_again(ports, call)
    if isinstance(read, LineRefused):
        return line_refused(read)
    return log_form(redraw(ports, call.actor, read, mode=FormMode(when_open=True)))


def _read_again(ports: Ports, call: Call) -> SessionDraft | LineRefused:
    """Read the line below which somebody pressed, for the time that it was shown."""
    typed, meant = ids.to_line(call.value)
    return read_line(ports, call.actor, typed, starts_at=meant)
