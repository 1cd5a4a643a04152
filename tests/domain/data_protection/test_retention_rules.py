"""Until when the facts of an induction are kept."""

from datetime import date

import pytest

from bot.domain.data_protection.retention_rules import facts_until
from tests.builders import a_pairing


@pytest.mark.parametrize(
    ("ends", "ended_on", "until"),
    [
        ([None], date(2026, 7, 16), None),  # a pairing still runs
        ([date(2026, 5, 1)], None, date(2032, 5, 1)),
        ([date(2026, 5, 1)], date(2026, 7, 16), date(2032, 7, 16)),
        ([date(2026, 7, 16)], date(2026, 7, 16), date(2032, 7, 16)),
    ],
)
def test_the_years_of_keeping_begin_with_the_end_of_induction(
    ends: list[date | None], ended_on: date | None, until: date | None
) -> None:
    pairings = [a_pairing(begins_on=date(2025, 9, 1), ends_on=end) for end in ends]
    assert facts_until(pairings, 6, ended_on=ended_on) == until
