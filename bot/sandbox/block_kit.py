"""Slack's documented limits on blocks and views, checked before anything is shown."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.block_elements import (
    ID_MAX_CHARS,
    faults_of_element,
    faults_of_image,
    faults_of_text,
    too_long,
)

Block = dict[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
_VIEW_WORD_CHARS = 24
_VIEW_STRINGS = {
    "callback_id": ID_MAX_CHARS,
    "external_id": ID_MAX_CHARS,
    "private_metadata": 3000,
}
_MOST_FIELDS = 10
_MOST_IN_A_ROW = {"actions": 25, "context": 10}
_RICH_TEXT = {
    "rich_text_list",
    "rich_text_preformatted",
    "rich_text_quote",
    "rich_text_section",
}


def faults_of_blocks(blocks: Any, *, at_most: int) -> list[str]:
    """Say what Slack would refuse in a list of blocks; empty for what it takes."""
    if not isinstance(blocks, list) or not all(isinstance(b, dict) for b in blocks):
        return ["blocks must be a list of blocks"]
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
    for key, most in _VIEW_STRINGS.items():
        faults += too_long(view, key, most)
    blocks = [block for block in view.get("blocks") or () if isinstance(block, dict)]
    if sum(bool(e.get("focus_on_load")) for b in blocks for e in elements_of(b)) > 1:
        faults.append("focus_on_load is on two elements")
    return faults if view["type"] == "home" else [*faults, *_of_modal(view, blocks)]


def elements_of(block: Block) -> list[Block]:
    """Return the interactive elements of a block."""
    kind = block.get("type")
    if kind == "actions":
        return list(block.get("elements") or ())
    held = block.get({"input": "element", "section": "accessory"}.get(str(kind), ""))
    return [held] if held else []


def _of_modal(view: Block, blocks: list[Block]) -> Iterator[str]:
    for part in ("title", "submit", "close"):
        yield from faults_of_text(
            view.get(part), _VIEW_WORD_CHARS, part, needed=part == "title"
        )
    if any(block.get("type") == "input" for block in blocks) and not view.get("submit"):
        yield "a modal with inputs needs a submit button"


def _of_block(block: Block) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _CHECKS:
        yield f"unsupported block type {kind}"
        return
    yield from too_long(block, "block_id", ID_MAX_CHARS)
    yield from _CHECKS[kind](block)
    elements = elements_of(block)
    named = [e["action_id"] for e in elements if e.get("action_id")]
    if len(named) != len(set(named)):
        yield "an action_id is used twice in a block"
    for element in elements:
        yield from faults_of_element(element, within=kind)


def _of_section(block: Block) -> Iterator[str]:
    fields = block.get("fields")
    if not block.get("text") and not fields:
        yield "a section needs text or fields"
    yield from faults_of_text(block.get("text"), 3000, "text", mrkdwn=True)
    if fields is not None and not 1 <= len(fields) <= _MOST_FIELDS:
        yield f"a section takes 1 to {_MOST_FIELDS} fields"
    for field in fields or ():
        yield from faults_of_text(field, 2000, "a field", mrkdwn=True)


def _of_header(block: Block) -> Iterator[str]:
    yield from faults_of_text(block.get("text"), 150, "text", needed=True)


def _of_input(block: Block) -> Iterator[str]:
    yield from faults_of_text(block.get("label"), 2000, "label", needed=True)
    yield from faults_of_text(block.get("hint"), 2000, "hint")
    if not block.get("element"):
        yield "an input needs an element"


def _of_row(block: Block) -> Iterator[str]:
    kind, elements = block["type"], block.get("elements") or ()
    if not 1 <= len(elements) <= _MOST_IN_A_ROW[kind]:
        yield f"{kind} takes 1 to {_MOST_IN_A_ROW[kind]} elements"
    if kind == "actions":
        return
    for element in elements:
        if element.get("type") == "image":
            yield from faults_of_image(element)
        else:
            yield from faults_of_text(element, 3000, "text", mrkdwn=True)


def _of_image(block: Block) -> Iterator[str]:
    yield from faults_of_image(block)
    yield from faults_of_text(block.get("title"), 2000, "title")


def _of_rich_text(block: Block) -> Iterator[str]:
    if not block.get("elements"):
        yield "rich_text needs elements"
    for part in block.get("elements") or ():
        if part.get("type") not in _RICH_TEXT:
            yield f"unsupported rich text type {part.get('type')}"
        elif not isinstance(part.get("elements"), list):
            yield f"{part['type']} needs elements"
        elif part["type"] == "rich_text_list":
            yield from _of_list(part)


def _of_list(part: Block) -> Iterator[str]:
    if part.get("style") not in {"bullet", "ordered"}:
        yield "a rich text list is bullet or ordered"
    if any(item.get("type") != "rich_text_section" for item in part["elements"]):
        yield "a rich text list holds rich_text_section alone"


_CHECKS: dict[str, Callable[[Block], Iterator[str]]] = {
    "actions": _of_row,
    "context": _of_row,
    "divider": lambda _block: iter(()),
    "header": _of_header,
    "image": _of_image,
    "input": _of_input,
    "rich_text": _of_rich_text,
    "section": _of_section,
}
