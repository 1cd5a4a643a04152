"""Slack's documented limits on what a block holds: buttons, menus, fields, options."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

Element = dict[str, Any]

ID_MAX_CHARS = 255
TEXT_INPUT_MAX_CHARS = 3000
_MOST_OPTIONS = {
    "checkboxes": 10,
    "multi_static_select": 100,
    "overflow": 5,
    "radio_buttons": 10,
    "static_select": 100,
}
_MOST_FILES = 10
_MOST_GROUPS = 100
_GROUPED = {"multi_static_select", "static_select"}
_MRKDWN_OPTIONS = {"checkboxes", "radio_buttons"}
_TYPED = {"email_text_input", "number_input", "plain_text_input", "url_text_input"}
_ELEMENTS = {
    *_MOST_OPTIONS,
    *_TYPED,
    "button",
    "datepicker",
    "file_input",
    "image",
    "multi_users_select",
    "timepicker",
    "users_select",
}
_NOT_WITHIN = {
    "actions": {*_TYPED, "file_input", "image"},
    "input": {"button", "image", "overflow"},
    "section": {*_TYPED, "file_input"},
}
_CONFIRM = (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30))
_STYLES = {None, "primary", "danger"}


def faults_of_element(element: Element, *, within: str) -> Iterator[str]:
    """Say what Slack would refuse in an element of a block of the type *within*."""
    kind = element.get("type")
    if kind not in _ELEMENTS or kind in _NOT_WITHIN.get(within, ()):
        yield f"unsupported element type {kind}"
        return
    yield from too_long(element, "action_id", ID_MAX_CHARS)
    yield from faults_of_text(element.get("placeholder"), 150, "placeholder")
    yield from _of_confirm(element.get("confirm"))
    if kind in _MOST_OPTIONS:
        yield from _of_options(element, _MOST_OPTIONS[kind])
    if kind in _CHECKS:
        yield from _CHECKS[kind](element)


def faults_of_image(image: Element) -> Iterator[str]:
    """Say what Slack would refuse in an image, as a block or within one."""
    if not image.get("image_url") and not image.get("slack_file"):
        yield "an image needs image_url or slack_file"
    if not image.get("alt_text"):
        yield "an image needs alt_text"
    yield from too_long(image, "image_url", 3000)
    yield from too_long(image, "alt_text", 2000)


def faults_of_text(
    text: Any, most: int, name: str, *, mrkdwn: bool = False, needed: bool = False
) -> Iterator[str]:
    """Say what is wrong with a text object of up to *most* characters."""
    kinds = ["plain_text", *(["mrkdwn"] if mrkdwn else [])]
    if text is None:
        if needed:
            yield f"{name} is missing"
    elif not isinstance(text, dict) or text.get("type") not in kinds:
        yield f"{name} is not {' or '.join(kinds)}"
    elif not text.get("text"):
        yield f"{name} is empty"
    elif len(text["text"]) > most:
        yield f"{name} is over {most} characters"


def too_long(thing: Element, key: str, most: int) -> Iterator[str]:
    """Say whether a string is over *most* characters."""
    if len(thing.get(key) or "") > most:
        yield f"{key} is over {most} characters"


def options_of(element: Element) -> list[Element]:
    """Return all options of an element, those of its groups among them."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options") or ()]


def _of_button(button: Element) -> Iterator[str]:
    yield from faults_of_text(button.get("text"), 75, "button text", needed=True)
    yield from too_long(button, "value", 2000)
    yield from too_long(button, "url", 3000)
    yield from too_long(button, "accessibility_label", 75)
    if button.get("style") not in _STYLES:
        yield f"a button's style is primary or danger, not {button['style']}"


def _of_plain_text_input(field: Element) -> Iterator[str]:
    least = field.get("min_length", 0)
    most = field.get("max_length", TEXT_INPUT_MAX_CHARS)
    if not 0 <= least <= TEXT_INPUT_MAX_CHARS:
        yield f"min_length is from 0 to {TEXT_INPUT_MAX_CHARS}"
    if not 1 <= most <= TEXT_INPUT_MAX_CHARS:
        yield f"max_length is from 1 to {TEXT_INPUT_MAX_CHARS}"
    if least > most:
        yield "min_length is over max_length"
    yield from too_long(field, "initial_value", most)


def _of_number_input(field: Element) -> Iterator[str]:
    if "is_decimal_allowed" not in field:
        yield "a number_input needs is_decimal_allowed"


def _of_datepicker(picker: Element) -> Iterator[str]:
    try:
        date.fromisoformat(picker.get("initial_date", "2000-01-01"))
    except ValueError:
        yield "initial_date is not like 2026-11-11"


def _of_file_input(field: Element) -> Iterator[str]:
    if not 1 <= field.get("max_files", 10) <= _MOST_FILES:
        yield f"max_files is from 1 to {_MOST_FILES}"


def _of_timepicker(picker: Element) -> Iterator[str]:
    try:
        time.fromisoformat(picker.get("initial_time", "00:00"))
    except ValueError:
        yield "initial_time is not like 14:30"


def _of_confirm(confirm: Any) -> Iterator[str]:
    if confirm is None:
        return
    for part, most in _CONFIRM:
        yield from faults_of_text(
            confirm.get(part),
            most,
            f"the confirm dialog's {part}",
            mrkdwn=part == "text",
            needed=True,
        )
    if confirm.get("style") not in _STYLES:
        yield f"a confirm dialog's style is primary or danger, not {confirm['style']}"


def _of_options(element: Element, most: int) -> Iterator[str]:
    kind, groups = element["type"], element.get("option_groups")
    if groups is not None:
        if kind not in _GROUPED or "options" in element:
            yield f"{kind} takes options, or a menu option_groups, not both"
        if not 1 <= len(groups) <= _MOST_GROUPS:
            yield f"{kind} takes 1 to {_MOST_GROUPS} option groups"
        for group in groups:
            yield from faults_of_text(
                group.get("label"), 75, "a group's label", needed=True
            )
    for holder in [element] if groups is None else groups:
        if not 1 <= len(holder.get("options") or ()) <= most:
            yield f"{kind} takes 1 to {most} options"
    for option in options_of(element):
        yield from _of_option(option, kind)
    yield from _of_initial_options(element)


def _of_option(option: Element, kind: str) -> Iterator[str]:
    mrkdwn = kind in _MRKDWN_OPTIONS
    yield from faults_of_text(
        option.get("text"), 75, "option text", mrkdwn=mrkdwn, needed=True
    )
    yield from faults_of_text(
        option.get("description"), 75, "option description", mrkdwn=mrkdwn
    )
    if not option.get("value"):
        yield "an option needs a value"
    if len(option.get("value") or "") > 150:  # noqa: PLR2004 - Slack's limit
        yield "an option's value is over 150 characters"
    if option.get("url") and kind != "overflow":
        yield "only the options of an overflow menu have a url"
    yield from too_long(option, "url", 3000)


def _of_initial_options(element: Element) -> Iterator[str]:
    if element.get("initial_options") == []:
        yield "initial_options is empty: leave it out"  # bolt-js issue 482
    chosen = element.get("initial_options") or [element.get("initial_option")]
    if any(c is not None and c not in options_of(element) for c in chosen):
        yield "an initial option is not one of the options"


_CHECKS: dict[str, Callable[[Element], Iterator[str]]] = {
    "button": _of_button,
    "datepicker": _of_datepicker,
    "file_input": _of_file_input,
    "image": faults_of_image,
    "number_input": _of_number_input,
    "plain_text_input": _of_plain_text_input,
    "timepicker": _of_timepicker,
}
