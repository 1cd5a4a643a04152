"""Forms: the modal around them, and one way to ask for each kind of thing.

A field's block id names it, so that a refusal finds its field.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack

from slack_sdk.models.blocks import (
    ActionsBlock,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.views.kernel import ids
from bot.views.kernel.message import OPTION_MAX_CHARS, Message, Piece, blocks_of
from bot.views.kernel.text import shorten

VALUE = "value"  # the one action id of every plain input: the block id names the field
FILE = "file"  # the one field of a form that takes a file
_LABEL_MAX_CHARS = 2000
_MOST_OPTIONS = 100  # in a menu or in a group of one, of which there can be as many


class Extras(TypedDict, total=False):
    """What a field can say besides its label."""

    hint: str
    optional: bool
    at_once: str  # the action id by which a change is told before the form is sent


def modal_form(
    callback_id: str | None,
    title: str,
    pieces: Iterable[Piece],
    *,
    submit: str | None,
    close: str = "Cancel",
    memory: str = "",
) -> View:
    """Return a form; *memory* is what it remembers between Slack's calls."""
    return View(
        type="modal",
        callback_id=callback_id,
        title=title,
        submit=submit,
        close=close,
        private_metadata=memory or None,
        blocks=blocks_of(pieces),
    )


def modal_page(title: str, pieces: Iterable[Piece], *, close: str = "Close") -> View:
    """Return a modal in which nothing is filled in."""
    return View(type="modal", title=title, close=close, blocks=blocks_of(pieces))


def told(title: str, message: Message, *, clear_on_close: bool = False) -> View:
    """Draw a message as a modal that can only be closed, alone or with all below it.

    Of its buttons those for what cannot wait stay.
    """
    kept = [
        block
        for block in message.blocks
        if not isinstance(block, ActionsBlock) or block.block_id == ids.HELP_BLOCK
    ]
    return View(
        type="modal",
        callback_id=ids.TOLD,
        title=title,
        close="Done",
        blocks=kept,
        clear_on_close=clear_on_close or None,
    )


def date_field(
    block_id: str, label: str, now: date | None = None, **about: Unpack[Extras]
) -> InputBlock:
    """Ask for a day."""
    element = DatePickerElement(initial_date=f"{now:%Y-%m-%d}" if now else None)
    return _field(block_id, label, element, about)


def time_field(
    block_id: str,
    label: str,
    now: time | datetime | None = None,
    **about: Unpack[Extras],
) -> InputBlock:
    """Ask for a time of day."""
    element = TimePickerElement(initial_time=f"{now:%H:%M}" if now else None)
    return _field(block_id, label, element, about)


def number_field(
    block_id: str,
    label: str,
    now: float | None = None,
    *,
    span: tuple[int | None, int | None] = (None, None),
    decimals: bool = False,
    **about: Unpack[Extras],
) -> InputBlock:
    """Ask for a number, within a *span* of the least and the most."""
    least, most = (None if end is None else str(end) for end in span)
    element = NumberInputElement(
        is_decimal_allowed=decimals,
        min_value=least,
        max_value=most,
        initial_value=None if now is None else f"{now:g}",
    )
    return _field(block_id, label, element, about)


def text_field(
    block_id: str,
    label: str,
    now: str = "",
    *,
    most: int | None = None,
    lines: bool = False,
    example: str | None = None,
    **about: Unpack[Extras],
) -> InputBlock:
    """Ask for a line of text, or for several *lines*, of so many characters at most."""
    element = PlainTextInputElement(
        multiline=lines or None,
        max_length=most,
        placeholder=example,
        initial_value=now or None,
    )
    return _field(block_id, label, element, about)


def person_field(
    block_id: str, label: str, now: str | None = None, **about: Unpack[Extras]
) -> InputBlock:
    """Ask for somebody of the workspace."""
    return _field(block_id, label, UserSelectElement(initial_user=now), about)


def file_field(
    block_id: str, label: str, kinds: Sequence[str], **about: Unpack[Extras]
) -> InputBlock:
    """Ask for one file, of one of some kinds."""
    element = FileInputElement(filetypes=list(kinds), max_files=1)
    return _field(block_id, label, element, about)


