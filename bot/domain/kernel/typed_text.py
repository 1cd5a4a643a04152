"""What people type, without the signs in it that nobody sees."""

import re

# Signs that control, that turn the direction of what follows, or that have no width:
# in a name they make it look like another, or turn the rest of a line round (Unicode
# Technical Report 36). Those that join letters stay: scripts and emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def strip_invisible(text: str) -> str:
    """Return what is seen of a text; lines and spaces stay as they are."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return what is seen of a text, in one line with single spaces."""
    return " ".join(strip_invisible(text).split())
