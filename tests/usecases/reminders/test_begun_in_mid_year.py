"""No gaps are told of from before the bot, or from weeks in which an ECT was away."""

from datetime import date

import msgspec
import pytest

from bot.domain.school.set_up import SetUp
from bot.ports.kinds import MEMBERS, PAIRINGS_OF_ECT, SET_UPS
from bot.usecases.kernel.lookup import mentoring
from bot.usecases.sessions.expected import counts_before, is_covered, on_record
from tests.builders import at, span
from tests.usecases.two_schools import EWA, OAKFIELD, TEAM, Town


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
        assert counts_before(on_record(records, about), week).running == gaps


@pytest.mark.rule("R7")
def test_weeks_in_which_the_ect_is_away_are_no_gaps() -> None:
    town = Town()
    with town.store.transaction(TEAM) as records:
        ewa = records.get(MEMBERS, f"{OAKFIELD}/{EWA}")
        assert ewa is not None
        away = (span("2026-09-14", "2026-11-08"),)
        records.put(MEMBERS, msgspec.structs.replace(ewa, away=away))
        pairing = records.find(PAIRINGS_OF_ECT, EWA)[0]
        about = mentoring(town.ports, records, pairing)
        week = about.calendar.school_weeks(date(2026, 11, 16), date(2026, 11, 16))[0]
        (away_week,) = about.calendar.school_weeks(date(2026, 11, 2), date(2026, 11, 6))
        kept = on_record(records, about)
        assert is_covered(kept, away_week)
        assert not is_covered(kept, week)
        # That of 7 September, and that of 9 November.
        assert counts_before(kept, week).running == 2
