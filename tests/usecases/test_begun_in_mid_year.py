"""A school that begins with the bot in mid-year is told of no gaps from before."""

from datetime import date

import pytest

from bot.domain.set_up import SetUp
from bot.ports.kinds import PAIRINGS_OF_ECT, SET_UPS
from bot.usecases.expected_sessions import running_gaps
from bot.usecases.lookup import mentoring
from tests.builders import at
from tests.usecases.people import EWA, OAKFIELD, TEAM, Town


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("on", "gaps"),
    [(date(2026, 11, 9), 0), (date(2026, 11, 16), 1), (date(2026, 11, 23), 2)],
)
def test_gaps_are_counted_from_the_first_whole_week_with_the_bot(
    on: date, gaps: int
) -> None:
    town = Town()
    began = SetUp(
        school=OAKFIELD, founders=(), started_at=at("2026-11-05 10:00")
    )  # a Thursday
    with town.store.transaction(TEAM) as records:
        records.put(SET_UPS, began)
        pairing = records.find(PAIRINGS_OF_ECT, EWA)[0]
        about = mentoring(town.ports, records, pairing)
        week = about.calendar.school_weeks(on, on)[0]
        assert running_gaps(records, about, week) == gaps
