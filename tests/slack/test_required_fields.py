"""Every field that has to be filled in is asked for at the door, whichever form it is.

Slack does not send a form off whose required fields are empty; what arrives so all the
same is answered at the field, changes nothing, and leaves what was typed where it is.
"""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.school.set_up import Step
from bot.ports.kinds import ALL_KINDS, HEARTBEATS
from bot.sandbox.example_school import TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    BEN,
    CARLA,
    DEE,
    SAM,
    TOM,
    close_all,
    press,
    raise_it,
    reviewed,
)
from tests.journeys.conftest import Control
from tests.journeys.people.test_people import both_in_one, click, open_entry
from tests.journeys.planning.test_planning import a_series, press_on, the_form, upcoming
from tests.slack.forms import Form, send_form

_HANDLERS = Path(__file__).parents[2] / "handlers"
_OPTIONS = {"static_select", "radio_buttons", "external_select"}
_SEVERAL = {"checkboxes", "multi_static_select"}
_GIVEN = {
    "plain_text_input": ("value", "5"),
    "number_input": ("value", "5"),
    "datepicker": ("selected_date", "2026-11-11"),
    "timepicker": ("selected_time", "10:00"),
    "users_select": ("selected_user", TOM),
    "file_input": ("files", [{"id": "F1"}]),
}


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Control]:
    path = tmp_path_factory.mktemp("data") / "practice.db"
    with Rehearsal(path, quiet_ms=5) as opened:
        yield Control(opened)


def _opened(control: Control) -> Iterator[tuple[str, Form]]:
    """Open every form of the bot; yield who sees it, and the form."""

    def seen(person: str) -> tuple[str, Form]:
        view = dict(control.get("view", person))
        return person, view

    def typed(person: str, text: str) -> tuple[str, Form]:
        close_all(control, person)
        control.command(person, text)
        return seen(person)

    for text in ("log", "dropin", "training", "nudges"):
        yield typed(DEE, text)
    typed(DEE, "training")
    click(control, DEE, ids.OPEN_ENTITLEMENT)
    yield seen(DEE)
    yield typed(CARLA, "report")
    close_all(control, DEE)
    control.command(DEE, "calendar")
    press(control, DEE, ids.OPEN_TIMETABLE)
    yield seen(DEE)
    yield from _of_plans(control, seen)
    yield from _of_concerns(control, seen)
    yield from _of_people(control, seen)
    yield from _of_the_set_up(control, seen)


def _of_plans(control: Control, seen: Any) -> Iterator[tuple[str, Form]]:
    close_all(control, DEE)
    the_form(control, DEE)
    yield seen(DEE)
    a_series(control)
    close_all(control, DEE)
    for action_id in (ids.SESSION_MOVED, ids.SESSION_MISSED):
        press_on(control, DEE, upcoming(control, DEE), action_id, 0)
        yield seen(DEE)
        close_all(control, DEE)
    press_on(control, BEN, upcoming(control, BEN), ids.SESSION_MISSED, 0)
    yield seen(BEN)
    close_all(control, BEN)
    control.command(BEN, "plan @priya wed 18 nov 10:00 45m")
    press_on(control, BEN, upcoming(control, BEN), ids.SWAP_SESSION, 0)
    yield seen(BEN)
    control.command(DEE, "log monday 10:00 50m")
    press(control, TOM, ids.DISPUTE_SESSION)
    yield seen(TOM)


def _of_concerns(control: Control, seen: Any) -> Iterator[tuple[str, Form]]:
    close_all(control, TOM)
    control.command(TOM, "concern")
    yield seen(TOM)
    close_all(control, TOM)
    reviewed(control, TOM, "Something is not right")
    yield seen(TOM)
    close_all(control, TOM)
    raise_it(control, TOM, "Something else is not right", reader=DEE)
    close_all(control, DEE)
    for person, action_id in (
        (DEE, ids.NOTE_CONCERN),
        (TOM, ids.ADD_TO_CONCERN),
        (TOM, ids.TAKE_FURTHER),
    ):
        press(control, person, action_id)
        yield seen(person)
        close_all(control, person)


def _of_people(control: Control, seen: Any) -> Iterator[tuple[str, Form]]:
    for somebody in (TOM, DEE, "U0NINA"):
        view = open_entry(control, SAM, somebody)
        if view["callback_id"] == ids.PEOPLE_FORM:
            yield seen(SAM)  # a newcomer's opens at once
            continue
        for value in _changes_in(view):
            open_entry(control, SAM, somebody)
            click(control, SAM, ids.WHAT_CHANGED, value=value)
            yield seen(SAM)
    close_all(control, SAM)
    both_in_one(control)
    yield seen(SAM)
    close_all(control, SAM)
    control.command(SAM, "people")
    click(control, SAM, ids.UPLOAD_PEOPLE)
    yield seen(SAM)


