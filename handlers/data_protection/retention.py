"""The button that lets go of what is past its time."""

from bot.ports.bundle import Ports
from bot.usecases.data_protection.retention_asking import clear_out
from bot.views.kernel import ids
from handlers.calls import Call, Later, Reply
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the button; it takes longer than Slack waits where there is much."""
    listening.action(
        ids.CLEAR_OUT, lambda _call: Later(lambda call: _clear_out(ports, call))
    )


def _clear_out(ports: Ports, call: Call) -> Reply:
    """Let go; the message is then drawn anew by delivery, as the certificate."""
    clear_out(ports, call.actor, call.value)
    return None
