"""The sub-commands of `/ect`, and direct messages that say the same without a slash."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from bot.ports.bundle import Ports
from bot.usecases.claims import first_time
from bot.usecases.status import status, welcome
from bot.views.contacts import not_chatty
from bot.views.help import help_text, unknown
from bot.views.log_form import open_log_button
from bot.views.status import status as status_message
from handlers import contacts, sessions
from handlers.listening import Body, Call, Listening, Reply


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One row of the table: what is typed, what it does, who does it."""

    word: str
    usages: tuple[tuple[str, str], ...]  # what to type, what it does
    run: Callable[[Ports, Call, str], Reply]


def _status(ports: Ports, call: Call, _text: str) -> Reply:
    return status_message(status(ports, call.actor))


def _help(ports: Ports, call: Call, _text: str) -> Reply:
    usages = [usage for row in SUBCOMMANDS for usage in row.usages]
    return help_text(welcome(ports, call.actor), usages)


SUBCOMMANDS = (
    Subcommand(
        "log",
        (
            ("/ect log", "Log a mentoring session in a short form"),
            (
                "/ect log yesterday 14:00 50m behaviour routines",
                "The same in one line",
            ),
        ),
        sessions.log,
    ),
    Subcommand(
        "status", (("/ect status", "See where your mentoring stands"),), _status
    ),
    Subcommand(
        "contacts",
        (("/ect contacts", "See who you can talk to when something is wrong"),),
        contacts.contacts,
    ),
    Subcommand("help", (("/ect help", "See this"),), _help),
)
_TABLE = {row.word: row for row in SUBCOMMANDS}


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the slash command and to direct messages."""
    listening.command("/ect", lambda call: _typed(ports, call))
    listening.event(
        "message", lambda call: _direct_message(ports, call), wanted=_from_a_person
    )


def _typed(ports: Ports, call: Call) -> Reply:
    word, rest = _split(call.body.get("text", ""))
    row = _TABLE.get(word or "help")
    if row is None:
        nearest = difflib.get_close_matches(word, _TABLE, n=1, cutoff=0.5)
        return unknown(word, nearest[0] if nearest else None)
    return row.run(ports, call, rest)


def _direct_message(ports: Ports, call: Call) -> Reply:
    text = call.body["event"].get("text", "")
    word, rest = _split(text)
    if word in {"/ect", "ect"}:
        word, rest = _split(rest)
    if word == "log" and rest:
        return sessions.log_by_message(ports, call, rest)
    if not first_time(ports, call.actor, call.delivery):
        return None
    if word == "log":
        return open_log_button()
    row = _TABLE.get(word)
    return row.run(ports, call, rest) if row and not rest else not_chatty()


def _from_a_person(event: Body) -> bool:
    return (
        event.get("channel_type") == "im"
        and not event.get("bot_id")
        and event.get("subtype") in {None, "file_share", "thread_broadcast"}
    )


def _split(text: str) -> tuple[str, str]:
    word, _, rest = text.strip().partition(" ")
    return word.lower(), rest.strip()
