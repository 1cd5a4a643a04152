"""Finds Slack's own ids where a person would read them: a name belongs there."""

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.state import State

# Slack draws mentions as names; what people typed is theirs ("@U0EVIL is not …"), and a
# link is no sentence.
_NO_ID = re.compile(r"<[@#][A-Z0-9]+(?:\|[^>]*)?>|&lt;@[^&]*&gt;|@\w+|https?://\S+")
_ID = re.compile(r"\b[UWTDC]0[A-Z0-9]{2,}\b")


def raw_ids_in(state: State) -> list[str]:
    """Return each text with an id in it that the bot has shown to anybody."""
    said = [m for m in state.messages if m.get("from") == state.bot_user]
    shown = [*said, *state.views.values(), *state.homes.values()]
    texts = [text for one in shown for text in _texts(one)]
    return [text for text in texts if _ID.search(_NO_ID.sub("", text))]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        text = part.get("text")
        if isinstance(text, str):
            yield text
        for name, inner in part.items():
            if name != "state":  # what people have typed into the fields
                yield from _texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _texts(inner)
