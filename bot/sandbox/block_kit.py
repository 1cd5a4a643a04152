"""Slack's documented limits on blocks and views, checked before anything is shown."""

from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
_TEXT_LIMITS = {"button": 75, "option": 75, "title": 24}
_WORDS = {
    "section": (("text", 3000),),
    "header": (("text", 150),),
    "input": (("label", 2000), ("hint", 2000)),
}
_ROWS = {"context": 10, "actions": 25}
_BLOCKS = {
    "actions",
    "context",
    "divider",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
}
_CHOICES = {
    "checkboxes": 10,
    "multi_static_select": 100,
    "overflow": 5,
    "radio_buttons": 10,
    "static_select": 100,
}
_ELEMENTS = {
    *_CHOICES,
    "button",
    "datepicker",
    "email_text_input",
    "image",
    "multi_users_select",
    "number_input",
    "plain_text_input",
    "timepicker",
    "url_text_input",
    "users_select",
}


def faults_of_blocks(blocks: Any, *, at_most: int) -> list[str]:
    """Say what Slack would refuse in a list of blocks; empty for what it takes."""
    if not isinstance(blocks, list):
        return ["blocks must be a list"]
    faults = [] if len(blocks) <= at_most else [f"no more than {at_most} blocks"]
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        faults.append("a block_id is used twice")
    for number, block in enumerate(blocks):
        faults += [f"/blocks/{number}: {fault}" for fault in _of_block(block)]
    return faults


def faults_of_view(view: Any) -> list[str]:
    """Say what Slack would refuse in a view; empty for what it takes."""
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        return ["a view is a modal or a home tab"]
    faults = faults_of_blocks(view.get("blocks"), at_most=VIEW_BLOCKS)
    if len(view.get("private_metadata") or "") > 3000:  # noqa: PLR2004 - Slack's limit
        faults.append("private_metadata is over 3000 characters")
    if view["type"] == "home":
        return faults
    if not view.get("title"):
        faults.append("a modal needs a title")
    for part in ("title", "submit", "close"):
        faults += _over(view.get(part), _TEXT_LIMITS["title"], part)
    has_input = any(b.get("type") == "input" for b in view.get("blocks") or ())
    if has_input and not view.get("submit"):
        faults.append("a modal with inputs needs a submit button")
    return faults


def elements_of(block: Block) -> list[Block]:
    """Return the interactive elements of a block."""
    if block.get("type") == "input":
        return [block["element"]]
    if block.get("type") == "section":
        return [block["accessory"]] if block.get("accessory") else []
    return list(block.get("elements", ())) if block.get("type") == "actions" else []


def _of_block(block: Block) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _BLOCKS:
        yield f"unsupported block type {kind}"
        return
    if len(block.get("block_id") or "") > 255:  # noqa: PLR2004 - Slack's limit
        yield "block_id is over 255 characters"
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield "a section needs text or fields"
    if kind == "input" and not block.get("label"):
        yield "an input needs a label"
    for part, most in _WORDS.get(kind, ()):
        yield from _over(block.get(part), most, part)
    if kind in _ROWS and not 1 <= len(block.get("elements", ())) <= _ROWS[kind]:
        yield f"{kind} takes 1 to {_ROWS[kind]} elements"
    yield from _of_elements(block)


def _of_elements(block: Block) -> Iterator[str]:
    elements = elements_of(block)
    named = [e["action_id"] for e in elements if e.get("action_id")]
    if len(named) != len(set(named)):
        yield "an action_id is used twice in a block"
    for element in elements:
        kind = element.get("type")
        if kind not in _ELEMENTS:
            yield f"unsupported element type {kind}"
        if kind == "button":
            yield from _over(element.get("text"), _TEXT_LIMITS["button"], "button text")
            if len(element.get("value") or "") > 2000:  # noqa: PLR2004 - as above
                yield "a button's value is over 2000 characters"
        if kind in _CHOICES:
            yield from _of_options(element, _CHOICES[kind])


def _of_options(element: Block, most: int) -> Iterator[str]:
    options = element.get("options") or []
    if not 1 <= len(options) <= most:
        yield f"{element['type']} takes 1 to {most} options"
    for option in options:
        yield from _over(option.get("text"), _TEXT_LIMITS["option"], "option text")
        yield from _over(option.get("description"), 75, "option description")
        if len(option.get("value") or "") > 150:  # noqa: PLR2004 - as above
            yield "an option's value is over 150 characters"
    chosen = element.get("initial_options") or [element.get("initial_option")]
    if any(c is not None and c not in options for c in chosen):
        yield "an initial option is not one of the options"


def _over(text: Any, most: int, name: str) -> list[str]:
    if text is None:
        return []
    words = text.get("text") if isinstance(text, dict) else None
    if not words:
        return [f"{name} is empty"]
    return [f"{name} is over {most} characters"] if len(words) > most else []
