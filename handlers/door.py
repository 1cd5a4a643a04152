"""What a form must hold before anything reads it: each field that has to be filled in.

Slack asks for these itself, before it sends a form off, and lets nobody pick what a
field does not offer; whatever arrives all the same is answered at the field, so that no
reader of a form meets one that is empty, or a day that there is not.
"""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from handlers.calls import Body, Errors

_ANY_DAY, _ANY_TIME = "2026-01-01", "00:00"
_PICK_ONE = "Please pick one."
_ASKED_FOR = {
    "plain_text_input": "Please fill this in.",
    "number_input": "Please fill this in with a number.",
    "datepicker": "Please pick a date.",
    "timepicker": "Please pick a time.",
    "users_select": "Please pick a person.",
    "checkboxes": "Please tick at least one.",
    "multi_static_select": "Please pick at least one.",
    "file_input": "Please choose a file.",
}


def left_empty(view: Body) -> Errors:
    """Return what to say at each field that has to be filled in and is not."""
    values = view.get("state", {}).get("values", {})
    return {
        block["block_id"]: _ASKED_FOR.get(block["element"]["type"], _PICK_ONE)
        for block in _inputs(view)
        if not block.get("optional") and not _is_filled(values, block)
    }


def not_offered(view: Body) -> Errors:
    """Return what to say at each field that holds what it does not offer: a forgery."""
    values = view.get("state", {}).get("values", {})
    return {
        block["block_id"]: _ASKED_FOR.get(block["element"]["type"], _PICK_ONE)
        for block in _inputs(view)
        if not _is_offered(block["element"], _held(values, block))
    }


def at_fields(view: Body, errors: Errors) -> bool:
    """Whether a form has all these fields: Slack takes errors of no others."""
    return errors.keys() <= {block["block_id"] for block in _inputs(view)}


def _inputs(view: Body) -> Iterator[Body]:
    return (one for one in view.get("blocks", ()) if one["type"] == "input")


def _held(values: dict[str, dict[str, Any]], block: Body) -> dict[str, Any]:
    return values.get(block["block_id"], {}).get(block["element"]["action_id"]) or {}


def _is_filled(values: dict[str, dict[str, Any]], block: Body) -> bool:
    held = _held(values, block)
    given = [value for key, value in held.items() if key != "type"]
    return any(one.strip() if isinstance(one, str) else one for one in given)


def _is_offered(element: Body, held: dict[str, Any]) -> bool:
    groups = element.get("option_groups") or [element]
    offered = {one["value"] for group in groups for one in group.get("options") or ()}
    picked = [held.get("selected_option"), *(held.get("selected_options") or ())]
    try:
        date.fromisoformat(held.get("selected_date") or _ANY_DAY)
        time.fromisoformat(held.get("selected_time") or _ANY_TIME)
        return not offered or {one["value"] for one in picked if one} <= offered
    except (TypeError, ValueError, KeyError):
        return False
