"""The fields that the forms of a concern share."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
)

from bot.domain.concerns.records import WORDS_MAX_CHARS, Stage
from bot.domain.kernel.formatting import format_day
from bot.results.concerns.cards import NamedRoute
from bot.views.concerns.wording import STAGE_ROLE
from bot.views.kernel.forms import OPTION_MAX_CHARS, VALUE, menu
from bot.views.kernel.text import shorten

WORDS, READER, PASS_ON = "note", "reader", "pass_on"
CONTACT = "contact"  # the choice of the named contact, outside the school
_MOST_CIRCLES = 10  # to choose one of
AGAIN = "again"  # the choice of whoever has it already


def words_field(
    label: str, words: str, *, hint: str, is_optional: bool = False
) -> InputBlock:
    """Ask for words, with what was typed so far in it."""
    return field(
        WORDS,
        label,
        PlainTextInputElement(
            action_id=VALUE,
            multiline=True,
            max_length=WORDS_MAX_CHARS,
            initial_value=words or None,
        ),
        hint=hint,
        is_optional=is_optional,
    )


def reader_field(
    routes: Sequence[NamedRoute], *, is_new: bool, extra: Sequence[Option] = ()
) -> InputBlock:
    """Ask who should read it; for a new concern the usual first person is picked."""
    people = [
        Option(
            value=one.route.reader,
            text=shorten(
                f"{one.name}, {STAGE_ROLE[one.route.stage]}", to=OPTION_MAX_CHARS
            ),
            description=_remark(one, is_first=is_new and number == 0),
        )
        for number, one in enumerate(routes)
    ]
    outside = Option(
        value=CONTACT,
        text="Nobody at school: show me the named contact",
        description="at the appropriate body; I send nothing there",
    )
    here = [
        option
        for option, one in zip(people, routes, strict=False)
        if one.route.away_until is None
    ]
    options = [*extra, *people, outside]
    picked = here[0] if is_new and here else None
    return field(
        READER,
        "Who should read it? Only they and you can.",
        RadioButtonsElement(action_id=VALUE, options=options, initial_option=picked)
        if len(options) <= _MOST_CIRCLES
        else menu(options, picked=picked.value if picked else None),
    )


def _remark(one: NamedRoute, *, is_first: bool) -> str | None:
    if one.route.away_until is not None:
        return f"away until {format_day(one.route.away_until)}"
    if one.route.stage is Stage.WITH_HEAD:
        return "our own suggestion; guidance does not name this step"
    return "the usual first step in the guidance" if is_first else None


def verbatim(words: str) -> SectionBlock:
    """Show words exactly as they are: no formatting, no mentions."""
    return SectionBlock(
        text=PlainTextObject(text=shorten(words, to=3000) or "…", emoji=False)
    )


def field(
    block_id: str,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str | None = None,
    is_optional: bool = False,
) -> InputBlock:
    """Return one field of a form."""
    return InputBlock(
        block_id=block_id,
        label=label,
        element=element,
        hint=hint,
        optional=is_optional,
    )
