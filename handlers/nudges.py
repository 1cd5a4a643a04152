"""What people do with a reminder, and how they set what they are reminded of."""

from bot.domain.nudges import NudgeKind
from bot.domain.preferences import Later, Level
from bot.domain.record import SessionId
from bot.ports.bundle import Ports
from bot.usecases.follow_up import it_happened
from bot.usecases.nudge_preferences import nudge_settings, remind_later, set_levels
from bot.usecases.status import status
from bot.views import ids
from bot.views.forms import told
from bot.views.message import plain
from bot.views.nudge_preferences import preferences_form, reminders_set
from bot.views.nudges import kinds_in, why_asked
from bot.views.status import status as status_message
from handlers.calls import Answer, Call, Reply
from handlers.fields import Values
from handlers.home import redrawn
from handlers.listening import Listening


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