def _changes_in(view: Form) -> list[str]:
    """Return what can be picked of "What changed?" on somebody's page."""
    elements = (block.get("accessory", {}) for block in view["blocks"])
    (menu,) = (one for one in elements if one.get("action_id") == ids.WHAT_CHANGED)
    return [option["value"] for option in menu["options"]]


def _of_the_set_up(control: Control, seen: Any) -> Iterator[tuple[str, Form]]:
    for step in Step:
        close_all(control, SAM)
        control.command(SAM, "setup")
        click(control, SAM, f"{ids.SET_UP_STEP}.{step.value}")
        yield seen(SAM)
        if step is Step.DAY:
            click(control, SAM, ids.SET_UP_TWO_WEEKS)
            yield seen(SAM)
        if step is Step.TERMS:
            click(control, SAM, ids.SET_UP_IN_FIELDS)
            yield seen(SAM)


def _required(view: Form) -> list[Form]:
    inputs = (block for block in view["blocks"] if block["type"] == "input")
    return [block for block in inputs if not block.get("optional")]


def _filled_in(view: Form) -> Form:
    """Return the form with something in every field that has to be filled in."""
    filled = copy.deepcopy(view)
    for block in _required(filled):
        element = block["element"]
        held = filled["state"]["values"][block["block_id"]][element["action_id"]]
        if element["type"] in _OPTIONS:
            groups = element.get("option_groups") or [element]
            held["selected_option"] = groups[0]["options"][0]
        elif element["type"] in _SEVERAL:
            held["selected_options"] = element["options"][:1]
        else:
            key, value = _GIVEN[element["type"]]
            held[key] = held.get(key) or value
    return filled


def _without(view: Form, block: Form, *, gone: bool) -> Form:
    """Return the form with one field empty, or *gone* from what is sent."""
    left = copy.deepcopy(view)
    values = left["state"]["values"]
    if gone:
        del values[block["block_id"]]
    else:
        held = values[block["block_id"]][block["element"]["action_id"]]
        for key in held.keys() - {"type"}:
            held[key] = [] if isinstance(held[key], list) else None
    return left


def _kept(control: Control) -> list[list[Any]]:
    with control.rehearsal.store.reading(TEAM) as records:
        return [list(records.every(k)) for k in ALL_KINDS if k is not HEARTBEATS]


def _forms_in_handlers() -> set[str]:
    """Return the callback ids of all forms that the handlers listen to."""
    names = {
        name
        for file in _HANDLERS.rglob("*.py")
        for name in re.findall(
            r"listening\.submission\(\s*ids\.(\w+)", file.read_text()
        )
    }
    return {str(getattr(ids, name)) for name in names}


def test_every_field_that_has_to_be_filled_in_is_asked_for_at_the_field(
    control: Control,
) -> None:
    met = set[str]()
    app = control.rehearsal.bot.app
    for person, view in list(_opened(control)):
        met.add(view["callback_id"])
        filled, before = _filled_in(view), _kept(control)
        for block in _required(view):
            for gone in (False, True):
                sent = _without(filled, block, gone=gone)
                told = send_form(app, sent, user=person)
                about = (view["callback_id"], block["block_id"], told)
                assert told.get("response_action") == "errors", about
                assert told["errors"].keys() == {block["block_id"]}, about
        assert _kept(control) == before, view["callback_id"]
    without_fields = {ids.TIMETABLE_CHECK, ids.TERMS_CHECK, ids.PEOPLE_CHECKED}
    assert met >= _forms_in_handlers() - without_fields - {ids.COPY_FORM}


_FORGED = {
    "datepicker": {"selected_date": "31 February"},
    "timepicker": {"selected_time": "25:61"},
    **{kind: {"selected_option": {"value": "../../x"}} for kind in _OPTIONS},
    **{kind: {"selected_options": [{"value": "../../x"}]} for kind in _SEVERAL},
}


def test_what_a_field_does_not_offer_is_refused_at_the_field(control: Control) -> None:
    app = control.rehearsal.bot.app
    for person, view in list(_opened(control)):
        filled, before = _filled_in(view), _kept(control)
        inputs = [block for block in view["blocks"] if block["type"] == "input"]
        for block in inputs:
            element = block["element"]
            if element["type"] not in _FORGED:
                continue
            sent = copy.deepcopy(filled)
            held = sent["state"]["values"][block["block_id"]]
            held[element["action_id"]] = _FORGED[element["type"]]
            told = send_form(app, sent, user=person)
            about = (view["callback_id"], block["block_id"], told)
            assert told.get("response_action") == "errors", about
            assert block["block_id"] in told["errors"], about
        assert _kept(control) == before, view["callback_id"]
