"""The fields that the forms of a concern share."""

from collections.abc import Sequence
from typing import Unpack

from slack_sdk.models.blocks import InputBlock, Option, PlainTextObject, SectionBlock

from bot.domain.concerns.records import WORDS_MAX_CHARS, Stage
from bot.domain.kernel.formatting import format_day
from bot.results.concerns.cards import NamedRoute
from bot.views.concerns.wording import STAGE_ROLE
from bot.views.kernel.forms import Extras, menu_field, option, radio_field, text_field
from bot.views.kernel.text import shorten

WORDS, READER, PASS_ON = "note", "reader", "pass_on"
CONTACT = "contact"  # the choice of the named contact, outside the school
_MOST_CIRCLES = 10  # to choose one of
AGAIN = "again"  # the choice of whoever has it already


def words_field(label: str, words: str = "", **about: Unpack[Extras]) -> InputBlock:
    """Ask for words, with what was typed so far in it."""
    return text_field(WORDS, label, words, most=WORDS_MAX_CHARS, lines=True, **about)


def reader_field(
    routes: Sequence[NamedRoute], *, is_new: bool, extra: Sequence[Option] = ()
) -> InputBlock:
    """Ask who should read it; for a new concern the usual first person is picked."""
    people = [
        option(
            one.route.reader,
            f"{one.name}, {STAGE_ROLE[one.route.stage]}",
            _remark(one, is_first=is_new and number == 0),
        )
        for number, one in enumerate(routes)
    ]
    outside = option(
        CONTACT,
        "Nobody at school: show me the named contact",
        "at the appropriate body; I send nothing there",
    )
    here = (one.route.reader for one in routes if one.route.away_until is None)
    options = [*extra, *people, outside]
    field = radio_field if len(options) <= _MOST_CIRCLES else menu_field
    label = "Who should read it? Only they and you can."
    return field(READER, label, options, next(here, None) if is_new else None)


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
