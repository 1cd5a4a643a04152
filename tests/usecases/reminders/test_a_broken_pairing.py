"""What is broken about one pairing keeps no reminder from the others of its school."""

import logging

import pytest

from bot.ports import kinds
from bot.usecases.reminders.daily_run import await_daily_runs, run_day
from tests.builders import at
from tests.usecases.two_schools import EWA, OAKFIELD, OMAR, TEAM, Town


def test_a_pairing_without_its_induction_is_left_out_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    town = Town()
    town.clock.moment = at("2026-11-18 12:30")  # a Wednesday
    with town.store.transaction(TEAM) as records:
        records.remove(kinds.INDUCTIONS, f"{OAKFIELD}/{EWA}")
        (broken,) = records.find(kinds.PAIRINGS_OF_ECT, EWA)
        (whole,) = records.find(kinds.PAIRINGS_OF_ECT, OMAR)
    await_daily_runs(town.ports)
    with caplog.at_level(logging.ERROR):
        run_day(town.ports)
    with town.store.reading(TEAM) as records:
        made = [nudge.subject for nudge in records.every(kinds.NUDGES)]
    assert any(str(subject).startswith(whole.id) for subject in made)
    assert not any(str(subject).startswith(broken.id) for subject in made)
    (logged,) = [vars(one) for one in caplog.records if "reason" in vars(one)]
    assert logged["reason"] == f"no induction for pairing {broken.id}"
