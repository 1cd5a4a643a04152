"""What somebody misses who hears a message's plain text alone, without its blocks."""

import re
from collections.abc import Iterator
from typing import Any

from bot.views.concerns.notices import CHANGED, NEW_FOR_YOU

# A locked phone shows no more of a concern; it is read in the app (decision 0007).
_DISCREET = {NEW_FOR_YOU, CHANGED}
_MARKS = re.compile(r"[*_`~>]|&gt;")
_DATE = re.compile(r"<!date\^[^|]*\|([^>]*)>")
_LINK = re.compile(r"<(?:https?:|mailto:)[^|>]*\|([^>]*)>")


def missing_from_text(message: dict[str, Any]) -> list[str]:
    """Return the lines of a message's blocks that its plain text does not say."""
    if not message["text"] or message["text"] in _DISCREET:
        return []  # without any: one that a test has forged
    said = _plain(message["text"])
    lines = (_plain(line) for line in _lines(message["blocks"]))
    return [line for line in lines if line and line.removesuffix("…") not in said]


def _lines(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        kind = block["type"]
        if kind in {"section", "header"} and "text" in block:
            yield from block["text"]["text"].splitlines()
        for field in block.get("fields") or ():
            yield from field["text"].splitlines()
        if kind == "context":
            for element in block["elements"]:
                yield from element.get("text", "").splitlines()
        if kind == "image":
            yield block["alt_text"]


def _plain(text: str) -> str:
    shown = _LINK.sub(r"\1", _DATE.sub(r"\1", text))
    return " ".join(_MARKS.sub("", shown).split())
