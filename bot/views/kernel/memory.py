"""What a form remembers between Slack's calls: a record, in `private_metadata`.

It is gone when the form is closed. Words of people are in it only while a concern is
written, of which nothing is stored before it is sent.
"""

import base64
import zlib
from typing import TypeVar

import msgspec

from bot.domain.kernel.instants import brought_to_utc
from bot.domain.kernel.record import Record

_MAX_CHARS = 3000  # Slack's limit
_SQUEEZED = "z"  # JSON begins with another sign

M = TypeVar("M", bound=Record)


class TooMuch(Exception):
    """It does not fit in what Slack lets a form remember."""


def packed(memory: Record) -> str:
    """Pack what a form remembers, squeezed where it would not fit as it is.

    Raises TooMuch.
    """
    plain = msgspec.json.encode(memory)
    text = plain.decode()
    if len(text) > _MAX_CHARS:
        text = _SQUEEZED + base64.b85encode(zlib.compress(plain, 9)).decode()
    if len(text) > _MAX_CHARS:
        raise TooMuch
    return text


def unpacked(text: str, kind: type[M]) -> M:
    """Read back what a form remembers.

    Raises msgspec.MsgspecError for what this program did not write.
    """
    if text.startswith(_SQUEEZED):
        try:
            text = zlib.decompress(base64.b85decode(text[1:])).decode()
        except (ValueError, zlib.error) as fault:
            raise msgspec.DecodeError(str(fault)) from fault
    # One that was open while 0.1.0 gave way to this program.
    return msgspec.json.decode(brought_to_utc(text), type=kind)
