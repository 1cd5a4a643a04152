"""A text of any length is shown in parts that fit, and nothing of it is left out."""

import html

from hypothesis import given
from hypothesis import strategies as st

from bot.views.kernel.text import SECTION_MAX_CHARS, parts, quoted

_TYPED = st.lists(st.sampled_from(["word", "&", "<", " ", "\n", "longer-than-most"]))


@given(_TYPED.map(lambda many: "".join(many) * 40))
def test_a_quotation_is_parted_and_stays_whole(typed: str) -> None:
    found = parts(f"You typed:\n{quoted(typed)}")

    assert all(len(part) <= SECTION_MAX_CHARS for part in found)
    assert all(part.startswith(">") for part in found[1:])
    shown = html.unescape("".join(found)).replace("You typed:", "")
    left = [letter for letter in shown if letter not in "> \n"]
    assert left == [letter for letter in typed if letter not in " \n"]


def test_what_fits_is_one_part() -> None:
    assert parts("a line") == ["a line"]
