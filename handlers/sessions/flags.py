"""The induction tutor's answers to sessions outside teaching hours."""

from bot.domain.kernel.record import SessionId
from bot.domain.sessions.flags import FlagAnswer
from bot.ports.bundle import Ports
from bot.usecases.sessions.flags import answer_flag, undo_flag_answer
from bot.views.kernel import ids
from bot.views.sessions.flags import flag_answered
from handlers.calls import Call, Reply
from handlers.listening import Listening
from handlers.overviews.home import redrawn


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons of the flag message."""
    listening.action(ids.FLAG_FINE, lambda call: _answer(ports, call, FlagAnswer.FINE))
    listening.action(ids.FLAG_TALK, lambda call: _answer(ports, call, FlagAnswer.TALK))
    listening.action(ids.UNDO_FLAG, lambda call: _undo(ports, call))


def _answer(ports: Ports, call: Call, answer: FlagAnswer) -> Reply:
    """Record the answer; the message is then drawn anew by delivery."""
    session = SessionId(call.body["actions"][0]["value"])
    day = answer_flag(ports, call.actor, session, answer)
    return redrawn(ports, call, flag_answered(day, session))


def _undo(ports: Ports, call: Call) -> Reply:
    session = SessionId(call.body["actions"][0]["value"])
    undo_flag_answer(ports, call.actor, session)
    return redrawn(ports, call)
