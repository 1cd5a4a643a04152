"""What can be pressed on a concern, by its writer and by its reader."""

from collections.abc import Callable

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ConfirmObject,
    MarkdownTextObject,
    PlainTextObject,
)

from bot.domain.concerns.records import WAITS_FOR_WRITER, Asked, Stage, Topic
from bot.domain.kernel.formatting import format_day
from bot.results.concerns.cards import ConcernCard
from bot.views.kernel import ids
from bot.views.kernel.message import button, buttons


def writer_buttons(card: ConcernCard) -> Block | None:
    """Return what a writer can do with a concern as it stands."""
    concern = card.concern
    if concern.stage is Stage.WITHDRAWN:
        return None
    value = ids.of_concern(concern.id, concern.turn)
    row = [press("See it all", ids.READ_CONCERN, value)]
    if concern.is_open:
        has_reader = concern.reader is not None and not card.is_shut_out
        if has_reader and concern.topic is not Topic.ECT_PROGRESS:
            row.append(press("Add something", ids.ADD_TO_CONCERN, value))
        row.append(press("Take it further", ids.TAKE_FURTHER, value))
        row.append(_sorted_button("It's sorted", value))
        row.append(withdraw_button(value))
    return buttons(row, block_id=f"concern-{concern.id}")


def reader_buttons(card: ConcernCard) -> Block | None:
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
        row.append(press("Read it", ids.READ_CONCERN, value, style=style))
    if concern.taken_at is None and not waits:
        row.append(press("I'm on it", ids.TAKE_CONCERN, value))
    if not talk:
        row.append(press("Add a note", ids.NOTE_CONCERN, value))
    if card.can_undo:
        row.append(press("Undo", ids.UNDO_SAID, value))
    elif not waits:
        done = "We have talked" if talk else "It's sorted"
        row.append(press(done, ids.SAY_SORTED, value))
        row.append(_cannot_help_button(value))
    return buttons(row, block_id=f"concern-{concern.id}") if row else None


def _answers_to_sorted(_card: ConcernCard, value: str) -> list[ButtonElement]:
    return [
        _sorted_button("Yes, it's sorted", value, style="primary"),
        press("No, not sorted", ids.TAKE_FURTHER, value),
        press("Read it all", ids.READ_CONCERN, value),
    ]


def _answers_to_silence(card: ConcernCard, value: str) -> list[ButtonElement]:
    wait = f"Give more time, until {format_day(card.leave_until)}"
    return [press(wait, ids.LEAVE_CONCERN, value), *next_buttons(card, value)]


def question_buttons(card: ConcernCard, value: str) -> list[ButtonElement]:
    """Return what a writer can answer when they are asked what to do next."""
    asked = card.concern.asked
    draw = _QUESTION_BUTTONS.get(asked, next_buttons) if asked else next_buttons
    return draw(card, value)


def next_buttons(_card: ConcernCard, value: str) -> list[ButtonElement]:
    """Return the ways on that are always open to a writer."""
    return [
        press("Take it further", ids.TAKE_FURTHER, value),
        _sorted_button("It's sorted", value),
        withdraw_button(value),
    ]


def press(
    label: str,
    action_id: str,
    value: str,
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    """Return a button of a concern."""
    return button(label, action_id=action_id, value=value, style=style, confirm=confirm)


def withdraw_button(value: str) -> ButtonElement:
    """Return the button that withdraws a concern, once the writer is sure."""
    sure = _sure(
        "Withdraw this?",
        "Its words are deleted, and whoever has it is told only that it was withdrawn.",
        yes="Withdraw",
        no="Keep it",
    )
    return press("Withdraw", ids.WITHDRAW_CONCERN, value, confirm=sure)


def _sorted_button(
    label: str, value: str, *, style: str | None = None
) -> ButtonElement:
    """Return the button with which the writer closes it, which nothing opens again."""
    sure = _sure(
        "Is it sorted?",
        "This closes it for good. If something comes up again, you can raise it again.",
        yes="Yes, close it",
        no="Not yet",
    )
    return press(label, ids.CONFIRM_SORTED, value, style=style, confirm=sure)


def _cannot_help_button(value: str) -> ButtonElement:
    """Return the button with which a reader may end their own turn at once."""
    sure = _sure(
        "You can't help with this?",
        "The one who wrote is told. It may go on to the next step at once, and then "
        "this can't be undone.",
        yes="I can't help",
        no="Go back",
    )
    return press("I can't help with this", ids.CANNOT_HELP, value, confirm=sure)


def _sure(title: str, text: str, *, yes: str, no: str) -> ConfirmObject:
    """Ask whether somebody means it, before what cannot be undone."""
    return ConfirmObject(
        title=PlainTextObject(text=title),
        text=MarkdownTextObject(text=text),
        confirm=PlainTextObject(text=yes),
        deny=PlainTextObject(text=no),
    )


_QUESTION_BUTTONS: dict[Asked, Callable[[ConcernCard, str], list[ButtonElement]]] = {
    Asked.SORTED: _answers_to_sorted,
    Asked.NO_ANSWER: _answers_to_silence,
    Asked.READER_AWAY: _answers_to_silence,
}
