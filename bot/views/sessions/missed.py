"""Why there was no session: the short reason, asked and noted."""

from datetime import date

import msgspec
from slack_sdk.models.blocks import Block, InputBlock, Option, RadioButtonsElement
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import format_day, uncapitalised
from bot.domain.sessions.missed import Why
from bot.views.kernel import ids
from bot.views.kernel.forms import VALUE
from bot.views.kernel.message import Message, plain, section, small_print

WHY_WORDS = {
    Why.TIME_TAKEN: "The time was taken for something else",
    Why.AWAY: "One of us was away",
    Why.EVENT: "A school event, trip or exam",
    Why.AGREED: "We agreed to leave it out",
    Why.OTHER: "Something else",
}


def which_week(monday: date) -> str:
    """Say which week is asked about."""
    return f"*No session in the week of {format_day(monday)}*"


def missed_form(subject: str, about: str) -> View:
    """Ask for a short reason why there was no session."""
    return View(
        type="modal",
        callback_id=ids.MISSED_FORM,
        title="No session",
        submit="Save",
        close="Cancel",
        private_metadata=subject,
        blocks=[section(about), *why_not()],
    )


def why_not() -> list[Block]:
    """Ask for a short reason, and say who sees it."""
    return [
        InputBlock(
            block_id=Field.WHY,
            label="Why not?",
            element=RadioButtonsElement(
                action_id=VALUE,
                options=[
                    Option(value=why.value, text=words)
                    for why, words in WHY_WORDS.items()
                ],
            ),
        ),
        small_print(
            "Your induction tutor sees the date and this reason, and no more. If "
            "the time was taken, that is for the school to put right, not for you."
        ),
    ]


def missed_saved(why: Why) -> Message:
    """Say what was noted, and where it goes."""
    text = f"Noted: {uncapitalised(WHY_WORDS[why])}."
    if why is Why.TIME_TAKEN:
        text += (
            " Guidance asks for mentors to be given the time. Your induction tutor "
            "sees in how many weeks it was not."
        )
    return plain(text)


def packed_subject(kind: str, subject: str) -> str:
    """Pack what the form for a missed session is about."""
    return msgspec.json.encode([kind, subject]).decode()
