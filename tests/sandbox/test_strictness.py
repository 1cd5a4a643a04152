"""The practice workspace is as strict as Slack: what it takes, Slack would take."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.sandbox.block_kit import faults_of_blocks, faults_of_view
from bot.sandbox.clock import STEP, MovableClock, RealTokenPresent
from bot.sandbox.web_api import WebApi
from bot.sandbox.workspace import Workspace
from tests.sandbox.practice import Json, Practice, button, plain, post, section

START = datetime(2026, 11, 11, 10, 40, tzinfo=UTC)


def test_it_listens_on_loopback_alone(workspace: Workspace) -> None:
    assert workspace.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("method", "body", "error"),
    [
        ("chat.postMessage", {"channel": "D9", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "U1"}, "no_text"),
        ("chat.postMessage", {"channel": "U1", "text": "x" * 40_001}, "msg_too_long"),
        (
            "chat.postMessage",
            {"channel": "U1", "blocks": [section("x" * 3001)]},
            "invalid_blocks",
        ),
        (
            "chat.update",
            {"channel": "D1", "ts": "1.1", "text": "x"},
            "message_not_found",
        ),
        ("users.info", {"user": "U9"}, "user_not_found"),
        (
            "views.open",
            {"trigger_id": "1", "view": {"type": "home", "blocks": []}},
            "invalid_trigger_id",
        ),
        (
            "views.publish",
            {
                "user_id": "U1",
                "view": {"type": "modal", "title": plain("x"), "blocks": []},
            },
            "invalid_arguments",
        ),
        ("files.list", {}, "unknown_method"),
    ],
)
def test_a_wrong_call_gets_slacks_own_error(
    workspace: Workspace, method: str, body: dict[str, Any], error: str
) -> None:
    answer = post(workspace.api_url + method, body)
    assert answer["ok"] is False
    assert answer["error"] == error


def test_a_wrong_token_is_refused(workspace: Workspace) -> None:
    answer = post(workspace.api_url + "auth.test", {}, token="xoxb-other")
    assert answer["error"] == "invalid_auth"


def test_a_method_without_its_scope_is_refused(workspace: Workspace) -> None:
    api = WebApi(workspace.state, frozenset({"commands"}), lambda: 0.0)
    answer = api.call("chat.postMessage", {"channel": "U1", "text": "x"})
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == "chat:write"


def test_a_command_that_the_manifest_does_not_declare_is_refused(
    workspace: Workspace,
) -> None:
    url = f"{workspace.url}_control/command"
    answer = post(url, {"user": "U1", "command": "/other", "text": ""})
    assert answer == {
        "ok": False,
        "error": "manifest.yml declares no /other, only /ect.",
    }


def test_a_trigger_opens_one_form_only(workspace: Workspace) -> None:
    trigger = workspace.state.new_trigger("U1")
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "A form"},
        "blocks": [section()],
    }
    url = workspace.api_url + "views.open"
    assert post(url, {"trigger_id": trigger, "view": view})["ok"]
    again = post(url, {"trigger_id": trigger, "view": view})
    assert again["error"] == "exchanged_trigger_id"


def options(count: int, **more: Any) -> list[Json]:
    return [{"text": plain(f"No {n}"), "value": f"v{n}", **more} for n in range(count)]


def menu(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "action_id": "a", "options": options(2), **more}


def field(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **more}


def asks(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def row(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def confirm(**more: Any) -> Json:
    words = {"title": "Sure?", "text": "It goes.", "confirm": "Yes", "deny": "No"}
    return {key: plain(word) for key, word in words.items()} | more


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }


LONG_OPTION = [{"text": plain("x" * 76), "value": "v"}]
LONG_VALUE = [{"text": plain("x"), "value": "v" * 151}]
LONG_DESCRIPTION = options(1, description=plain("x" * 76))
MRKDWN_OPTION = [{"text": {"type": "mrkdwn", "text": "*x*"}, "value": "v"}]
GROUPS = [{"label": plain("Group"), "options": options(2)}]
RICH = {
    "type": "rich_text_section",
    "elements": [{"type": "text", "text": "Hello"}],
}


@pytest.mark.parametrize(
    "blocks",
    [
        [section()] * 51,
        [section(block_id="one"), section(block_id="one")],
        [section(block_id="x" * 256)],
        ["section"],
        [{"type": "carousel"}],
        # Texts
        [section("")],
        [section("x" * 3001)],
        [{"type": "section"}],
        [{"type": "section", "text": "Hello"}],
        [{"type": "section", "fields": []}],
        [{"type": "section", "fields": [plain("x")] * 11}],
        [{"type": "section", "fields": [plain("x" * 2001)]}],
        [{"type": "header"}],
        [{"type": "header", "text": plain("x" * 151)}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "*x*"}}],
        [{"type": "context", "elements": [plain("x")] * 11}],
        [{"type": "context", "elements": [button()]}],
        [{"type": "image", "image_url": "https://example.com/x.png"}],
        [{"type": "rich_text", "elements": []}],
        [{"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}],
        [{"type": "rich_text", "elements": [{**RICH, "elements": None}]}],
        [
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_list", "style": "dashes", "elements": [RICH]}
                ],
            }
        ],
        # Buttons
        [row()],
        [row(*(button(action_id=f"a{n}") for n in range(26)))],
        [row(button(), button())],
        [row(button("x" * 76))],
        [row(button(text=None))],
        [row(button(value="x" * 2001))],
        [row(button(url="https://example.com/" + "x" * 3000))],
        [row(button(action_id="x" * 256))],
        [row(button(style="warning"))],
        [row(button(accessibility_label="x" * 76))],
        [section(accessory={"type": "carousel", "action_id": "a"})],
        # What a button asks first
        [row(button(confirm=confirm(title=plain("x" * 101))))],
        [row(button(confirm=confirm(text=plain("x" * 301))))],
        [row(button(confirm=confirm(confirm=plain("x" * 31))))],
        [row(button(confirm=confirm(deny=plain("x" * 31))))],
        [row(button(confirm=confirm(deny=None)))],
        [row(button(confirm=confirm(title={"type": "mrkdwn", "text": "*x*"})))],
        [row(button(confirm=confirm(style="warning")))],
        # Choices
        [section(accessory=menu(options=[]))],
        [section(accessory=menu(options=options(101)))],
        [section(accessory=menu("multi_static_select", options=options(101)))],
        [section(accessory=menu("checkboxes", options=options(11)))],
        [section(accessory=menu("radio_buttons", options=options(11)))],
        [section(accessory=menu("overflow", options=options(6)))],
        [section(accessory=menu(options=LONG_OPTION))],
        [section(accessory=menu(options=LONG_VALUE))],
        [section(accessory=menu(options=LONG_DESCRIPTION))],
        [section(accessory=menu(options=MRKDWN_OPTION))],
        [section(accessory=menu(options=[{"text": plain("x")}]))],
        [section(accessory=menu(options=options(1, url="https://example.com/")))],
        [section(accessory=menu(placeholder=plain("x" * 151)))],
        [section(accessory=menu(initial_option=options(3)[2]))],
        [section(accessory=menu("checkboxes", initial_options=options(3)))],
        [section(accessory=menu("checkboxes", initial_options=[]))],
        [section(accessory=menu(option_groups=GROUPS))],
        [section(accessory={**menu(option_groups=[]), "options": None})],
        # Fields
        [section(accessory=field())],
        [row(field())],
        [asks(button())],
        [{"type": "input", "label": plain("Label")}],
        [{"type": "input", "element": field()}],
        [asks(field(), label=plain("x" * 2001))],
        [asks(field(), hint=plain("x" * 2001))],
        [asks(field(max_length=3001))],
        [asks(field(max_length=0))],
        [asks(field(min_length=5, max_length=4))],
        [asks(field(initial_value="x" * 11, max_length=10))],
        [asks(field(initial_value="x" * 3001))],
        [asks({"type": "number_input", "action_id": "a"})],
        [asks({"type": "datepicker", "action_id": "a", "initial_date": "11/11"})],
        [asks({"type": "timepicker", "action_id": "a", "initial_time": "2pm"})],
    ],
)
def test_blocks_over_slacks_limits_are_refused(blocks: list[Any]) -> None:
    assert faults_of_blocks(blocks, at_most=50)


def test_blocks_within_slacks_limits_are_taken() -> None:
    blocks: list[Json] = [
        {"type": "header", "text": plain("x" * 150)},
        {"type": "divider"},
        section("x" * 3000, block_id="x" * 255),
        {"type": "section", "fields": [plain("x" * 2000)] * 10},
        {"type": "context", "elements": [plain("x")] * 10},
        {"type": "rich_text", "elements": [RICH]},
        row(
            button("x" * 75, value="x" * 2000, style="danger", confirm=confirm()),
            *(button(action_id=f"a{n}") for n in range(24)),
        ),
        section(accessory=menu(options=options(100, description=plain("x" * 75)))),
        section(
            accessory={
                "type": "static_select",
                "action_id": "x" * 255,
                "option_groups": GROUPS,
                "initial_option": options(1)[0],
            }
        ),
        section(accessory=menu("checkboxes", options=MRKDWN_OPTION)),
        section(accessory=menu("radio_buttons", options=options(10))),
        section(accessory=menu("overflow", options=options(5, url="https://x.test"))),
        asks(menu("multi_static_select", initial_options=options(2))),
        asks(field(multiline=True, max_length=3000, initial_value="x" * 3000)),
        asks({"type": "datepicker", "action_id": "a", "initial_date": "2026-11-11"}),
        asks({"type": "timepicker", "action_id": "a", "initial_time": "14:30"}),
    ]
    assert faults_of_blocks(blocks, at_most=50) == []
    assert faults_of_view(modal(*blocks)) == []


def test_a_modal_with_inputs_needs_a_submit_button() -> None:
    view = modal(asks(field()))
    assert faults_of_view(view) == []
    assert faults_of_view({**view, "submit": None}) == [
        "a modal with inputs needs a submit button"
    ]


@pytest.mark.parametrize(
    "view",
    [
        {"type": "page", "blocks": []},
        modal(*([section()] * 101)),
        modal(section(), title=None),
        modal(section(), title=plain("x" * 25)),
        modal(section(), submit=plain("x" * 25)),
        modal(section(), close=plain("x" * 25)),
        modal(section(), private_metadata="x" * 3001),
        modal(section(), callback_id="x" * 256),
        modal(section(), external_id="x" * 256),
        modal(section(block_id="one"), section(block_id="one")),
        modal(asks(field(focus_on_load=True)), asks(field(focus_on_load=True))),
        modal("section"),  # type: ignore[arg-type]  # that is the point
        {"type": "home", "blocks": [section()], "private_metadata": "x" * 3001},
    ],
)
def test_views_over_slacks_limits_are_refused(view: Json) -> None:
    assert faults_of_view(view)


@pytest.fixture
def form(practice: Practice) -> str:
    trigger = practice.workspace.state.new_trigger("U1")
    view = modal(asks(field(), block_id="note"))
    answer = practice.call("views.open", trigger_id=trigger, view=view)
    return str(answer["view"]["id"])


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": modal(section(""))},
        {"response_action": "push", "view": {"type": "modal"}},
        {"response_action": "errors", "errors": {"other": "Too long."}},
        {"response_action": "errors", "errors": {}},
    ],
)
def test_what_slack_would_refuse_of_an_answer_to_a_form_is_refused(
    practice: Practice, form: str, answer: Json
) -> None:
    practice.listener.answer = answer
    values = {"note.a": "Hello"}
    refused = practice.act("submit", view_id=form, values=values)
    assert refused["ok"] is False
    assert practice.look("view")["view"]["id"] == form


def test_errors_of_inputs_are_shown(practice: Practice, form: str) -> None:
    errors = {"note": "Too short."}
    practice.listener.answer = {"response_action": "errors", "errors": errors}
    answer = practice.act("submit", view_id=form, values={"note.a": "Hello"})
    assert answer["errors"] == errors


def test_an_answer_to_a_command_is_checked_too(practice: Practice) -> None:
    practice.listener.answer = {"text": "Hello", "blocks": [section("")]}
    answer = practice.act("command", text="help")
    assert answer == {"ok": False, "error": "invalid_blocks"}


def test_an_option_within_a_group_can_be_chosen(practice: Practice) -> None:
    select = {"type": "static_select", "action_id": "a", "option_groups": GROUPS}
    trigger = practice.workspace.state.new_trigger("U1")
    view = modal(asks(select, block_id="pick"))
    opened = practice.call("views.open", trigger_id=trigger, view=view)["view"]
    practice.act("submit", view_id=opened["id"], values={"pick.a": "v1"})
    state = practice.listener.heard[-1]["view"]["state"]["values"]
    assert state["pick"]["a"]["selected_option"]["value"] == "v1"


def test_the_clock_moves_in_steps_so_that_nothing_is_jumped_over() -> None:
    clock = MovableClock(START)
    seen = list(clock.steps_to(START + timedelta(hours=2)))
    assert len(seen) >= 8
    assert all(
        later - earlier <= STEP + timedelta(seconds=1)
        for earlier, later in itertools.pairwise(seen)
    )
    assert clock.now() >= START + timedelta(hours=2)


@pytest.mark.parametrize("token", ["xoxb-1-real", "xapp-1-real", "xoxp-1-real"])
def test_a_movable_clock_refuses_to_start_beside_a_real_token(token: str) -> None:
    with pytest.raises(RealTokenPresent):
        MovableClock(START, tokens=[token])
