"""What stands by somebody when the bot fails them, or refuses what they say is wrong.

What they typed is not lost. And whoever said that something is wrong is shown whom they
can talk to and the two buttons for what cannot wait; where the records cannot be read,
that is said in general.
"""

from bot.domain.concerns.chat import Kind, hear, is_worrying, split_word
from bot.ports.bundle import Actor, Ports
from bot.results.concerns.contacts import HelpNow, WhoToTalkTo
from bot.usecases.concerns.contacts import who_to_talk_to
from bot.usecases.concerns.hearing import commands_of
from bot.views.concerns.contacts import (
    child_at_risk,
    nobody_looked_up,
    not_safe,
    ways_on,
)
from bot.views.kernel import ids
from bot.views.kernel.help import unreadable
from bot.views.kernel.message import Message
from bot.views.kernel.text import as_typed
from handlers.calls import Body, actor_of
from handlers.given_back import (
    OF_A_WORRY,
    has_words_behind,
    with_typed,
    words_typed,
)

_OF_A_CONCERN = "concern."  # what the ids of its buttons and forms begin with
_HELP = {ids.CHILD_AT_RISK: child_at_risk, ids.NOT_SAFE: not_safe}
# On the way to Send: a refusal, too, leaves somebody with something to say.
_ON_THE_WAY = (
    ids.RAISE,
    ids.OPEN_CONCERN,
    ids.OPEN_WORDS,
    ids.CHOOSE_HAT,
    ids.SHOW_CONTACTS,
)
_QUOTES = "“"  # a refusal that repeats what was typed
_OF_A_READER = frozenset({ids.NOTE_FORM})


class WaysOn:
    """Puts what was typed, and whom one can talk to, beside what a failure says."""

    def __init__(self, ports: Ports, commands: frozenset[str]) -> None:
        self._ports = ports
        self._commands = commands  # the words that do something in a direct message

    def beside(self, body: Body, said: Message, *, refused: bool = False) -> Message:
        """Return what was *said* with what is owed besides; as it is where nothing is.

        What is only *refused* owes the ways on to who was on the way to raise
        something, and what they typed to them alone.
        """
        action_id = _pressed(body)
        if action_id in _HELP:
            return nobody_looked_up(_HELP[action_id](HelpNow()))
        if _QUOTES in said.text and is_worrying(_typed(body)):
            said = unreadable()
        is_owed = self._is_owed(body, action_id, refused=refused)
        if not refused or (is_owed and has_words_behind(body)):
            said = with_typed(self._ports, said, body, self._commands)
        return ways_on(said, self._people(actor_of(body))) if is_owed else said

    def _is_owed(self, body: Body, action_id: str, *, refused: bool) -> bool:
        if "command" in body:
            text = str(body.get("text", ""))
            is_of_a_worry = split_word(text)[0].lower() in OF_A_WORRY
            return is_of_a_worry or bool(words_typed(text, self._commands))
        if "event" in body:
            event = body["event"]
            is_message = event.get("type") == "message"
            return is_message and self._is_a_worry(event, actor_of(body))
        if action_id:
            if refused:
                return action_id.startswith(_ON_THE_WAY)
            return action_id == ids.SHOW_CONTACTS or action_id.startswith(_OF_A_CONCERN)
        form = str(body.get("view", body).get("callback_id", ""))
        if form == ids.RAISE_PRIVATELY:
            return True
        is_of_concern = form.startswith(_OF_A_CONCERN)
        return is_of_concern and not (refused and form in _OF_A_READER)

    def _is_a_worry(self, event: Body, actor: Actor) -> bool:
        """Whether it is no command of any other kind; in doubt it is one."""
        written = event.get("message") or event.get("previous_message") or event
        text = as_typed(written.get("text") or "")
        if is_worrying(text):
            return True
        try:
            heard = hear(text, commands_of(self._ports, actor, self._commands))
        except Exception:  # noqa: BLE001 - whose lines it could be, nobody can look up
            return True
        return heard.kind is Kind.SAID or heard.word in OF_A_WORRY

    def _people(self, actor: Actor) -> WhoToTalkTo | None:
        try:
            return who_to_talk_to(self._ports, actor)
        except Exception:  # noqa: BLE001 - whatever it is, they are told in general
            return None


def is_of_a_concern(body: Body) -> bool:
    """Whether something is done with a concern, or on the way to one, in a form."""
    form = str(body.get("view", body).get("callback_id", ""))
    return _pressed(body).startswith(_OF_A_CONCERN) or form.startswith(_OF_A_CONCERN)


def _pressed(body: Body) -> str:
    actions = body.get("actions") or [{}]
    return str(actions[0].get("action_id", ""))


def _typed(body: Body) -> str:
    return str(body.get("text") or body.get("event", {}).get("text") or "")
