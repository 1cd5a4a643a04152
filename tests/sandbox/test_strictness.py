"""The practice workspace is as strict as Slack: what it takes, Slack would take."""

import itertools
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.block_kit import faults_of_blocks, faults_of_view
from bot.sandbox.clock import STEP, MovableClock, RealTokenPresent
from bot.sandbox.state import SandboxPerson
from bot.sandbox.web_api import WebApi
from bot.sandbox.workspace import BOT_TOKEN, Workspace

ROOT = Path(__file__).parents[2]
PEOPLE = (SandboxPerson("U1", "One Example"), SandboxPerson("U2", "Two Example"))
START = datetime(2026, 11, 11, 10, 40, tzinfo=UTC)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace(manifest=ROOT / "manifest.yml", people=PEOPLE) as opened:
        yield opened


def post(url: str, body: dict[str, Any], token: str = BOT_TOKEN) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 - loopback
        url,
        data=json.dumps(body).encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
        },
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            return dict(json.load(answer))
    except urllib.error.HTTPError as refused:
        return dict(json.load(refused))


def section(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str = "Press", **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "action_id": "a", "text": text, **more}


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


@pytest.mark.parametrize(
    "blocks",
    [
        [section()] * 51,
        [section(block_id="one"), section(block_id="one")],
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        [{"type": "actions", "elements": []}],
        [{"type": "actions", "elements": [button(), button()]}],
        [{"type": "actions", "elements": [button("x" * 76)]}],
        [{"type": "actions", "elements": [button(value="x" * 2001)]}],
        [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}],
        [{"type": "carousel"}],
        [section("")],
    ],
)
def test_blocks_over_slacks_limits_are_refused(blocks: list[dict[str, Any]]) -> None:
    assert faults_of_blocks(blocks, at_most=50)


def test_a_modal_with_inputs_needs_a_submit_button() -> None:
    text = {"type": "plain_text", "text": "Note"}
    field = {
        "type": "input",
        "label": text,
        "element": {"type": "plain_text_input", "action_id": "a"},
    }
    modal = {"type": "modal", "title": text, "blocks": [field]}
    assert faults_of_view(modal) == ["a modal with inputs needs a submit button"]
    assert faults_of_view({**modal, "submit": text}) == []


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
