"""Read the text of a file, whatever its encoding.

UTF-8 is told from other ways with certainty, and so is what begins with a mark. Excel's
plain CSV has neither: on Windows it is in Windows-1252, as "CSV (MS-DOS)" in code page
850, and as "CSV (Macintosh)" in Mac Roman. Which of them is guessed by which letters
come out, and whoever keeps names asks whether they are right.
"""

import re
from dataclasses import dataclass, field

from bot.domain.kernel.errors import Refusal

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WINDOWS, _MSDOS, _MAC = "cp1252", "cp850", "mac_roman"
_SIGNS = "‘’“”–—…£€°§·•½¼¾\u00a0"
# Letters that nobody writes: one of another case within a word, a sign within one (but
# for an apostrophe or a dash), and signs of which there are none in a list of people.
_UNLIKELY = re.compile(
    rf"[a-zß-ÿ](?=[^\x00-\x7f])[A-ZÀ-ÖØ-ÞŠŒŽŸ]|[^\W\d_](?!’|–|—)[{_SIGNS}][^\W\d_]"
    rf"|[^\W\d_][‘“]|[ªºƒµıˆ˜]|(?=[^\x00-\x7f])(?![{_SIGNS}])\W"
)


class NoText(Refusal):
    """The file is no text."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """What a file says; *is_guessed* where it does not show how it was saved."""

    text: str = field(repr=False)
    is_guessed: bool = False


def text_of(content: bytes, name: str) -> str:
    """Return a file's text for what holds no names; raises NoText."""
    read = decoded(content)
    text = _read(content, _WINDOWS) if read is None else read.text
    if text is None:
        raise NoText(
            f"{name} is not a text file, so I cannot read it. A text file or a "
            "calendar (.ics) works; from Word or a PDF, copy the dates and paste them."
        )
    return text


def decoded(content: bytes) -> PlainText | None:
    """Read a file's text, with lines that end alike; None for what is none."""
    marked = next((code for mark, code in _MARKS if content.startswith(mark)), None)
    certain = _read(content, marked or "utf-8")
    if certain is not None or marked:
        return None if certain is None else PlainText(certain)
    ends_as_on_a_mac = b"\r" in content and b"\n" not in content
    likely = (_MAC, _WINDOWS) if ends_as_on_a_mac else (_WINDOWS, _MSDOS)
    for encoding in likely:
        text = _read(content, encoding)
        if text is not None and not _UNLIKELY.search(text):
            return PlainText(text, is_guessed=True)
    return None


def _read(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.replace("\r\n", "\n").replace("\r", "\n")
