"""The fields that logging and planning a session share."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, InputBlock

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import capitalised
from bot.domain.kernel.record import PairingId
from bot.domain.sessions.records import Place
from bot.results.sessions.cards import PairingChoice
from bot.views.kernel import ids
from bot.views.kernel.forms import (
    menu_field,
    number_field,
    options_of,
    radio_field,
    word_options,
)
from bot.views.kernel.message import button, button_rows, section
from bot.views.kernel.text import escape
from bot.views.sessions.formatting import PLACE_WORDS

_MOST_REASONS = 20  # of the 25 things that Slack puts in a row; the form has them all


def ect_buttons(choices: Sequence[PairingChoice], *, action_id: str) -> list[Block]:
    """Return a button for each ECT."""
    row = [
        button(choice.ect, f"{action_id}.{number}", choice.pairing)
        for number, choice in enumerate(choices)
    ]
    return button_rows(Field.ECT, row)


def reason_fields(
    outside: str | None,
    reasons: Sequence[str],
    *,
    tutor: str | None,
    picked: str | None = None,
) -> list[Block]:
    """Ask why a time is outside teaching hours, where it is, and say who sees that.

    Without a *tutor* nobody sees a flag.
    """
    if outside is None:
        return []
    ask = (
        f"*{escape(outside)}* Guidance asks for teaching hours if at all possible, so "
        "a reason is kept with the session."
    )
    if tutor is not None:
        ask = (
            f"*{escape(outside)}* Guidance asks for teaching hours if at all possible. "
            f"{escape(tutor)} (induction tutor) will see the flag and the reason, not "
            "the note."
        )
    return [
        section(ask),
        menu_field(
            Field.REASON,
            "Why then?",
            word_options(reasons),
            picked,
            placeholder="Pick a reason",
        ),
    ]


def reason_buttons(
    reasons: Sequence[str], pairing: PairingId, line: str, *, action_id: str
) -> list[ButtonElement]:
    """Return a button for each reason, which does what the line says for it."""
    return [
        button(reason, f"{action_id}.{number}", ids.of_reason(reason, pairing, line))
        for number, reason in enumerate(reasons[:_MOST_REASONS])
    ]


def minutes_field(now: int) -> InputBlock:
    """Ask for how many minutes."""
    return number_field(Field.LENGTH, "Minutes", now)


def place_field(label: str, picked: Place) -> Block:
    """Ask how the two meet."""
    places = options_of((place, capitalised(PLACE_WORDS[place])) for place in Place)
    return radio_field(Field.PLACE, label, places, picked.value)
