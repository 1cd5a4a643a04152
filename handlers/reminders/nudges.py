"""What people do with a reminder, and how they set what they are reminded of."""

from bot.domain.kernel.record import SessionId
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.reminders.preferences import Later, Level
from bot.ports.bundle import Ports
from bot.usecases.overviews.status import status
from bot.usecases.reminders.nudge_preferences import (
    nudge_settings,
    remind_later,
    set_levels,
)
from bot.usecases.sessions.follow_up import it_happened
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.kernel.message import plain
from bot.views.overviews.status import status as status_message
from bot.views.reminders.nudge_preferences import preferences_form, reminders_set
from bot.views.reminders.nudges import kinds_in, why_asked
from handlers.calls import Answer, Call, Reply
from handlers.fields import Values
from handlers.listening import Listening
from handlers.overviews.home import redrawn


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons of reminders and to the form of preferences."""
    listening.action(ids.SESSION_HAPPENED, lambda call: _happened(ports, call))
    listening.action(ids.WHY_ASKED, lambda call: why_asked(kinds_in(call.value)))
    listening.action(ids.OPEN_NUDGES, lambda call: nudges(ports, call, ""))
    listening.action(ids.LATER, lambda call: _later(ports, call))
    listening.action(
        ids.DETAILS, lambda call: status_message(status(ports, call.actor))
    )
    listening.submission(ids.NUDGES_FORM, lambda call: _save_levels(ports, call))


def nudges(ports: Ports, call: Call, _text: str) -> Reply:
    """Answer `/ect nudges`."""
    return preferences_form(nudge_settings(ports, call.actor))


def _happened(ports: Ports, call: Call) -> Reply:
    """Log it as planned; the receipt, with Edit, comes by delivery."""
    it_happened(ports, call.actor, SessionId(call.value), call.delivery)
    return redrawn(ports, call)


def _later(ports: Ports, call: Call) -> Reply:
    chosen = call.body["actions"][0]["selected_option"]["value"]
    when, _, kinds = chosen.partition("|")
    remind_later(ports, call.actor, kinds_in(kinds), Later(when))
    return plain(
        "All right, I come back to it then. What has passed by then I leave out."
    )


def _save_levels(ports: Ports, call: Call) -> Answer:
    values = Values(call.body["view"])
    levels = {
        kind: Level(values.picked(kind)) for kind in NudgeKind if values.has(kind)
    }
    set_levels(ports, call.actor, levels)
    return told("Saved", reminders_set())
