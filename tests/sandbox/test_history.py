"""What the bot reads back of a DM is what Slack would give it, and no more."""

from typing import Any

import pytest

from bot.sandbox.web_api import WebApi
from tests.sandbox.practice import DM, ONE, Practice, section, texts

MARK = {"event_type": "notice", "event_payload": {"key": "k1"}}


def replies(practice: Practice, ts: str, **more: Any) -> list[dict[str, Any]]:
    answer = practice.call("conversations.replies", channel=DM, ts=ts, **more)
    assert answer["ok"], answer
    return list(answer["messages"])


@pytest.fixture
def three(practice: Practice) -> list[str]:
    return [practice.write(text) for text in ("One", "Two", "Three")]


def test_the_history_begins_with_the_newest(
    practice: Practice, three: list[str]
) -> None:
    assert texts(practice.history()) == ["Three", "Two", "One"]


def test_the_ends_of_a_time_are_left_out_unless_asked_for(
    practice: Practice, three: list[str]
) -> None:
    between = {"oldest": three[0], "latest": three[2]}
    assert texts(practice.history(**between)) == ["Two"]
    with_ends = practice.history(**between, inclusive=True)
    assert texts(with_ends) == ["Three", "Two", "One"]


def test_a_limit_says_that_there_is_more(practice: Practice, three: list[str]) -> None:
    answer = practice.call("conversations.history", channel=DM, limit=2)
    assert texts(answer["messages"]) == ["Three", "Two"]
    assert answer["has_more"] is True
    whole = practice.call("conversations.history", channel=DM, limit=3)
    assert whole["has_more"] is False
    assert "response_metadata" not in whole


def pages(practice: Practice, method: str, **asked: Any) -> list[list[str]]:
    """Read page after page, as Slack's documentation has it done."""
    found: list[list[str]] = []
    cursor = ""
    while cursor or not found:
        answer = practice.call(method, channel=DM, cursor=cursor, **asked)
        assert answer["ok"], answer
        found.append(texts(answer["messages"]))
        cursor = answer.get("response_metadata", {}).get("next_cursor", "")
        assert bool(cursor) is answer["has_more"]
    return found


def test_a_cursor_leads_on_to_the_next_page_until_there_is_none(
    practice: Practice, three: list[str]
) -> None:
    assert pages(practice, "conversations.history", limit=2) == [
        ["Three", "Two"],
        ["One"],
    ]
    assert pages(practice, "conversations.history", limit=1) == [
        ["Three"],
        ["Two"],
        ["One"],
    ]


def test_pages_since_a_moment_alone_go_forward_from_it(
    practice: Practice, three: list[str]
) -> None:
    practice.write("Four")
    since = {"oldest": three[0], "limit": 2}
    assert pages(practice, "conversations.history", **since) == [
        ["Three", "Two"],
        ["Four"],
    ]
    until = {**since, "latest": "9999999999.000000"}
    assert pages(practice, "conversations.history", **until) == [
        ["Four", "Three"],
        ["Two"],
    ]


def test_a_cursor_holds_whatever_comes_and_goes_meanwhile(
    practice: Practice, three: list[str]
) -> None:
    first = practice.call("conversations.history", channel=DM, limit=1)
    cursor = first["response_metadata"]["next_cursor"]
    practice.write("Four")
    practice.act("delete", message_ts=three[1])
    assert texts(practice.history(cursor=cursor)) == ["One"]


def test_the_replies_of_a_thread_come_in_pages_too(practice: Practice) -> None:
    parent = practice.write("One")
    for text in ("Two", "Three"):
        practice.write(text, thread_ts=parent)
    asked = {"ts": parent, "limit": 2}
    assert pages(practice, "conversations.replies", **asked) == [
        ["One", "Two"],
        ["Three"],
    ]


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"limit": 1000}, "invalid_limit"),
        ({"limit": -1}, "invalid_limit"),
        ({"limit": "many"}, "invalid_limit"),
        ({"cursor": "page 2"}, "invalid_cursor"),
        ({"cursor": "cGFnZSAy"}, "invalid_cursor"),
        ({"oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"latest": "today"}, "invalid_ts_latest"),
    ],
)
def test_what_cannot_be_read_is_refused(
    practice: Practice, more: dict[str, Any], error: str
) -> None:
    answer = practice.call("conversations.history", channel=DM, **more)
    assert answer["error"] == error


def test_replies_are_in_their_thread_and_not_in_the_history(practice: Practice) -> None:
    parent = practice.write("How do I log?")
    practice.say("Like this", thread_ts=parent)
    practice.write("Thanks", thread_ts=parent)
    practice.write("Something else")
    assert texts(practice.history()) == ["Something else", "How do I log?"]
    assert texts(replies(practice, parent)) == ["How do I log?", "Like this", "Thanks"]


