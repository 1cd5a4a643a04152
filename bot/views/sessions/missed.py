"""Why there was no session: the short reason, asked and noted."""

from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import format_day, uncapitalised
from bot.domain.kernel.record import Record
from bot.domain.sessions.missed import Why
from bot.views.kernel import ids
from bot.views.kernel.forms import modal_form, options_of, radio_field
from bot.views.kernel.memory import packed
from bot.views.kernel.message import Message, plain, small_print

WHY_WORDS = {
    Why.TIME_TAKEN: "The time was taken for something else",
    Why.AWAY: "One of us was away",
    Why.EVENT: "A school event, trip or exam",
    Why.AGREED: "We agreed to leave it out",
    Why.OTHER: "Something else",
}


class MissedMemory(Record, frozen=True, kw_only=True, array_like=True):
    """What the form is about: a session, or a pair's week."""

    kind: str
    subject: str


def which_week(monday: date) -> str:
    """Say which week is asked about."""
    return f"*No session in the week of {format_day(monday)}*"


def missed_form(memory: MissedMemory, about: str) -> View:
    """Ask for a short reason why there was no session."""
    return modal_form(
        ids.MISSED_FORM,
        "No session",
        [about, why_not()],
        submit="Save",
        memory=packed(memory),
    )


def why_not() -> list[Block]:
    """Ask for a short reason, and say who sees it."""
    return [
        radio_field(Field.WHY, "Why not?", options_of(WHY_WORDS)),
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
