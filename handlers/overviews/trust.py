"""`/ect trust`: the schools of a trust side by side, and one's own school closer."""

from bot.domain.kernel.record import SchoolId
from bot.ports.bundle import Ports
from bot.usecases.overviews.trust import look_closer, trust_table
from bot.views.kernel import ids
from bot.views.overviews.status import status as status_message
from bot.views.overviews.trust import trust_table as trust_message
from handlers.calls import Call, Reply
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the buttons."""
    listening.action(ids.OPEN_TRUST, lambda call: trust(ports, call, ""))
    listening.action(ids.LOOK_CLOSER, lambda call: _closer(ports, call))


def trust(ports: Ports, call: Call, _text: str) -> Reply:
    """Show the counts of all schools that somebody leads."""
    return trust_message(trust_table(ports, call.actor))


def _closer(ports: Ports, call: Call) -> Reply:
    school = SchoolId(call.value)
    return status_message([look_closer(ports, call.actor, school)])
