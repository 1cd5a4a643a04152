"""Shortcuts of the app and of a message's menu, as the manifest declares them."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.sandbox.workspace import Workspace
from tests.sandbox.conftest import PEOPLE
from tests.sandbox.practice import DM, ONE, Listener, Practice, section

RAISE = "raise_privately"


@pytest.fixture
def with_global(tmp_path: Path, manifest: Path) -> Iterator[Practice]:
    raw = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    raw["features"]["shortcuts"].append(
        {"name": "Log", "type": "global", "callback_id": "log", "description": "Log it"}
    )
    changed = tmp_path / "manifest.yml"
    changed.write_text(yaml.safe_dump(raw), encoding="utf-8")
    workspace = Workspace(manifest=changed, people=PEOPLE, quiet_ms=5)
    with workspace, Listener() as listener:
        workspace.deliver_to(listener.url)
        yield Practice(workspace, listener)


def test_the_page_is_told_of_them(with_global: Practice) -> None:
    told = with_global.look("workspace")["shortcuts"]
    kinds = [(one["type"], one["callback_id"], one["name"]) for one in told]
    assert kinds == [
        ("message", RAISE, "Raise this privately"),
        ("global", "log", "Log"),
    ]


def test_one_on_a_message_carries_the_message(practice: Practice) -> None:
    ts = practice.write("A worry")
    assert practice.act("shortcut", callback_id=RAISE, message_ts=ts)["ok"]
    payload = practice.listener.heard[-1]
    assert payload["type"] == "message_action"
    assert payload["callback_id"] == RAISE
    assert payload["message_ts"] == ts
    assert payload["message"] == {
        "type": "message",
        "user": ONE,
        "ts": ts,
        "text": "A worry",
    }
    assert payload["channel"] == {"id": DM, "name": "directmessage"}
    assert payload["user"]["id"] == ONE
    assert float(payload["action_ts"]) >= float(ts)
    assert payload["response_url"].startswith(practice.workspace.url)


def test_one_works_on_what_the_bot_said_too(practice: Practice) -> None:
    blocks = [section("Card", block_id="b1")]
    ts = practice.say("Card", blocks=blocks)
    practice.act("shortcut", callback_id=RAISE, message_ts=ts)
    message = practice.listener.heard[-1]["message"]
    assert message["bot_id"] == practice.workspace.state.bot_id
    assert message["blocks"] == blocks


def test_its_trigger_opens_a_form(practice: Practice) -> None:
    practice.act("shortcut", callback_id=RAISE, message_ts=practice.write())
    title = {"type": "plain_text", "text": "A form"}
    answer = practice.call(
        "views.open",
        trigger_id=practice.listener.heard[-1]["trigger_id"],
        view={"type": "modal", "title": title, "blocks": [section()]},
    )
    assert answer["ok"]
    assert practice.look("view")["view"]["id"] == answer["view"]["id"]


def test_its_response_url_takes_an_answer(practice: Practice) -> None:
    practice.act("shortcut", callback_id=RAISE, message_ts=practice.write())
    url = practice.listener.heard[-1]["response_url"]
    with urllib.request.urlopen(url, data=b'{"text": "Noted"}') as answer:  # noqa: S310 - loopback
        assert answer.read() == b"ok"
    message = practice.shown()[-1]
    assert (message["kind"], message["text"]) == ("ephemeral", "Noted")


def test_a_global_one_carries_no_message(with_global: Practice) -> None:
    assert with_global.act("shortcut", callback_id="log")["ok"]
    payload = with_global.listener.heard[-1]
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "log")
    assert payload["trigger_id"]
    assert payload.keys().isdisjoint({"message", "channel", "response_url"})


def test_one_that_the_manifest_does_not_declare_is_refused(practice: Practice) -> None:
    answer = practice.act("shortcut", callback_id="other", message_ts=practice.write())
    assert answer["error"] == "manifest.yml declares no shortcut other."


@pytest.mark.parametrize("ts", [None, "1.000001"])
def test_one_on_no_message_is_refused(practice: Practice, ts: str | None) -> None:
    answer = practice.act("shortcut", callback_id=RAISE, message_ts=ts)
    assert answer["error"] == "There is no such message."


def test_none_is_on_what_one_person_alone_can_see(practice: Practice) -> None:
    answer = practice.call("chat.postEphemeral", channel=DM, user=ONE, text="Psst")
    ts = answer["message_ts"]
    assert practice.act("shortcut", callback_id=RAISE, message_ts=ts)["ok"] is False
