"""What people write in their DM reaches the bot in the shapes that Slack gives it."""

import pytest

from tests.sandbox.practice import DM, ONE, TWO, Practice, texts

CLIP = {"name": "audio_message.m4a", "mimetype": "audio/mp4"}


def test_a_message_reaches_the_bot_as_slack_escapes_it(practice: Practice) -> None:
    ts = practice.write("fish & <chips>")
    assert practice.listener.event == {
        "type": "message",
        "user": ONE,
        "text": "fish &amp; &lt;chips&gt;",
        "ts": ts,
        "event_ts": ts,
        "channel": DM,
        "channel_type": "im",
    }


def test_an_empty_message_is_not_sent(practice: Practice) -> None:
    answer = practice.act("message", text="")
    assert "nothing to send" in answer["error"]
    assert practice.listener.heard == []


def test_a_voice_clip_is_a_file_without_words(practice: Practice) -> None:
    practice.write("", files=[CLIP])
    event = practice.listener.event
    assert (event["subtype"], event["text"]) == ("file_share", "")
    [file] = event["files"]
    assert file.pop("id").startswith("F")
    assert file == {
        **CLIP,
        "title": "audio_message.m4a",
        "filetype": "m4a",
        "user": ONE,
        "mode": "hosted",
    }
    assert practice.shown()[-1]["files"][0]["name"] == "audio_message.m4a"


def test_two_files_of_one_name_are_two_files(practice: Practice) -> None:
    practice.write("Both", files=[CLIP, CLIP])
    first, second = practice.listener.event["files"]
    assert first["id"] != second["id"]


def test_a_file_needs_a_name_and_a_type(practice: Practice) -> None:
    answer = practice.act("message", text="", files=[{"name": "clip.m4a"}])
    assert answer["error"] == "A file needs a name and a mimetype."


def test_a_reply_says_which_thread_it_is_in(practice: Practice) -> None:
    parent = practice.say("How was the lesson?")
    practice.write("Well", thread_ts=parent)
    event = practice.listener.event
    assert event["thread_ts"] == parent
    assert event["parent_user_id"] == practice.workspace.state.bot_user
    assert practice.shown()[-1]["thread_ts"] == parent


def test_a_reply_to_a_reply_is_in_the_same_thread(practice: Practice) -> None:
    parent = practice.write("One")
    reply = practice.write("Two", thread_ts=parent)
    practice.write("Three", thread_ts=reply)
    assert practice.listener.event["thread_ts"] == parent


def test_nobody_replies_to_what_is_not_there(practice: Practice) -> None:
    answer = practice.act("message", text="Hello?", thread_ts="1.000001")
    assert answer == {"ok": False, "error": "There is no such message."}


def test_nobody_replies_to_what_one_person_alone_can_see(practice: Practice) -> None:
    answer = practice.call("chat.postEphemeral", channel=DM, user=ONE, text="Psst")
    refused = practice.act("message", text="What?", thread_ts=answer["message_ts"])
    assert refused["ok"] is False


def test_an_edit_reaches_the_bot_with_what_was_there_before(practice: Practice) -> None:
    ts = practice.write("Befor")
    practice.act("edit", message_ts=ts, text="Before & after")
    event = practice.listener.event
    moment = event["ts"]
    edited = event["message"].pop("edited")
    assert (edited["user"], moment != ts) == (ONE, True)
    assert event == {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": DM,
        "channel_type": "im",
        "ts": moment,
        "event_ts": moment,
        "message": {
            "type": "message",
            "user": ONE,
            "ts": ts,
            "text": "Before &amp; after",
        },
        "previous_message": {
            "type": "message",
            "user": ONE,
            "ts": ts,
            "text": "Befor",
        },
    }
    assert texts(practice.shown()) == ["Before &amp; after"]


def test_a_second_edit_remembers_the_first(practice: Practice) -> None:
    ts = practice.write("One")
    practice.act("edit", message_ts=ts, text="Two")
    practice.act("edit", message_ts=ts, text="Three")
    before = practice.listener.event["previous_message"]
    assert before["text"] == "Two"
    assert before["edited"]["user"] == ONE


def test_a_message_cannot_be_edited_away(practice: Practice) -> None:
    ts = practice.write("Words")
    assert practice.act("edit", message_ts=ts, text=" ")["ok"] is False
    assert texts(practice.shown()) == ["Words"]


def test_a_deletion_reaches_the_bot_with_what_was_there(practice: Practice) -> None:
    ts = practice.write("Oh no")
    practice.act("delete", message_ts=ts)
    event = practice.listener.event
    assert event == {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": DM,
        "channel_type": "im",
        "ts": event["ts"],
        "event_ts": event["ts"],
        "deleted_ts": ts,
        "previous_message": {"type": "message", "user": ONE, "ts": ts, "text": "Oh no"},
    }
    assert event["ts"] != ts
    assert practice.shown() == []
    assert practice.history() == []


def test_the_first_message_of_a_thread_leaves_a_tombstone(practice: Practice) -> None:
    ts = practice.write("Oh no")
    practice.write("And more", thread_ts=ts)
    practice.act("delete", message_ts=ts)
    event = practice.listener.event
    assert event["subtype"] == "message_changed"
    assert event["previous_message"]["text"] == "Oh no"
    left = event["message"]
    assert (left["subtype"], left["user"]) == ("tombstone", "USLACKBOT")
    assert left["text"] == "This message was deleted."
    assert left["thread_ts"] == ts
    again = practice.act("delete", message_ts=ts)
    assert again["error"] == "That message was deleted."


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_nobody_changes_what_the_bot_said(practice: Practice, act: str) -> None:
    ts = practice.say()
    answer = practice.act(act, message_ts=ts, text="Mine now")
    assert answer["error"] == "Only one's own messages can be changed."
    assert texts(practice.shown()) == ["Good morning"]


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_nobody_changes_what_another_wrote(practice: Practice, act: str) -> None:
    ts = practice.write("Mine")
    answer = practice.act(act, TWO, message_ts=ts, text="Yours")
    assert answer["error"] == "There is no such message."
    assert texts(practice.shown()) == ["Mine"]
