"""Direct messages: commands without the slash, small talk, and something said."""

from collections.abc import Callable, Mapping

from bot.domain.concerns.chat import Commands, Heard, Kind, hear
from bot.ports.bundle import Ports
from bot.usecases.concerns.contacts import help_now
from bot.usecases.concerns.conversation import Said, offer_ways_on, words_unsent
from bot.usecases.concerns.hearing import commands_of
from bot.usecases.kernel.claims import first_time
from bot.usecases.overviews.status import welcome
from bot.views.concerns.chat import deleted, edited, not_now, small_talk
from bot.views.concerns.contacts import child_at_risk, not_safe
from bot.views.kernel import ids
from bot.views.kernel.text import as_typed
from handlers.calls import Body, Call, InPlace, Later, Reply
from handlers.concerns.form import open_form
from handlers.listening import Listening

ByMessage = Callable[[Ports, Call, str], Reply]


def register(
    listening: Listening, ports: Ports, commands: Mapping[str, ByMessage]
) -> None:
    """Listen to direct messages; *commands* are the words that do something there."""
    listening.event(
        "message", lambda call: _written(ports, call, commands), wanted=_from_a_person
    )
    listening.action(
        ids.RAISE, lambda _call: Later(lambda call: _raise(ports, call, commands))
    )
    listening.action(ids.NOT_NOW, lambda _call: InPlace(not_now()))
    listening.action(
        ids.CHILD_AT_RISK, lambda call: child_at_risk(help_now(ports, call.actor))
    )
    listening.action(ids.NOT_SAFE, lambda call: not_safe(help_now(ports, call.actor)))
    listening.shortcut(ids.RAISE_PRIVATELY, lambda call: _raise_privately(ports, call))


def _written(ports: Ports, call: Call, commands: Mapping[str, ByMessage]) -> Reply:
    event = call.body["event"]
    if event.get("subtype") in {"message_changed", "message_deleted"}:
        return _changed(ports, call, commands)
    text = as_typed(event.get("text") or "")
    there_are = commands_of(ports, call.actor, commands.keys())
    heard = hear(text, there_are, has_files=bool(event.get("files")))
    if heard.kind is Kind.COMMAND and heard.rest:
        return commands[heard.word](ports, call, heard.rest)
    if not first_time(ports, call.actor, call.delivery):
        return None
    if heard.kind is Kind.SAID:
        return Later(lambda later: _offer(ports, later, heard, there_are))
    word = "help" if heard.kind is Kind.HELP else heard.word
    if word:
        return commands[word](ports, call, "")
    return small_talk(heard.kind, welcome(ports, call.actor))


def _offer(ports: Ports, call: Call, heard: Heard, commands: Commands) -> None:
    """Offer ways on below what was said."""
    event = call.body["event"]
    offer_ways_on(
        ports,
        call.actor,
        Said(event["channel"], float(event["ts"]), heard, event.get("thread_ts")),
        may_raise=welcome(ports, call.actor).may_raise,
        commands=commands,
    )


def _raise(ports: Ports, call: Call, commands: Mapping[str, ByMessage]) -> Reply:
    """Open the form with what was written, read back from Slack where it lets us."""
    channel = call.body["channel"]["id"]
    value = call.value
    thread = None if value == "here" else value
    there_are = commands_of(ports, call.actor, commands.keys())
    words = words_unsent(ports, call.actor, channel, thread=thread, commands=there_are)
    at = (channel, call.body["container"]["message_ts"])
    return open_form(ports, call, words, offer_at=at)


def _raise_privately(ports: Ports, call: Call) -> Reply:
    message = call.body["message"]
    words = "" if message.get("bot_id") else as_typed(message.get("text") or "")
    return open_form(ports, call, words)


def _changed(ports: Ports, call: Call, commands: Mapping[str, ByMessage]) -> Reply:
    """Say what an edit or a deletion does to what was sent before."""
    event = call.body["event"]
    before = event.get("previous_message", {})
    now = event.get("message", {})
    was = as_typed(before.get("text") or "")
    if hear(was, commands_of(ports, call.actor, commands.keys())).kind is not Kind.SAID:
        return None
    # A message with replies that is deleted leaves a tombstone in its place.
    is_gone = "message" not in event or now.get("subtype") == "tombstone"
    if not is_gone and now.get("text") == before.get("text"):
        return None  # Slack unfurled a link, or the like
    if not first_time(ports, call.actor, call.delivery):
        return None
    return deleted() if is_gone else edited()


def _from_a_person(event: Body) -> bool:
    by_bot = event.get("bot_id") or any(
        event.get(part, {}).get("bot_id") for part in ("message", "previous_message")
    )
    return (
        event.get("channel_type") == "im"
        and not by_bot
        and event.get("subtype")
        in {
            None,
            "file_share",
            "thread_broadcast",
            "message_changed",
            "message_deleted",
        }
    )
