"""Making text safe to show: what people wrote is shown as they wrote it."""

import html
import re
from collections.abc import Iterator, Sequence

from bot.domain.kernel.typed_text import strip_invisible

_MENTION = re.compile(r"<@[A-Z0-9]+\|([^<>|]*)>")
SECTION_MAX_CHARS = 3000
_ENTITY_MAX_CHARS = 5


def escape(text: str) -> str:
    """Escape what people wrote, so that it pings nobody and links nowhere.

    Nor does it turn round what stands beside it.
    """
    return (
        strip_invisible(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )


def as_typed(text: str) -> str:
    """Turn text as Slack hands it over into what was typed: "@amira", "&", "<"."""
    return html.unescape(_MENTION.sub(r"@\1", text))


def shorten(text: str, *, to: int) -> str:
    """Cut text at *to* characters, with an ellipsis where something is missing."""
    return text if len(text) <= to else f"{text[: to - 1]}…"


def parts(text: str, *, to: int = SECTION_MAX_CHARS) -> list[str]:
    """Part *text*, however long, so that each part fits and nothing is left out.

    It is parted between lines or words where it can be; a quotation goes on as one.
    """
    if len(text) <= to:
        return [text]
    found = [""]
    for line in text.split("\n"):
        mark = "> " if line.startswith("> ") else ""
        for piece in _pieces(line.removeprefix(mark), to - len(mark)):
            joined = f"{found[-1]}\n{mark}{piece}"
            if found[-1] and len(joined) <= to:
                found[-1] = joined
            else:
                found.append(mark + piece)
    return found[1:]


def _pieces(line: str, to: int) -> Iterator[str]:
    while len(line) > to:
        end = line.rfind(" ", 0, to) + 1 or _before_an_entity(line, to)
        yield line[:end]
        line = line[end:]
    yield line


def _before_an_entity(text: str, end: int) -> int:
    """Return where to part, so that no `&amp;` is parted itself."""
    begun = text.rfind("&", end - _ENTITY_MAX_CHARS, end)
    return begun if begun > 0 and ";" not in text[begun:end] else end


def quoted(text: str) -> str:
    """Show text that people wrote as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in escape(text).splitlines())


def listed(lines: Sequence[str], *, most: int | None = None) -> str:
    """List things on lines of their own; of too many, say how many more there are."""
    shown = [f"• {line}" for line in lines[:most]]
    if len(lines) > len(shown):
        shown.append(f"• and {len(lines) - len(shown)} more")
    return "\n".join(shown)
