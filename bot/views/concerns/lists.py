"""The concerns that somebody wrote and those brought to them, as lists."""

from slack_sdk.models.blocks import Block

from bot.domain.concerns.records import WAITS_FOR_WRITER
from bot.domain.kernel.formatting import format_day
from bot.results.concerns.cards import ConcernCard, OwnConcerns
from bot.views.concerns.buttons import reader_buttons, writer_buttons
from bot.views.concerns.notices import CHANGED
from bot.views.concerns.wording import (
    TOPIC_WORDS,
    promised_dates,
    reader_state,
    state_line,
    with_whom,
)
from bot.views.kernel.message import Message, plain, section
from bot.views.kernel.text import escape


def own_concerns(own: OwnConcerns) -> Message:
    """List the concerns that somebody wrote and those that they have."""
    blocks: list[Block] = []
    for card in own.brought:
        blocks += _brought(card)
    for card in own.written:
        blocks += _written(card)
    if not blocks:
        return plain(
            "You have no concerns here, and none was brought to you. If something is "
            "wrong, `/ect contacts` shows who you can talk to. As an ECT or a mentor "
            "you can also type `/ect concern`: I keep nothing until you press Send."
        )
    return Message(tuple(blocks[:50]), CHANGED)


def at_home(own: OwnConcerns) -> tuple[list[Block], list[Block]]:
    """Draw the open concerns for the home tab: what waits for an answer; the others."""
    waiting: list[Block] = []
    others: list[Block] = []
    for card in own.written:
        if card.concern.asked is not None:
            waiting += _written(card)
        elif card.concern.is_open:
            others += _written(card)
    for card in own.brought:
        is_done = card.concern.asked in WAITS_FOR_WRITER
        (others if is_done else waiting).extend(_brought(card))
    return waiting, others


def _written(card: ConcernCard) -> list[Block]:
    concern = card.concern
    to = f" · {with_whom(card)}" if concern.reader is not None else ""
    opened = format_day(card.day(concern.opened_at))
    lines = [f"*{TOPIC_WORDS[concern.topic]}*, {opened}{to}", state_line(card)]
    if concern.asked is None and concern.answer_by:
        lines.append(promised_dates(card))
    return [section("\n".join(lines)), *writer_buttons(card)]


def _brought(card: ConcernCard) -> list[Block]:
    concern = card.concern
    since = format_day(card.day(concern.since))
    by = ""
    if concern.answer_by and concern.asked not in WAITS_FOR_WRITER:
        by = f", to answer by {format_day(concern.answer_by)}"
    lines = [f"*{escape(card.writer)}* has brought you something: since {since}{by}"]
    lines += [line for line in [reader_state(card)] if line]
    return [section("\n".join(lines)), *reader_buttons(card)]
