"""What somebody typed, where an answer takes its place: given back, whatever fails.

A line of a command is given back as it was. What may say that something is wrong stands
in no message of the bot's, since Slack keeps these and an owner may export them: it is
sealed in the buttons that open a form with it.
"""

from bot.domain.concerns.chat import RAISING, is_worrying, split_word
from bot.domain.kernel.errors import Stale
from bot.ports.bundle import Actor, Ports
from bot.usecases.concerns.carried_words import carried, words_carried
from bot.views.concerns.carried import with_words
from bot.views.concerns.memory import ConcernMemory
from bot.views.kernel import ids
from bot.views.kernel.faults import given_back
from bot.views.kernel.memory import unpacked
from bot.views.kernel.message import Message, plus
from bot.views.kernel.text import as_typed
from handlers.calls import Body, actor_of

OF_A_WORRY = frozenset({RAISING, "concerns", "contacts"})
_HELP = "help"  # whatever is typed behind it is no line


def with_typed(
    ports: Ports, said: Message, body: Body, commands: frozenset[str]
) -> Message:
    """Return what is *said* with what was typed, where that stands nowhere else."""
    if "command" not in body:
        return in_buttons(ports, actor_of(body), said, _held_in(ports, body))
    text = str(body.get("text", "")).strip()
    words = words_typed(text, commands)
    if words:
        return in_buttons(ports, actor_of(body), said, as_typed(words))
    return plus(said, given_back(f"{body['command']} {text}".strip()))


def words_typed(text: str, commands: frozenset[str]) -> str:
    """Return what of a typed text may say that something is wrong; "" for a line."""
    typed, rest = split_word(text)
    word = typed.lower()
    if word in OF_A_WORRY:
        return rest
    is_known = word in commands and not (word == _HELP and rest)
    return "" if is_known and not is_worrying(text) else text


def has_words_behind(body: Body) -> bool:
    """Whether more than a command is behind the slash; a press may hold words, too."""
    return "command" not in body or " " in str(body.get("text", "")).strip()


def in_buttons(ports: Ports, actor: Actor, said: Message, words: str) -> Message:
    """Return what is *said* with the buttons that open a form with these words."""
    return with_words(said, carried(ports, actor, words))


def _held_in(ports: Ports, body: Body) -> str:
    """Return the words that a pressed button, or the form it stands in, holds."""
    action = (body.get("actions") or [{}])[0]
    action_id = str(action.get("action_id", ""))
    if action_id.startswith(ids.OPEN_WORDS):
        try:
            return words_carried(ports, actor_of(body), action["value"])
        except Stale:
            return ""
    if action_id.startswith(ids.CHOOSE_HAT):
        return unpacked(body["view"]["private_metadata"], ConcernMemory).words
    return ""
