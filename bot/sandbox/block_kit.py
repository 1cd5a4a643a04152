"""Slack's documented limits on blocks and views, checked before anything is shown."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union

import msgspec
from msgspec import Meta

Block = dict[str, Any]
Fields = Mapping[str, Any]  # types by their names; what ends with "?" may be left out

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
_PLAIN, _EITHER = Literal["plain_text"], Literal["plain_text", "mrkdwn"]
_STYLE = Literal["primary", "danger"]
_TIME = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def _string(most: int, least: int = 0) -> Any:
    return Annotated[str, Meta(min_length=least, max_length=most)]


def _number(least: int, most: int) -> Any:
    return Annotated[int, Meta(ge=least, le=most)]


def _list(of: Any, most: int | None = None, least: int = 1) -> Any:
    return Annotated[list[of], Meta(min_length=least, max_length=most)]


def _struct(name: str, fields: Fields, **how: Any) -> Any:
    """Return the type of what has these fields, and perhaps others that say nothing."""
    told = [
        (field[:-1], kind | None, None) if field.endswith("?") else (field, kind)
        for field, kind in fields.items()
    ]
    return msgspec.defstruct(name, told, kw_only=True, **how)


def _text(most: int, kinds: Any = _PLAIN) -> Any:
    return _struct("text", {"type": kinds, "text": _string(most, 1)})


def _options(most: int, kinds: Any = _PLAIN, **more: Any) -> Any:
    words = {"text": _text(75, kinds), "description?": _text(75, kinds)}
    fields = {**words, "value": _string(150, 1), **more}
    return _list(_struct("option", fields, forbid_unknown_fields=True), most)


_CHOICES, _CHOICE = _options(10, _EITHER), _options(1, _EITHER)
_MENU = {
    "options?": _options(100),
    "option_groups?": _list(
        _struct("group", {"label": _text(75), "options": _options(100)}), 100
    ),
}
_IMAGE = {
    "alt_text": _string(2000, 1),
    "image_url?": _string(3000),
    "slack_file?": dict[str, Any],
    "title?": _text(2000),  # of one that is a block
}
_CONFIRM = {
    "title": _text(100),
    "text": _text(300, _EITHER),
    "confirm": _text(30),
    "deny": _text(30),
    "style?": _STYLE,
}
_EVERY_ELEMENT = {
    "action_id?": _string(255),
    "placeholder?": _text(150),
    "confirm?": _struct("confirm", _CONFIRM),
    "focus_on_load?": bool,
}
_BUTTONS: Mapping[str, Fields] = {
    "button": {
        "text": _text(75),
        "value?": _string(2000),
        "url?": _string(3000),
        "accessibility_label?": _string(75),
        "style?": _STYLE,
    },
    "overflow": {"options": _options(5, **{"url?": _string(3000)})},
}
_PICKERS: Mapping[str, Fields] = {
    "static_select": _MENU,
    # An empty list of what is picked at first has to be left out: bolt-js issue 482.
    "multi_static_select": {**_MENU, "initial_options?": _list(Any)},
    "checkboxes": {"options": _CHOICES, "initial_options?": _list(Any)},
    "radio_buttons": {"options": _CHOICES},
    "datepicker": {"initial_date?": date},
    "timepicker": {"initial_time?": _TIME},
    "users_select": {},
    "multi_users_select": {},
}
_FIELDS: Mapping[str, Fields] = {
    "plain_text_input": {
        "min_length?": _number(0, 3000),
        "max_length?": _number(1, 3000),
        "initial_value?": _string(3000),
    },
    "email_text_input": {},
    "url_text_input": {},
    "number_input": {"is_decimal_allowed": bool},
    "file_input": {"max_files?": _number(1, 10)},
}


def _any_of(kinds: Mapping[str, Fields], every: Fields = MappingProxyType({})) -> Any:
    """Return the type of what is of one of these kinds, as its "type" says."""
    return Union[  # noqa: UP007 - made of a table
        tuple(
            _struct(name, {**every, **fields}, tag=name, tag_field="type")
            for name, fields in kinds.items()
        )
    ]


_RICH = {"elements": list[Any]}
_BLOCKS: Mapping[str, Fields] = {
    "section": {
        "text?": _text(3000, _EITHER),
        "fields?": _list(_text(2000, _EITHER), 10),
        "accessory?": _any_of(
            {**_BUTTONS, **_PICKERS, "image": _IMAGE}, _EVERY_ELEMENT
        ),
    },
    "header": {"text": _text(150)},
    "divider": {},
    "image": _IMAGE,
    "context": {
        "elements": _list(
            _any_of(
                {
                    "plain_text": {"text": _string(3000, 1)},
                    "mrkdwn": {"text": _string(3000, 1)},
                    "image": _IMAGE,
                }
            ),
            10,
        )
    },
    "actions": {
        "elements": _list(_any_of({**_BUTTONS, **_PICKERS}, _EVERY_ELEMENT), 25)
    },
    "input": {
        "label": _text(2000),
        "hint?": _text(2000),
        "element": _any_of({**_PICKERS, **_FIELDS}, _EVERY_ELEMENT),
    },
    "rich_text": {
        "elements": _list(
            _any_of(
                {
                    "rich_text_section": _RICH,
                    "rich_text_preformatted": _RICH,
                    "rich_text_quote": _RICH,
                    "rich_text_list": {
                        "style": Literal["bullet", "ordered"],
                        "elements": _list(
                            _any_of({"rich_text_section": _RICH}), least=0
                        ),
                    },
                }
            )
        )
    },
}
_A_BLOCK = _any_of(_BLOCKS, {"block_id?": _string(255)})
_EVERY_VIEW = {
    "blocks": _list(_A_BLOCK, VIEW_BLOCKS, least=0),
    "callback_id?": _string(255),
    "external_id?": _string(255),
    "private_metadata?": _string(3000),
}
_BLOCK_LIST = _list(_A_BLOCK, least=0)
_MODAL = {"title": _text(24), "submit?": _text(24), "close?": _text(24)}
_A_VIEW = _any_of({"modal": _MODAL, "home": {}}, _EVERY_VIEW)


def faults_of_blocks(blocks: Any, *, at_most: int) -> list[str]:
    """Say what Slack would refuse in a list of blocks; empty for what it takes."""
    if faults := _misfits(blocks, _BLOCK_LIST):
        return faults
    too_many = [f"no more than {at_most} blocks"] if len(blocks) > at_most else []
    return [*too_many, *_of_all(blocks)]


def faults_of_view(view: Any) -> list[str]:
    """Say what Slack would refuse in a view; empty for what it takes."""
    return _misfits(view, _A_VIEW) or [*_of_view(view), *_of_all(view["blocks"])]


def elements_of(block: Block) -> list[Block]:
    """Return the interactive elements of a block."""
    kind = block.get("type")
    if kind == "actions":
        return list(block.get("elements") or ())
    held = block.get({"input": "element", "section": "accessory"}.get(str(kind), ""))
    return [held] if held else []


def options_of(element: Block) -> list[Block]:
    """Return all options of an element, those of its groups among them."""
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options") or ()]


def _misfits(thing: Any, kind: Any) -> list[str]:
    try:
        msgspec.convert(thing, kind)
    except msgspec.ValidationError as fault:
        return [str(fault)]
    return []


def _of_view(view: Block) -> Iterator[str]:
    blocks = view["blocks"]
    if sum(bool(e.get("focus_on_load")) for b in blocks for e in elements_of(b)) > 1:
        yield "focus_on_load is on two elements"
    has_inputs = any(block["type"] == "input" for block in blocks)
    if view["type"] == "modal" and has_inputs and not view.get("submit"):
        yield "a modal with inputs needs a submit button"


def _of_all(blocks: list[Block]) -> Iterator[str]:
    """Say what is wrong between parts that are fine by themselves."""
    if _has_twice(block.get("block_id") for block in blocks):
        yield "a block_id is used twice"
    for block in blocks:
        elements = elements_of(block)
        if block["type"] == "section" and not (
            block.get("text") or block.get("fields")
        ):
            yield "a section needs text or fields"
        if _has_twice(element.get("action_id") for element in elements):
            yield "an action_id is used twice in a block"
        for part in (block, *elements, *(block.get("elements") or ())):
            yield from _of_part(part)


def _of_part(part: Block) -> Iterator[str]:
    kind = part["type"]
    if kind == "image" and not (part.get("image_url") or part.get("slack_file")):
        yield "an image needs image_url or slack_file"
    if kind in {"static_select", "multi_static_select"} and (
        bool(part.get("options")) == bool(part.get("option_groups"))
    ):
        yield f"{kind} takes options or option_groups"
    chosen = part.get("initial_options") or [part.get("initial_option")]
    if any(one is not None and one not in options_of(part) for one in chosen):
        yield "an initial option is not one of the options"
    if kind == "plain_text_input":
        most = part.get("max_length", 3000)
        if part.get("min_length", 0) > most:
            yield "min_length is over max_length"
        if len(part.get("initial_value") or "") > most:
            yield "initial_value is over max_length"


def _has_twice(names: Iterable[str | None]) -> bool:
    named = [name for name in names if name]
    return len(named) != len(set(named))
