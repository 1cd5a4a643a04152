"""Slack's limits are checked just as the SDK checks them."""

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.views.kernel.checked import (
    Button,
    Label,
    Markdown,
    Row,
    Section,
    SmallPrint,
    checks_of,
)
from bot.views.kernel.message import button, button_row, message, section, small_print

_OURS_AND_THE_SDKS: list[tuple[type[JsonObject], type[JsonObject]]] = [
    (Button, ButtonElement),
    (Label, PlainTextObject),
    (Markdown, MarkdownTextObject),
    (Row, ActionsBlock),
    (Section, SectionBlock),
    (SmallPrint, ContextBlock),
]


@pytest.mark.parametrize(("ours", "theirs"), _OURS_AND_THE_SDKS)
def test_every_check_of_the_sdk_is_made(
    ours: type[JsonObject], theirs: type[JsonObject]
) -> None:
    marked = {
        name
        for kind in theirs.__mro__
        for name, value in vars(kind).items()
        if getattr(value, "validator", False)
    }
    assert set(checks_of(ours)) == marked


@pytest.mark.parametrize(
    "too_long",
    [
        Button(text=Label(text="x" * 76), action_id="a", value="v"),
        button("x", "a" * 256, "v"),
        button("x", "a", "v" * 2001),
        *button_row("b", *([button("x", "a", "v")] * 26)),
        section("x", block_id="b" * 256),
    ],
)
def test_what_is_over_a_limit_is_not_drawn(too_long: JsonObject) -> None:
    with pytest.raises(SlackObjectFormationError):
        too_long.to_dict()


def test_a_message_is_drawn_as_the_sdk_draws_it() -> None:
    drawn = message("Hello", small_print("Small"), button("Press", "a", "v"), row="b")
    button_itself = ButtonElement(text="Press", action_id="a", value="v")
    assert drawn.as_dicts() == [
        SectionBlock(text=MarkdownTextObject(text="Hello")).to_dict(),
        ContextBlock(elements=[MarkdownTextObject(text="Small")]).to_dict(),
        ActionsBlock(elements=[button_itself], block_id="b").to_dict(),
    ]
