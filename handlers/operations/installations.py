"""A workspace that removes the bot, or takes its token back."""

from datetime import UTC, datetime

from bot.ports.bundle import Ports
from bot.usecases.operations.installing import uninstall
from handlers.calls import Body, Call
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to Slack telling of it; both events may come, in either order."""
    listening.event(
        "app_uninstalled", lambda call: _removed(ports, call), wanted=lambda _: True
    )
    listening.event(
        "tokens_revoked", lambda call: _removed(ports, call), wanted=_is_of_the_bot
    )


def _removed(ports: Ports, call: Call) -> None:
    at = datetime.fromtimestamp(int(call.body["event_time"]), UTC)
    uninstall(ports, call.actor.team, at)


def _is_of_the_bot(event: Body) -> bool:
    return bool(event.get("tokens", {}).get("bot"))
