"""Slack's pace: a burst passes, then one message a second for each conversation."""

from time import monotonic

import pytest

from bot.slack.pace import Pace


def test_the_fourth_message_to_one_person_waits_its_turn() -> None:
    pace = Pace()
    began = monotonic()
    for _ in range(4):
        pace.wait("D1")
    assert monotonic() - began > 2


def test_nobody_waits_for_a_conversation_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pace, waits = Pace(), list[float]()
    monkeypatch.setattr("bot.slack.pace.sleep", waits.append)
    for _ in range(3):
        pace.wait("D1")
    for number in range(100):
        pace.wait(f"D{number + 2}")
    assert waits == []