def radio_field(
    block_id: str,
    label: str,
    options: Sequence[Option],
    picked: str | None = None,
    **about: Unpack[Extras],
) -> InputBlock:
    """Ask for one of a few things, all of which are shown."""
    element = RadioButtonsElement(
        options=options, initial_option=_of_value(options, picked)
    )
    return _field(block_id, label, element, about)


def menu_field(
    block_id: str,
    label: str,
    options: Sequence[Option | OptionGroup],
    picked: str | None = None,
    *,
    placeholder: str | None = None,
    **about: Unpack[Extras],
) -> InputBlock:
    """Ask for one of however many things."""
    element = menu(options, placeholder=placeholder, picked=picked)
    return _field(block_id, label, element, about)


def several_field(
    block_id: str,
    label: str,
    options: Sequence[Option],
    picked: Collection[str] = (),
    *,
    placeholder: str,
    **about: Unpack[Extras],
) -> InputBlock:
    """Ask for any number of however many things."""
    few = len(options) <= _MOST_OPTIONS
    held = [one for one in options if one.value in picked]
    element = StaticMultiSelectElement(
        placeholder=placeholder,
        options=options if few else None,
        option_groups=None if few else grouped(options),
        initial_options=held or None,
    )
    return _field(block_id, label, element, about)


def tick_field(
    block_id: str,
    label: str,
    options: Sequence[Option],
    ticked: Collection[str] = (),
    **about: Unpack[Extras],
) -> InputBlock:
    """Ask which of a few things hold."""
    held = [one for one in options if one.value in ticked]
    element = CheckboxesElement(options=options, initial_options=held or None)
    return _field(block_id, label, element, about)


def _field(
    block_id: str, label: str, element: InputInteractiveElement, about: Extras
) -> InputBlock:
    at_once = about.get("at_once")
    element.action_id = at_once or VALUE
    return InputBlock(
        block_id=block_id,
        label=shorten(label, to=_LABEL_MAX_CHARS),
        element=element,
        hint=about.get("hint") or None,
        optional=about.get("optional") or None,
        dispatch_action=bool(at_once) or None,
    )


def option(value: str, said: str, description: str | None = None) -> Option:
    """Return one thing to pick, as much of it as Slack shows."""
    text = shorten(said, to=OPTION_MAX_CHARS)
    return Option(value=str(value), text=text, description=description)


def options_of(words: Mapping[Any, str] | Iterable[tuple[str, str]]) -> list[Option]:
    """Return what to pick from: values, and what is said of each."""
    pairs = words.items() if isinstance(words, Mapping) else words
    return [option(value, said) for value, said in pairs]


def word_options(words: Sequence[str]) -> list[Option]:
    """Return what to pick from, where each is its own value."""
    return options_of((word, word) for word in words)


def menu(
    options: Sequence[Option | OptionGroup],
    *,
    action_id: str = VALUE,
    placeholder: str | None = None,
    picked: str | None = None,
) -> StaticSelectElement:
    """Return a menu of however many options, with the one of value *picked* in it."""
    single = [one for one in options if isinstance(one, Option)]
    groups = [one for one in options if isinstance(one, OptionGroup)]
    every = [*single, *(one for group in groups for one in group.options or ())]
    if len(single) > _MOST_OPTIONS:
        single, groups = [], grouped(single)
    return StaticSelectElement(
        action_id=action_id,
        placeholder=placeholder,
        options=single or None,
        option_groups=groups or None,
        initial_option=_of_value(every, picked),
    )


def _of_value(options: Iterable[Option], picked: str | None) -> Option | None:
    return next((one for one in options if one.value == picked), None)


def grouped(options: Sequence[Option]) -> list[OptionGroup]:
    """Return options in groups, as many to each as Slack takes."""
    return [
        OptionGroup(
            label=f"{first + 1} to {min(first + _MOST_OPTIONS, len(options))}",
            options=options[first : first + _MOST_OPTIONS],
        )
        for first in range(0, len(options), _MOST_OPTIONS)
    ]
