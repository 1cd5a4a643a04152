"""What all forms share."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Option
from slack_sdk.models.views import View

from bot.views import ids
from bot.views.message import Message

VALUE = "value"  # the one action id of every plain input: the block id names the field
OPTION_MAX_CHARS = 75  # what Slack shows of a choice or a button


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
