"""The fields that logging and planning a session share."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InputBlock,
    NumberInputElement,
    Option,
    RadioButtonsElement,
    StaticSelectElement,
)

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.formatting import capitalised
from bot.domain.kernel.record import PairingId
from bot.domain.sessions.records import Place
from bot.results.sessions.cards import PairingChoice
from bot.views.kernel import ids
from bot.views.kernel.forms import OPTION_MAX_CHARS, VALUE, word_options
from bot.views.kernel.message import button, button_rows, section
from bot.views.kernel.text import escape, shorten
from bot.views.sessions.formatting import PLACE_WORDS

_MOST_REASONS = 20  # of the 25 things that Slack puts in a row; the form has them all


def ect_buttons(choices: Sequence[PairingChoice], *, action_id: str) -> list[Block]:
    """Return a button for each ECT."""
    row = [
        button(
            shorten(choice.ect, to=OPTION_MAX_CHARS),
            action_id=f"{action_id}.{number}",
            value=choice.pairing,
        )
        for number, choice in enumerate(choices)
    ]
    return button_rows(row, block_id=Field.ECT)


def reason_fields(
    outside: str,
    reasons: Sequence[str],
    *,
    tutor: str | None,
    picked: str | None,
) -> list[Block]:
    """Ask why a time outside teaching hours; without a *tutor* nobody sees a flag."""
    options = word_options(reasons)
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
        InputBlock(
            block_id=Field.REASON,
            label="Why then?",
            element=StaticSelectElement(
                action_id=VALUE,
                placeholder="Pick a reason",
                options=options,
                initial_option=next((o for o in options if o.value == picked), None),
            ),
        ),
    ]


def reason_buttons(
    reasons: Sequence[str], pairing: PairingId, line: str, *, action_id: str
) -> list[ButtonElement]:
    """Return a button for each reason, which does what the line says for it."""
    return [
        button(
            shorten(reason, to=OPTION_MAX_CHARS),
            action_id=f"{action_id}.{number}",
            value=ids.of_reason(reason, pairing, line),
        )
        for number, reason in enumerate(reasons[:_MOST_REASONS])
    ]


def minutes_field(now: int) -> InputBlock:
    """Ask for how many minutes."""
    return InputBlock(
        block_id=Field.LENGTH,
        label="Minutes",
        element=NumberInputElement(
            action_id=VALUE, is_decimal_allowed=False, initial_value=str(now)
        ),
    )


def place_field(label: str, picked: Place) -> Block:
    """Ask how the two meet."""
    places = [Option(value=p.value, text=capitalised(PLACE_WORDS[p])) for p in Place]
    return InputBlock(
        block_id=Field.PLACE,
        label=label,
        element=RadioButtonsElement(
            action_id=VALUE,
            options=places,
            initial_option=next(o for o in places if o.value == picked.value),
        ),
    )
