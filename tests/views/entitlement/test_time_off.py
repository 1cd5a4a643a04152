"""What is said of time that was lost: no more than somebody said themselves."""

from collections.abc import Mapping

import pytest

from bot.domain.entitlement.time_off import LostTo, TimeCount
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.results.entitlement.time_off import TimeShown
from bot.views.entitlement.time_off import lost_line


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ({None: 2}, "2 weeks"),
        ({LostTo.COVER: 2}, "2 weeks (cover)"),
        ({LostTo.COVER: 1, None: 1}, "2 weeks (cover 1 and not said 1)"),
        ({LostTo.COVER: 1, LostTo.MEETING: 1}, "2 weeks (cover 1 and meeting 1)"),
    ],
)
def test_a_cause_is_said_of_the_weeks_alone_of_which_it_was_given(
    lost: Mapping[LostTo | None, int], said: str
) -> None:
    count = TimeCount(PersonId("U0DEE"), Role.MENTOR, given=0, lost=lost)
    line = lost_line([TimeShown("Dee Example", count)])
    assert line is not None
    assert line.endswith(f"this half-term: Dee Example (mentor) {said}.")
