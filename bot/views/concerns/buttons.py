"""What can be pressed on a concern, by its writer and by its reader."""

from collections.abc import Callable

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.concerns.records import WAITS_FOR_WRITER, Asked, Stage, Topic
from bot.domain.kernel.formatting import format_day
from bot.results.concerns.cards import ConcernCard
from bot.views.kernel import ids
from bot.views.kernel.message import button, button_row, sure


def writer_buttons(card: ConcernCard) -> list[Block]:
    """Return what a writer can do with a concern as it stands."""
    concern = card.concern
    if concern.stage is Stage.WITHDRAWN:
        return []
    value = ids.of_concern(concern.id, concern.turn)
    row = [button("See it all", ids.READ_CONCERN, value)]
    if concern.is_open:
        has_reader = concern.reader is not None and not card.is_shut_out
        if has_reader and concern.topic is not Topic.ECT_PROGRESS:
            row.append(button("Add something", ids.ADD_TO_CONCERN, value))
        row.append(button("Take it further", ids.TAKE_FURTHER, value))
        row.append(_sorted_button("It's sorted", value))
        row.append(withdraw_button(value))
    return button_row(f"concern-{concern.id}", *row)


def reader_buttons(card: ConcernCard) -> list[Block]:
    """Return what a reader can do with a concern as it stands.

    What they were given to read they can read for as long as it is with them.
    """
    concern = card.concern
    value = ids.of_concern(concern.id, concern.turn)
    talk = concern.topic is Topic.ECT_PROGRESS
    waits = concern.asked in WAITS_FOR_WRITER
    row = []
    if not talk:
        style = None if waits else "primary"
        row.append(button("Read it", ids.READ_CONCERN, value, style=style))
    if concern.taken_at is None and not waits:
        row.append(button("I'm on it", ids.TAKE_CONCERN, value))
    if not talk:
        row.append(button("Add a note", ids.NOTE_CONCERN, value))
    if card.can_undo:
        row.append(button("Undo", ids.UNDO_SAID, value))
    elif not waits:
        done = "We have talked" if talk else "It's sorted"
        row.append(button(done, ids.SAY_SORTED, value))
        row.append(_cannot_help_button(value))
    return button_row(f"concern-{concern.id}", *row)


def _answers_to_sorted(_card: ConcernCard, value: str) -> list[ButtonElement]:
    return [
        _sorted_button("Yes, it's sorted", value, style="primary"),
        button("No, not sorted", ids.TAKE_FURTHER, value),
        button("Read it all", ids.READ_CONCERN, value),
    ]


def _answers_to_silence(card: ConcernCard, value: str) -> list[ButtonElement]:
    wait = f"Give more time, until {format_day(card.leave_until)}"
    return [button(wait, ids.LEAVE_CONCERN, value), *next_buttons(card, value)]


def question_buttons(card: ConcernCard, value: str) -> list[ButtonElement]:
    """Return what a writer can answer when they are asked what to do next."""
    asked = card.concern.asked
    draw = _QUESTION_BUTTONS.get(asked, next_buttons) if asked else next_buttons
    return draw(card, value)


def next_buttons(_card: ConcernCard, value: str) -> list[ButtonElement]:
    """Return the ways on that are always open to a writer."""
    return [
        button("Take it further", ids.TAKE_FURTHER, value),
        _sorted_button("It's sorted", value),
        withdraw_button(value),
    ]


def withdraw_button(value: str) -> ButtonElement:
    """Return the button that withdraws a concern, once the writer is sure."""
    asked = sure(
        "Withdraw this?",
        "Its words are deleted, and whoever has it is told only that it was withdrawn.",
        yes="Withdraw",
        no="Keep it",
    )
    return button("Withdraw", ids.WITHDRAW_CONCERN, value, confirm=asked)


def _sorted_button(
    label: str, value: str, *, style: str | None = None
) -> ButtonElement:
    """Return the button with which the writer closes it, which nothing opens again."""
    asked = sure(
        "Is it sorted?",
        "This closes it for good. If something comes up again, you can raise it again.",
        yes="Yes, close it",
        no="Not yet",
    )
    return button(label, ids.CONFIRM_SORTED, value, style=style, confirm=asked)


def _cannot_help_button(value: str) -> ButtonElement:
    """Return the button with which a reader may end their own turn at once."""
    asked = sure(
        "You can't help with this?",
        "The one who wrote is told. It may go on to the next step at once, and then "
        "this can't be undone.",
        yes="I can't help",
        no="Go back",
    )
    return button("I can't help with this", ids.CANNOT_HELP, value, confirm=asked)


_QUESTION_BUTTONS: dict[Asked, Callable[[ConcernCard, str], list[ButtonElement]]] = {
    Asked.SORTED: _answers_to_sorted,
    Asked.NO_ANSWER: _answers_to_silence,
    Asked.READER_AWAY: _answers_to_silence,
}
