"""Words that a button carries, sealed: it opens a form with them, for who typed them.

Nothing is stored here: what somebody typed stands in no message, and is not lost.
"""

import base64
import zlib
from collections.abc import Iterator

from bot.domain.concerns.records import WORDS_MAX_CHARS
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.record import Sealed
from bot.ports.bundle import Actor, Ports
from bot.ports.vault import NoKey, Place

_BUTTON_MAX_CHARS = 2000  # Slack's, of what a button carries


def carried(ports: Ports, actor: Actor, words: str) -> tuple[Sealed, ...]:
    """Seal words for as many buttons as they need, each with what a form can hold."""
    return tuple(_parts(ports, actor, words))


def words_carried(ports: Ports, actor: Actor, value: str) -> str:
    """Return the words that a button of the actor's own carries.

    Raises Stale for what the bot has not sealed, or not for them.
    """
    mine = _mark(actor)
    for vault in (ports.vault, ports.spare_vault):
        opened = vault.opened(Sealed(value), _place(actor))
        if opened is not None and opened.startswith(mine):
            squeezed = base64.b85decode(opened.removeprefix(mine))
            return zlib.decompress(squeezed).decode()
    raise Stale(
        "I can't open what this button holds. If you have what you wrote somewhere "
        "else, `/ect concern` opens the form for it."
    )


def _parts(ports: Ports, actor: Actor, words: str) -> Iterator[Sealed]:
    while words:
        size = WORDS_MAX_CHARS
        while True:
            part = _up_to(words, size)
            sealed = _seal(ports, actor, part)
            if len(sealed) <= _BUTTON_MAX_CHARS:
                break
            size = len(part) * 9 // 10
        yield sealed
        words = words[len(part) :]


def _up_to(words: str, size: int) -> str:
    """Return the first of the words, parted between two where that can be."""
    if len(words) <= size:
        return words
    end = max(words.rfind(" ", 0, size), words.rfind("\n", 0, size)) + 1
    return words[: end or size]


def _seal(ports: Ports, actor: Actor, part: str) -> Sealed:
    squeezed = base64.b85encode(zlib.compress(part.encode(), 9)).decode()
    text = f"{_mark(actor)}{squeezed}"
    try:
        return ports.vault.seal(text, _place(actor))
    except NoKey:  # then it opens until this process ends
        return ports.spare_vault.seal(text, _place(actor))


def _place(actor: Actor) -> Place:
    return Place(actor.team, "button", actor.person, "words")


def _mark(actor: Actor) -> str:
    """Say in the text as well whose it is: a key of the old form binds no place."""
    return f"button:{actor.team}/{actor.person}\n"
