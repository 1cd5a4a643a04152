"""Giving back what somebody wrote without saying it: sealed, in buttons."""

from collections.abc import Sequence

from slack_sdk.models.views import View

from bot.domain.kernel.record import Sealed
from bot.views.concerns.reading import copy_form
from bot.views.kernel import ids
from bot.views.kernel.message import Message, button, button_rows, plain, plus

_NOT_REPEATED = "What you wrote isn't lost, and I don't repeat it in a message."


def with_words(said: Message, sealed: Sequence[Sealed]) -> Message:
    """Put below what is *said* the buttons that open a form with what was written."""
    if not sealed:
        return said
    many = len(sealed)
    lead = f"{_NOT_REPEATED} This button opens a form with it, for you alone."
    labels = ["Open the form with what I wrote"]
    if many > 1:
        lead = (
            f"{_NOT_REPEATED} It's longer than one form holds, so there are {many} "
            "parts. Each button opens a form with one of them, for you alone."
        )
        labels = [f"Open part {number} of {many}" for number in range(1, many + 1)]
    row = [
        button(label, f"{ids.OPEN_WORDS}.{number}", value)
        for number, (label, value) in enumerate(zip(labels, sealed, strict=True))
    ]
    return plus(said, lead, button_rows("words", row))


def longer_than_form() -> Message:
    """Say why there are buttons below a command whose form is open."""
    return plain("The form holds the beginning of what you typed, not all of it.")


def words_to_copy(why: str, words: str) -> View:
    """Show what was written to whom no form to raise it can be opened for now."""
    return copy_form("What you wrote", f"{why} Here is what you wrote, to copy.", words)
