"""What a form's fields hold, in the shape that Slack sends, and Slack's own checks."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.block_kit import elements_of, options_of

Json = dict[str, Any]

KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "file_input": ("files", "initial_files"),  # Slack knows no initial files
}
_LISTS = {"files", "selected_options", "selected_users"}


class BadValue(Exception):
    """A value that the form does not take; str() says which and why."""


def initial_state(view: Json, before: Json | None = None) -> Json:
    """Return `state.values` of a view as it opens, keeping what *before* holds."""
    kept = before or {}
    values: Json = {}
    for block in view["blocks"]:
        for element in elements_of(block):
            if element["type"] not in KEYS:
                continue
            key, initial = KEYS[element["type"]]
            start = element.get(initial)
            fresh = start if start is not None else ([] if key in _LISTS else None)
            held = kept.get(block["block_id"], {}).get(element["action_id"])
            values.setdefault(block["block_id"], {})[element["action_id"]] = held or {
                "type": element["type"],
                key: fresh,
            }
    return values


def put_values(view: Json, given: Json, files: Json) -> None:
    """Fill in fields, keyed "block_id.action_id"; *files* are those uploaded, by id.

    Raises BadValue for a field or an option that the view does not have.
    """
    known = {
        f"{block['block_id']}.{element['action_id']}": (block, element)
        for block in view["blocks"]
        for element in elements_of(block)
        if element["type"] in KEYS
    }
    for name, value in given.items():
        if name not in known:
            raise BadValue(f"The form has no field {name}; it has {sorted(known)}.")
        block, element = known[name]
        held = view["state"]["values"][block["block_id"]][element["action_id"]]
        if element["type"] == "file_input":
            held["files"] = _files(element, value or (), files)
        else:
            held[KEYS[element["type"]][0]] = value_of(element, value)


def value_of(element: Json, value: Any) -> Any:
    """Return a plain value in Slack's shape; raises BadValue."""
    key = KEYS[element["type"]][0]
    if key == "selected_option":
        return _option(element, value) if value else None
    if key == "selected_options":
        return [_option(element, one) for one in value or ()]
    if key == "value":
        return str(value) if value not in (None, "") else None
    return value or ([] if key in _LISTS else None)


def faults_of(view: Json) -> dict[str, str]:
    """Check required fields and lengths as Slack does before it asks the bot."""
    faults = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = view["state"]["values"][block["block_id"]][element["action_id"]]
        value = held[KEYS[element["type"]][0]]
        if value in (None, "", []):
            if not block.get("optional"):
                faults[block["block_id"]] = "Please complete this required field."
            continue
        fault = _length_fault(element, value)
        if fault:
            faults[block["block_id"]] = fault
    return faults


def _length_fault(element: Json, value: Any) -> str | None:
    if element["type"] == "number_input":
        try:
            float(value)
        except ValueError:
            return "Please enter a number."
        return None
    if "max_length" in element and len(value) > element["max_length"]:
        return f"Must be at most {element['max_length']} characters."
    if "min_length" in element and len(value) < element["min_length"]:
        return f"Must be at least {element['min_length']} characters."
    return None


def _files(element: Json, chosen: Sequence[str], files: Json) -> list[Json]:
    """Return the uploaded files in Slack's shape; raises BadValue."""
    unknown = [file_id for file_id in chosen if file_id not in files]
    if unknown:
        raise BadValue(f"No file {unknown[0]} was uploaded.")
    found = [dict(files[file_id]) for file_id in chosen]
    if len(found) > element.get("max_files", 10):
        raise BadValue(f"No more than {element['max_files']} files fit here.")
    kinds = element.get("filetypes")
    for file in found:
        if kinds and file["filetype"] not in kinds:
            raise BadValue(f"{file['name']} is none of the kinds {kinds}.")
    return found


def _option(element: Json, value: Any) -> Json:
    for option in options_of(element):
        if option.get("value") == value:
            return dict(option)
    offered = [option.get("value") for option in options_of(element)]
    raise BadValue(f"{value!r} is not offered; the choices are {offered}.")
