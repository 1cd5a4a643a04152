"""A message is made of paragraphs, blocks and buttons, and its text says the same."""

from slack_sdk.models.blocks import DividerBlock

from bot.views.kernel.message import (
    blocks_of,
    button,
    button_row,
    message,
    plus,
    section,
    small_print,
)

YES, NO = button("Yes", "yes", "1"), button("No", "no", "1")


def test_the_text_is_what_can_be_read_of_it() -> None:
    said = message("*One*", [section("Two"), DividerBlock()], small_print("Three"), YES)
    assert said.text == "*One*\nTwo\nThree"


def test_a_locked_phone_shows_what_it_is_told_to() -> None:
    assert message("In confidence", YES, row="r", text="News for you").text == (
        "News for you"
    )


def test_buttons_stand_in_one_row_where_they_are_given() -> None:
    drawn = message("One", YES, None, NO, small_print("Two"), row="answers").as_dicts()
    assert [block["type"] for block in drawn] == ["section", "actions", "context"]
    assert drawn[1]["block_id"] == "answers"


def test_without_a_button_there_is_no_row() -> None:
    assert button_row("answers", None) == []
    assert len(message("One", None, row="answers").blocks) == 1


def test_all_of_a_long_paragraph_is_shown() -> None:
    words = " ".join(f"word{number}" for number in range(1000))
    drawn = blocks_of([words])
    shown = "".join(block.to_dict()["text"]["text"] for block in drawn)
    assert len(drawn) > 1
    assert shown.split() == words.split()


def test_more_is_put_below() -> None:
    said = plus(message("One"), "Two", YES, row="r")
    assert said.text == "One\nTwo"
    assert [block.type for block in said.blocks] == ["section", "section", "actions"]
