"""Somebody whose account was closed: Slack says so, and takes messages all the same."""

import pytest

from tests.sandbox.practice import DM, ONE, Practice, texts


@pytest.fixture(autouse=True)
def _deactivated(practice: Practice) -> None:
    assert practice.act("deactivate", deleted=True)["ok"]


def test_users_info_says_so_and_little_else(practice: Practice) -> None:
    user = practice.call("users.info", user=ONE)["user"]
    assert user["deleted"] is True
    assert user["profile"]["real_name"] == "One Example"
    assert user.keys().isdisjoint({"real_name", "tz"})


def test_the_page_is_told(practice: Practice) -> None:
    told = practice.look("people")["people"]
    assert {one["id"]: one["deleted"] for one in told} == {"U1": True, "U2": False}


@pytest.mark.parametrize("channel", [ONE, DM])
def test_a_message_to_them_is_posted_and_nobody_hears(
    practice: Practice, channel: str
) -> None:
    assert practice.call("chat.postMessage", channel=channel, text="Hello?")["ok"]
    assert texts(practice.shown()) == ["Hello?"]


def test_they_can_do_nothing(practice: Practice) -> None:
    answer = practice.act("message", text="I am back")
    assert answer["error"] == "One Example is deactivated, and can do nothing here."
    assert practice.listener.heard == []


def test_they_can_come_back(practice: Practice) -> None:
    practice.act("deactivate", deleted=False)
    assert practice.call("users.info", user=ONE)["user"]["real_name"] == "One Example"
    assert practice.act("message", text="I am back")["ok"]


def test_nobody_is_deactivated_who_is_not_there(practice: Practice) -> None:
    answer = practice.act("deactivate", "U9", deleted=True)
    assert answer["error"] == "There is nobody called U9 here."
