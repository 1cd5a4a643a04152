"""What all forms share."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Option,
    OptionGroup,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.views.kernel import ids
from bot.views.kernel.message import Message

VALUE = "value"  # the one action id of every plain input: the block id names the field
OPTION_MAX_CHARS = 75  # what Slack shows of a choice or a button

_MOST_OPTIONS = 100  # in a menu or in a group of one, of which there can be as many


def told(title: str, message: Message, *, clear_on_close: bool = False) -> View:
    """Draw a message as a modal that can only be closed, alone or with all below it.

    Of its buttons those for what cannot wait stay.
    """
    kept = [
        block
        for block in message.blocks
        if not isinstance(block, ActionsBlock) or block.block_id == ids.HELP_BLOCK
    ]
    return View(
        type="modal",
        callback_id=ids.TOLD,
        title=title,
        close="Done",
        blocks=kept,
        clear_on_close=clear_on_close or None,
    )


def word_options(words: Sequence[str]) -> list[Option]:
    """Return what to pick from, where each is its own value."""
    return [Option(value=word, text=word) for word in words]


def menu(
    options: Sequence[Option],
    *,
    action_id: str = VALUE,
    placeholder: str | None = None,
    picked: str | None = None,
) -> StaticSelectElement:
    """Return a menu of however many options, with the one of value *picked* in it."""
    few = len(options) <= _MOST_OPTIONS
    return StaticSelectElement(
        action_id=action_id,
        placeholder=placeholder,
        options=options if few else None,
        option_groups=None if few else grouped(options),
        initial_option=next((one for one in options if one.value == picked), None),
    )


def grouped(options: Sequence[Option]) -> list[OptionGroup]:
    """Return options in groups, as many to each as Slack takes."""
    return [
        OptionGroup(
            label=f"{first + 1} to {min(first + _MOST_OPTIONS, len(options))}",
            options=options[first : first + _MOST_OPTIONS],
        )
        for first in range(0, len(options), _MOST_OPTIONS)
    ]
