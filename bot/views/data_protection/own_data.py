"""What is held about somebody: a short page in Slack, and two files to keep."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_sdk.models.views import View

from bot.domain.kernel.formatting import format_list
from bot.results.data_protection.own_data import OwnData
from bot.views.concerns.reading import COPY_MAX_CHARS, copy_form
from bot.views.data_protection.retention import format_keep
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_page
from bot.views.kernel.message import Message, button, message, plain, small_print
from bot.views.kernel.text import escape, listed

HANDED_OVER = "What I hold about you, to read and as data. Delete it here when done."
_LEFT_OUT = (
    "Not in it: what other people wrote in confidence, and whatever would show who "
    "they are. To ask for the rest, or for something to be put right or erased, ask "
    "{who}: the school answers within a month, holidays included. If you are not "
    "content, you can complain to the school, and then to the Information "
    "Commissioner's Office (ico.org.uk)."
)
_WARNING = (
    "Two files hold it, notes of your sessions among it, and say how long each is "
    "kept. They come into your messages here: Slack keeps them until you delete them, "
    "and an owner of your workspace may be able to export them."
)
_OF_CONCERNS = (
    "What you wrote in concerns, and the replies that you got, are not in the files "
    "unless you ask for that. A form can show them to you instead: Slack keeps no copy "
    "of it."
)
_WORDS = "concern_words"
_LEFT_OUT_HERE = "(not in this file: `/ect mydata` shows it to you in a form)"


def summary(own: OwnData) -> Message:
    """Say what is held, with the button that hands all of it over."""
    if not own.parts:
        return plain("I hold nothing about you.", _rest(own))
    head = f"*What I hold about you*\n{own.total} records, of these kinds:"
    kinds = [
        f"{escape(part.why.rstrip('.'))}: {len(part.records)}" for part in own.parts
    ]
    has_concerns = bool(_of_concerns(own))
    show = button("Show me my concerns in a form", ids.SHOW_WORDS, "show")
    send = button("Send the files with my concerns", ids.HAND_OVER_ALL, "files")
    return message(
        head,
        *(listed(kinds[at : at + 8]) for at in range(0, len(kinds), 8)),
        _WARNING,
        _OF_CONCERNS if has_concerns else None,
        button("Send me the files", ids.HAND_OVER, "files"),
        *([show, send] if has_concerns else []),
        small_print(_rest(own)),
        row="own-data",
    )


def summary_page(own: OwnData) -> View:
    """Show the same over the home tab."""
    return modal_page("My data", summary(own).blocks)


def words_page(own: OwnData) -> View:
    """Show what was written in concerns, to read and to copy."""
    text = "\n\n".join(
        f"{record['at'][:10]}, {own.names.get(record['author'], record['author'])}:\n"
        f"{record['text']}"
        for record in _of_concerns(own)
    )
    lead = "What you wrote in concerns, and the replies. Slack keeps no copy of this."
    if len(text) > COPY_MAX_CHARS:
        lead += " It's longer than this page: `/ect concerns` shows each one whole."
    return copy_form("My concerns", lead, text)


def without_words(own: OwnData) -> OwnData:
    """Return what goes into files for somebody who does not ask for their concerns."""
    left = [{**record, "text": _LEFT_OUT_HERE} for record in _of_concerns(own)]
    return replace(
        own,
        parts=tuple(
            replace(part, records=tuple(left)) if part.kind == _WORDS else part
            for part in own.parts
        ),
    )


def _of_concerns(own: OwnData) -> Sequence[Mapping[str, Any]]:
    return [
        record for part in own.parts if part.kind == _WORDS for record in part.records
    ]


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
                "kept": format_keep(part.keep, own.retention),
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
        lines += [part.why, f"Kept: {format_keep(part.keep, own.retention)}.", ""]
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
    return _LEFT_OUT.format(who=format_list(who) or "whoever installed ECT Bot")
