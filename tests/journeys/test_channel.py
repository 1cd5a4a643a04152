"""The channel that everybody is in, and the bot is not."""

from tests.journeys.conftest import Control

STAFF = "C0STAFF"


def test_a_command_typed_in_a_channel_is_answered_there_to_its_caller_alone(
    control: Control,
) -> None:
    control.post("command", user="U0DEE", text="status", channel=STAFF)
    (answer,) = control.get("messages", "U0DEE")
    assert (answer["channel"], answer["kind"]) == (STAFF, "ephemeral")
    assert control.get("messages", "U0TOM") == []
    sent = [t for t in control.get("traffic") if t.get("kind") == "command"]
    assert "channel_id=C0STAFF" in sent[-1]["body"]


def test_what_is_said_in_a_channel_everybody_sees_and_the_bot_does_not(
    control: Control,
) -> None:
    control.post("message", user="U0DEE", text="Staff meeting at four", channel=STAFF)
    for person in ("U0DEE", "U0TOM", "U0NINA"):
        (said,) = control.get("messages", person)
        assert (said["channel"], said["from"]) == (STAFF, "U0DEE")
    assert [t for t in control.get("traffic") if t.get("kind") == "event"] == []


def test_there_is_no_other_channel(control: Control) -> None:
    answer = control.post("message", user="U0DEE", text="Hello", channel="C0NONE")
    assert answer == {"ok": False, "error": "There is no such channel."}
