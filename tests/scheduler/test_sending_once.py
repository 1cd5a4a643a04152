"""A machine asleep for a week, a clock set back: each message comes once."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import EctBot
from bot.sandbox.example_school import DEE
from bot.sandbox.rehearsal import Rehearsal
from scheduler.timetable import rows
from tests.builders import at
from tests.journeys.conftest import Control

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


@pytest.fixture
def rehearsal_file(tmp_path: Path) -> Path:
    return tmp_path / "practice.db"


def _run_all(bot: EctBot, times: int = 2) -> None:
    for _ in range(times):
        for row in rows(bot.ports, bot.outbox):
            row.run()
        bot.outbox.deliver()


def _keys(rehearsal: Rehearsal) -> Counter[str]:
    return Counter(
        message["metadata"]["event_payload"]["key"]
        for message in rehearsal.workspace.state.messages
        if message.get("metadata")
    )


def test_a_week_asleep_and_a_clock_set_back_send_nothing_twice(
    rehearsal_file: Path,
) -> None:
    with Rehearsal(rehearsal_file, quiet_ms=20) as rehearsal:
        control, clock = Control(rehearsal), rehearsal.clock
        control.command(DEE, "log monday 10:00 50m")
        control.command(DEE, "plan friday 10:00 50m")
        clock.move_to(at("2026-11-12 15:45"))
        _run_all(rehearsal.bot)
        before = _keys(rehearsal)
        clock.move_to(clock.now() - HOUR)
        _run_all(rehearsal.bot)
        assert _keys(rehearsal) == before
        clock.move_to(clock.now() + HOUR)
        _run_all(rehearsal.bot)
        assert _keys(rehearsal) == before
        clock.move_to(clock.now() + WEEK)
        _run_all(rehearsal.bot)
        after = _keys(rehearsal)
        clock.move_to(clock.now() - HOUR)
        _run_all(rehearsal.bot)
        clock.move_to(clock.now() + 2 * HOUR)
        _run_all(rehearsal.bot)
        assert rehearsal.bot.health()["ok"]
    assert before
    assert len(after) > len(before)
    assert set(_keys(rehearsal).values()) == {1}
