"""Whom people can talk to: shown to whoever asks, with nothing kept or passed on."""

from pathlib import Path

import pytest

from bot.views import ids
from tests.journeys.conftest import Control

WORRY = "my mentor never has time for me zebra"


def kept_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_a_worry_in_a_dm_is_answered_with_a_way_on_and_kept_nowhere(
    control: Control, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sent = control.post("message", user="U0TOM", text=WORRY)["new"]["messages"]
    answer = next(message for message in sent if message["from"] != "U0TOM")
    assert "kept nothing of what you wrote" in answer["text"]
    (people,) = control.press("U0TOM", answer, ids.SHOW_CONTACTS)["new"]["messages"]
    assert people["kind"] == "ephemeral"
    for who in (
        "<@U0DEE>",
        "<@U0CARLA>",
        "<@U0HELEN>",
        "Ada Example",
        "Education Support",
    ):
        assert who in people["text"]
    assert b"zebra" not in kept_bytes(tmp_path)
    assert "zebra" not in caplog.text
    for other in ("U0DEE", "U0CARLA", "U0HELEN"):
        assert control.told(other) == []


@pytest.mark.parametrize(
    ("person", "shown", "hidden"),
    [
        ("U0AMIRA", ["<@U0BEN>", "<@U0CARLA>", "Ada Example"], ["<@U0DEE>"]),
        ("U0BEN", ["<@U0CARLA>", "<@U0HELEN>", "Ada Example"], ["your mentor"]),
        ("U0CARLA", ["<@U0HELEN>", "Ada Example"], ["<@U0CARLA>"]),
        ("U0NINA", ["Example Primary School can add you. Ask <@U0SAM>."], ["Ada"]),
    ],
)
def test_each_role_is_shown_its_own_people(
    control: Control, person: str, shown: list[str], hidden: list[str]
) -> None:
    (message,) = control.command(person, "contacts")["new"]["messages"]
    assert all(words in message["text"] for words in shown)
    assert not any(words in message["text"] for words in hidden)


def test_a_question_of_somebody_who_raises_nothing_here_is_led_to_the_help(
    control: Control,
) -> None:
    sent = control.post("message", user="U0CARLA", text="who has not met this week")
    answer = next(m for m in sent["new"]["messages"] if m["from"] != "U0CARLA")
    assert "Type `help` to see what I can do" in answer["text"]
