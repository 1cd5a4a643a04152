"""What is seen of a text that people typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.typed_text import one_line, strip_invisible
from bot.domain.people.roster_cells import read_text
from bot.views.kernel.text import escape


@pytest.mark.parametrize(
    "text", ["Zoë O’Neill-Smith", "علی‌رضا", "👩🏽‍🏫", "a\tb\nc", "क्‍ष", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
)
def test_names_of_every_script_stay_as_they_are(text: str) -> None:
    assert strip_invisible(text) == text


@given(st.text())
def test_nothing_turns_round_what_follows_and_no_sign_controls(text: str) -> None:
    turning = {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}
    for shown in (
        strip_invisible(text),
        escape(text),
        read_text(text, "name", to=10_000),
    ):
        assert not {unicodedata.bidirectional(sign) for sign in shown} & turning


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
    assert one_line(one_line(text)) == one_line(text)


def test_two_names_that_look_the_same_are_the_same() -> None:
    assert read_text("Dee\u200b Ex\u202eample\ufeff", "name") == "Dee Example"
