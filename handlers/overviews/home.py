"""The App Home tab, and how an induction tutor looks at the table in it."""

from collections import OrderedDict
from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.record import PersonId, SchoolId, SessionId
from bot.domain.overviews.ect_table import TableView, unpacked
from bot.ports.bundle import Actor, Ports
from bot.usecases.overviews.ect_rows import read_ect
from bot.usecases.overviews.home import home_tab
from bot.usecases.sessions.reading import read_session
from bot.views.kernel import ids
from bot.views.overviews.home import home, stranger
from bot.views.overviews.home_table import ect_page
from bot.views.sessions.pages import session_page
from handlers.calls import Body, Call
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the tab being opened, to its refresh button and to its table."""
    looks = Looks()

    def opened(call: Call) -> View:
        looks.keep(call.actor, _looked_at(call))
        return home_of(ports, call)

    def looked(call: Call) -> View:
        table = unpacked(_chosen(call))
        looks.keep(call.actor, table)
        return _drawn(ports, call, table)

    listening.event("app_home_opened", opened, wanted=_is_home_tab)
    listening.after_forms(lambda call: _drawn(ports, call, looks.of(call.actor)))
    listening.action(ids.SHOW_STATUS, lambda call: home_of(ports, call))
    listening.action(ids.TABLE_ANY, looked)
    listening.action(ids.SHOW_ECT, lambda call: _show_ect(ports, call))


def home_of(ports: Ports, call: Call, just_done: Sequence[Block] = ()) -> View:
    """Draw a person's home tab, its table looked at as it was."""
    return _drawn(ports, call, _looked_at(call), just_done)


def redrawn(ports: Ports, call: Call, just_done: Sequence[Block] = ()) -> View | None:
    """Draw anew the home tab, or the page of a session, where a button was pressed.

    A message that held the button is drawn anew by delivery.
    """
    view = call.body.get("view", {})
    if view.get("type") == "home":
        return home_of(ports, call, just_done)
    if view.get("callback_id") == ids.SESSION_PAGE:
        session = SessionId(view["private_metadata"])
        return session_page(read_session(ports, call.actor, session))
    return None


class Looks:
    """How people last looked at their table: a form that is sent off does not tell.

    Only while this process runs; opening the tab brings it back. Where there are too
    many, whoever has been away for longest is forgotten.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._looks: OrderedDict[Actor, TableView] = OrderedDict()
        self._most = most

    def keep(self, actor: Actor, table: TableView) -> None:
        """Remember how somebody looks at their table just now."""
        self._looks[actor] = table
        self._looks.move_to_end(actor)
        if len(self._looks) > self._most:
            self._looks.popitem(last=False)

    def of(self, actor: Actor) -> TableView:
        """Return how somebody last looked at it."""
        table = self._looks.get(actor)
        if table is None:
            return TableView()
        self.keep(actor, table)
        return table


def _looked_at(call: Call) -> TableView:
    view = call.body.get("view") or call.body.get("event", {}).get("view") or {}
    is_home = view.get("type") == "home"
    return unpacked(view.get("private_metadata", "") if is_home else "")


def _drawn(
    ports: Ports, call: Call, table: TableView, just_done: Sequence[Block] = ()
) -> View:
    try:
        return home(home_tab(ports, call.actor, table), just_done)
    except NotAllowed as refusal:
        return stranger(refusal)


def _show_ect(ports: Ports, call: Call) -> View:
    school, _, ect = call.value.partition("/")
    return ect_page(read_ect(ports, call.actor, SchoolId(school), PersonId(ect)))


def _chosen(call: Call) -> str:
    """Read how the table is to be looked at, from a button or a menu."""
    action = call.body["actions"][0]
    return str(action.get("value") or action["selected_option"]["value"])


def _is_home_tab(event: Body) -> bool:
    return bool(event.get("tab") == "home")
