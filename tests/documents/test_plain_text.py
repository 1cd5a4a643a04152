"""Text as spreadsheets save it: the same letters, however it was saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.plain_text import decoded

NAMES = (
    *("Zoë", "Chloë – Anaïs", "René Dupré", "Björn Åberg", "Seán O’Brien", "Æbelø"),
    *("María Muñoz", "François Çelik", "Jürgen Größe", "Siân Ní Dhonnchadha"),
)


@pytest.mark.parametrize(
    ("encoding", "end", "name"),
    [
        (encoding, end, name)
        for encoding, end in (
            ("cp1252", "\r\n"),
            ("cp850", "\r\n"),
            ("mac_roman", "\r"),
        )
        for name in NAMES
        if "?" not in name.encode(encoding, "replace").decode(encoding)
    ],
)
def test_a_name_is_read_as_it_was_written_and_said_to_be_a_guess(
    encoding: str, end: str, name: str
) -> None:
    read = decoded(f"Name{end}{name}{end}".encode(encoding))
    assert read is not None
    assert read.text == f"Name\n{name}\n"
    assert read.is_guessed


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff")))
def test_utf_8_is_certain(text: str) -> None:
    read = decoded(text.encode())
    assert read is not None
    assert (read.text, read.is_guessed) == (text, False)


@given(st.binary())
def test_whatever_a_file_holds_it_is_text_or_none(content: bytes) -> None:
    read = decoded(content)
    assert read is None or "\0" not in read.text
