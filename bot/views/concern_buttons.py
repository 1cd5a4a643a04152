"""What can be pressed on a concern, by its writer and by its reader."""

from collections.abc import Callable

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ConfirmObject,
    MarkdownTextObject,
    PlainTextObject,
)

from bot.domain.concerns import Asked, Stage, Topic
from bot.domain.results.concerns import ConcernCard
from bot.domain.words import said_day
from bot.views import ids
from bot.views.message import button, buttons


def writer_buttons(card: ConcernCard) -> Block | None:
    """Return what a writer can do with a concern as it stands."""
    concern = card.concern
    if concern.stage is Stage.WITHDRAWN:
        return None
    value = ids.of_concern(concern.id, concern.turn)
    row = [press("See it all", ids.READ_CONCERN, value)]
    if concern.is_open:
        if concern.reader is not None and concern.topic is not Topic.ECT_PROGRESS:
            row.append(press("Add something", ids.ADD_TO_CONCERN, value))
        row.append(press("Take it further", ids.TAKE_FURTHER, value))
        row.append(press("It's sorted", ids.CONFIRM_SORTED, value))
        row.append(withdraw_button(value))
    return buttons(row, block_id=f"concern-{concern.id}")


def reader_buttons(card: ConcernCard) -> Block | None:
    """Return what a reader can do with a concern as it stands."""
    concern = card.concern
    if concern.asked in {Asked.SORTED, Asked.CANNOT_HELP}:
        return None
    value = ids.of_concern(concern.id, concern.turn)
    talk = concern.topic is Topic.ECT_PROGRESS
    row = []
    if not talk:
        row.append(press("Read it", ids.READ_CONCERN, value, style="primary"))
    if concern.taken_at is None:
        row.append(press("I'm on it", ids.TAKE_CONCERN, value))
    if not talk:
        row.append(press("Add a note", ids.NOTE_CONCERN, value))
    done = "We have talked" if talk else "It's sorted"
    row.append(press(done, ids.SAY_SORTED, value))
    row.append(press("I can't help with this", ids.CANNOT_HELP, value))
    return buttons(row, block_id=f"concern-{concern.id}")


def _answers_to_sorted(_card: ConcernCard, value: str) -> list[ButtonElement]:
    return [
        press("Yes, it's sorted", ids.CONFIRM_SORTED, value, style="primary"),
        press("No, not sorted", ids.TAKE_FURTHER, value),
        press("Read it all", ids.READ_CONCERN, value),
    ]


def _answers_to_silence(card: ConcernCard, value: str) -> list[ButtonElement]:
    wait = f"Give more time, until {said_day(card.leave_until)}"
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
        press("It's sorted", ids.CONFIRM_SORTED, value),
        withdraw_button(value),
    ]


def press(
    label: str, action_id: str, value: str, *, style: str | None = None
) -> ButtonElement:
    """Return a button of a concern."""
    return button(label, action_id=action_id, value=value, style=style)


def withdraw_button(value: str) -> ButtonElement:
    """Return the button that withdraws a concern, once the writer is sure."""
    return button(
        "Withdraw",
        action_id=ids.WITHDRAW_CONCERN,
        value=value,
        confirm=ConfirmObject(
            title=PlainTextObject(text="Withdraw this?"),
            text=MarkdownTextObject(
                text="Its words are deleted, and whoever has it is told only that it "
                "was withdrawn."
            ),
            confirm=PlainTextObject(text="Withdraw"),
            deny=PlainTextObject(text="Keep it"),
        ),
    )


_QUESTION_BUTTONS: dict[Asked, Callable[[ConcernCard, str], list[ButtonElement]]] = {
    Asked.SORTED: _answers_to_sorted,
    Asked.NO_ANSWER: _answers_to_silence,
    Asked.READER_AWAY: _answers_to_silence,
}
