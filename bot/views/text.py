"""Making text safe to show: what people wrote is shown as they wrote it."""

import html
import re

from bot.domain.typed import seen

_MENTION = re.compile(r"<@[A-Z0-9]+\|([^<>|]*)>")
SECTION_MAX_CHARS = 3000


def escape(text: str) -> str:
    """Escape what people wrote, so that it pings nobody and links nowhere.

    Nor does it turn round what stands beside it.
    """
    return seen(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_typed(text: str) -> str:
    """Turn text as Slack hands it over into what was typed: "@amira", "&", "<"."""
    return html.unescape(_MENTION.sub(r"@\1", text))


def shorten(text: str, *, to: int) -> str:
    """Cut text at *to* characters, with an ellipsis where something is missing."""
    return text if len(text) <= to else f"{text[: to - 1]}…"


def quoted(text: str) -> str:
    """Show text that people wrote as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in escape(text).splitlines())
