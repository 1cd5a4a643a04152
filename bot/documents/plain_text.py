"""The text of a file, whichever way it was saved."""

from bot.domain.errors import Refusal

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class NoText(Refusal):
    """The file is no text."""


def text_of(content: bytes, name: str) -> str:
    """Return a file's text, from UTF-8, UTF-16 with its mark, or Windows-1252.

    Raises NoText.
    """
    marked = next((code for mark, code in _MARKS if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise NoText(
        f"{name} is not a text file, so I cannot read it. A text file or a calendar "
        "(.ics) works; from Word or a PDF, copy the dates and paste them."
    )
