"""What is held about somebody: a short page in Slack, and two files to keep."""

import json
import re
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.domain.results.own_data import OwnData
from bot.domain.words import said_list
from bot.views import ids
from bot.views.message import Message, button, buttons, plain, section, small_print
from bot.views.retention import said_keep
from bot.views.text import escape

HANDED_OVER = "What I hold about you, to read and as data. Delete it here when done."
_LEFT_OUT = (
    "Not in it: what other people wrote in confidence, and whatever would show who "
    "they are. To ask for the rest, or for something to be put right or erased, ask "
    "{who}: the school answers within a month, holidays included. If you are not "
    "content, you can complain to the school, and then to the Information "
    "Commissioner's Office (ico.org.uk)."
)
_WARNING = (
    "Two files hold all of it, and say how long each is kept. They come into your "
    "messages here, with your own words, notes of your sessions and concerns that you "
    "raised. Slack keeps them until you delete them."
)


def summary(own: OwnData) -> Message:
    """Say what is held, with the button that hands all of it over."""
    if not own.parts:
        return plain("I hold nothing about you.", _rest(own))
    head = f"*What I hold about you*\n{own.total} records, of these kinds:"
    lines = [
        f"• {escape(part.why.rstrip('.'))}: {len(part.records)}" for part in own.parts
    ]
    row = [
        button("Give me all of it, in two files", action_id=ids.HAND_OVER, value="all")
    ]
    paragraphs = _in_sections(lines)
    return Message(
        (
            section(head),
            *(section(text) for text in paragraphs),
            section(_WARNING),
            buttons(row, block_id="own-data"),
            small_print(_rest(own)),
        ),
        "\n".join([head, *lines, _WARNING, _rest(own)]),
    )


def summary_page(own: OwnData) -> View:
    """Show the same over the home tab."""
    blocks = list(summary(own).blocks)
    return View(type="modal", title="My data", close="Close", blocks=blocks)


def handed_over() -> Message:
    """Say that the files are there."""
    return plain(
        "The two files are in your messages from me: `what-i-hold.txt` to read, "
        "`what-i-hold.json` for another program."
    )


def not_sent() -> Message:
    """Say that Slack took no files."""
    return plain("Slack did not take the files just now. Please try again later.")


def as_json(own: OwnData) -> bytes:
    """Write everything out for another program."""
    whole = {
        "person": own.person,
        "made_at": own.made_at.isoformat(),
        "held": {
            part.kind: {
                "why": part.why,
                "kept": said_keep(part.keep, own.retention),
                "records": part.records,
            }
            for part in own.parts
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def as_text(own: OwnData) -> bytes:
    """Write everything out to be read, with names in the place of ids."""
    lines = [
        "What ECT Bot holds about you",
        f"Drawn up on {own.made_at:%d %B %Y}. Times are UTC.",
        "",
    ]
    for part in own.parts:
        lines += [part.why, f"Kept: {said_keep(part.keep, own.retention)}.", ""]
        for record in part.records:
            lines += [*_fields(record), ""]
    lines.append(_rest(own, typed=True))
    text = "\n".join(lines)
    for person, name in own.names.items():
        whole = re.compile(rf"(?<!\w){re.escape(person)}(?!\w)")
        text = whole.sub(name.replace("\\", r"\\"), text)
    return text.encode()


def _fields(record: Mapping[str, Any]) -> list[str]:
    return [
        f"  {name.replace('_', ' ')}: {_said(value)}"
        for name, value in record.items()
        if value or isinstance(value, bool | int)
    ]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(_said(one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{k.replace('_', ' ')} {_said(v)}" for k, v in value.items())
    return str(value)


def _rest(own: OwnData, *, typed: bool = False) -> str:
    who = [
        f"{person if typed else f'<@{person}>'} at {escape(school)}"
        for school, person in own.ask
    ]
    return _LEFT_OUT.format(who=said_list(who) or "whoever installed ECT Bot")


def _in_sections(lines: list[str]) -> list[str]:
    """Put lines together, as many as one section can show."""
    return ["\n".join(lines[at : at + 8]) for at in range(0, len(lines), 8)]