def test_a_thread_says_who_began_it_and_who_replied(practice: Practice) -> None:
    parent = practice.write("How do I log?")
    bot = practice.workspace.state.bot_user
    first = practice.say("Like this", thread_ts=parent)
    last = practice.write("Thanks", thread_ts=parent)
    begun = practice.history()[0]
    assert begun["thread_ts"] == parent
    assert begun["reply_count"] == 2
    assert begun["reply_users"] == [bot, ONE]
    assert begun["latest_reply"] == last
    reply = replies(practice, parent)[1]
    assert (reply["ts"], reply["thread_ts"]) == (first, parent)
    assert reply["parent_user_id"] == ONE


def test_a_thread_between_two_moments_keeps_its_first_message(
    practice: Practice,
) -> None:
    parent = practice.write("One")
    second = practice.write("Two", thread_ts=parent)
    practice.write("Three", thread_ts=parent)
    assert texts(replies(practice, parent, oldest=second)) == ["One", "Three"]
    assert texts(replies(practice, parent, latest=second)) == ["One"]
    assert texts(replies(practice, parent, limit=2)) == ["One", "Two"]


def test_a_message_without_replies_is_a_thread_of_one(practice: Practice) -> None:
    assert texts(replies(practice, practice.write("Alone"))) == ["Alone"]


def test_a_thread_that_is_not_there_is_not_found(practice: Practice) -> None:
    for method, key in (
        ("conversations.replies", "ts"),
        ("chat.postMessage", "thread_ts"),
    ):
        answer = practice.call(method, channel=DM, text="Hello", **{key: "1.000001"})
        assert answer["error"] == "thread_not_found"


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
def test_reading_needs_the_scope(practice: Practice, method: str) -> None:
    api = WebApi(practice.workspace.state, frozenset({"chat:write"}), lambda: 0.0)
    answer = api.call(method, {"channel": DM, "ts": "1.000001"})
    assert (answer["error"], answer["needed"]) == ("missing_scope", "im:history")


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
def test_metadata_is_given_only_to_those_who_ask(
    practice: Practice, method: str
) -> None:
    ts = practice.say(metadata=MARK)
    without = practice.call(method, channel=DM, ts=ts)["messages"][0]
    assert "metadata" not in without
    asked = practice.call(method, channel=DM, ts=ts, include_all_metadata=True)
    assert asked["messages"][0]["metadata"] == MARK


def test_the_history_holds_blocks_files_subtypes_and_edits(practice: Practice) -> None:
    practice.say("Card", blocks=[section("Card", block_id="b1")])
    clip = practice.write("", files=[{"name": "a.m4a", "mimetype": "audio/mp4"}])
    practice.act("edit", message_ts=clip, text="My clip")
    edited, card = practice.history()
    assert card["blocks"] == [section("Card", block_id="b1")]
    assert card["bot_id"] == practice.workspace.state.bot_id
    assert edited["subtype"] == "file_share"
    assert edited["files"][0]["mimetype"] == "audio/mp4"
    assert edited["edited"]["user"] == ONE


def test_what_one_person_alone_can_see_is_not_kept(practice: Practice) -> None:
    answer = practice.call("chat.postEphemeral", channel=DM, user=ONE, text="Psst")
    assert practice.history() == []
    at = {"channel": DM, "ts": answer["message_ts"]}
    for method in ("chat.update", "chat.delete"):
        answer = practice.call(method, text="Louder", **at)
        assert answer["error"] == "message_not_found"


def test_the_bot_changes_and_deletes_its_own_messages_alone(practice: Practice) -> None:
    ts = practice.write("Mine")
    changed = practice.call("chat.update", channel=DM, ts=ts, text="Not mine")
    deleted = practice.call("chat.delete", channel=DM, ts=ts)
    assert changed["error"] == "cant_update_message"
    assert deleted["error"] == "cant_delete_message"


def test_an_update_keeps_the_metadata_that_it_does_not_mention(
    practice: Practice,
) -> None:
    ts = practice.say(metadata=MARK)
    practice.call("chat.update", channel=DM, ts=ts, text="Changed")
    [message] = practice.history(include_all_metadata=True)
    assert (message["text"], message["metadata"]) == ("Changed", MARK)


def test_only_an_update_of_the_text_shows_as_an_edit(practice: Practice) -> None:
    card, words = practice.say(), practice.say()
    practice.call("chat.update", channel=DM, ts=card, text="New", blocks=[section()])
    practice.call("chat.update", channel=DM, ts=words, text="New")
    edited = [message["ts"] for message in practice.history() if "edited" in message]
    assert edited == [words]
