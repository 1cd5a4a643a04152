"""The App Home tab."""

from slack_sdk.models.views import View

from bot.domain.errors import NotAllowed
from bot.domain.people import Role
from bot.ports.bundle import Ports
from bot.usecases.concern_reading import own_concerns
from bot.usecases.status import status, welcome
from bot.views import ids
from bot.views.concern import at_home
from bot.views.home import home
from bot.views.message import plain
from bot.views.status import status as status_message
from handlers.listening import Body, Call, Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the tab being opened and to its refresh button."""
    listening.event(
        "app_home_opened", lambda call: home_of(ports, call), wanted=_is_home_tab
    )
    listening.action(ids.SHOW_STATUS, lambda call: home_of(ports, call))


def home_of(ports: Ports, call: Call) -> View:
    """Draw a person's home tab."""
    try:
        standing = status_message(status(ports, call.actor))
    except NotAllowed as refusal:
        return home(plain(refusal.sentence), may_log=False, is_known=False)
    who = welcome(ports, call.actor)
    return home(
        standing,
        may_log=Role.MENTOR in who.roles,
        may_raise=who.may_raise,
        concerns=at_home(own_concerns(ports, call.actor)),
    )


def redrawn(ports: Ports, call: Call) -> View | None:
    """Draw the home tab anew where a button in it was pressed.

    A message that held the button is drawn anew by delivery.
    """
    in_home = call.body.get("view", {}).get("type") == "home"
    return home_of(ports, call) if in_home else None


def _is_home_tab(event: Body) -> bool:
    return bool(event.get("tab") == "home")
