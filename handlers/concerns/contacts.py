"""Showing somebody whom they can talk to."""

from bot.ports.bundle import Ports
from bot.usecases.concerns.contacts import who_to_talk_to
from bot.views.concerns.contacts import who_to_talk_to as people_message
from bot.views.kernel import ids
from handlers.calls import Call, Reply
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the button that comes with every offer."""
    listening.action(ids.SHOW_CONTACTS, lambda call: contacts(ports, call, ""))


def contacts(ports: Ports, call: Call, _text: str) -> Reply:
    """Answer with the people; nothing is stored."""
    return people_message(who_to_talk_to(ports, call.actor))
