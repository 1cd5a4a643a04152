"""What school leaders are told: no number that is small enough to point to a person."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.results.overviews.status import SchoolCounts
from bot.views.overviews.status import FEWER_THAN, counts_line

numbers = st.integers(0, 12)


@pytest.mark.rule("R5")
@given(numbers, numbers, numbers, numbers, numbers)
def test_a_count_under_five_is_never_said(
    ects: int, met: int, outside: int, lost: int, training: int
) -> None:
    counts = SchoolCounts(
        ects=ects,
        met_this_week=met,
        out_of_hours=outside,
        time_lost=lost,
        training=training,
    )

    said = counts_line(counts).replace(f"fewer than {FEWER_THAN}", "few")

    assert all(int(number) >= FEWER_THAN for number in re.findall(r"\d+", said))


@pytest.mark.rule("R5")
@given(numbers, numbers)
def test_who_was_not_met_cannot_be_worked_out_either(ects: int, met: int) -> None:
    met = min(met, ects)
    counts = SchoolCounts(ects=ects, met_this_week=met, out_of_hours=0, time_lost=0)

    found = re.search(r"this week: (\d+)", counts_line(counts))

    assert found is None or ects - int(found[1]) >= FEWER_THAN
