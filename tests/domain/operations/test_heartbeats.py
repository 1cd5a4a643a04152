"""When a job is in trouble, when it is well again, and when nothing is heard of it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.operations.heartbeats import (
    QUIET_AFTER,
    WELL_AFTER_SECONDS,
    Condition,
    Heartbeat,
    Trouble,
    is_quiet,
)
from tests.builders import at

NOON = at("2026-11-03 12:00")

turns = st.lists(st.tuples(st.booleans(), st.integers(1, 400)), max_size=40)


@given(turns)
def test_trouble_stands_from_the_first_bad_run_until_ten_minutes_after_the_last(
    turns: list[tuple[bool, int]],
) -> None:
    condition, passed = Condition(), 0
    last_bad: int | None = None
    good_since: int | None = None
    for is_good, seconds in turns:
        passed += seconds
        if is_good:
            condition = condition.after_good(NOON + timedelta(seconds=passed))
            good_since = passed if good_since is None else good_since
        else:
            condition = condition.after_bad(
                Trouble.THREW, NOON + timedelta(seconds=passed), passed
            )
            last_bad, good_since = passed, None
        condition = condition.settled(passed)
        long_ago = last_bad is None or passed - last_bad >= WELL_AFTER_SECONDS
        is_well = last_bad is None or (good_since is not None and long_ago)
        assert (condition.trouble is None) == is_well
        if good_since is not None:
            assert condition.well_since == NOON + timedelta(seconds=good_since)
        if is_well:
            last_bad = None


@pytest.mark.parametrize(
    ("ages", "quiet"),
    [
        ([timedelta(0)], False),
        ([QUIET_AFTER], False),
        ([QUIET_AFTER + timedelta(seconds=1)], True),
        ([QUIET_AFTER * 9, timedelta(minutes=1)], False),
        ([-timedelta(hours=1)], False),
    ],
)
def test_a_bot_is_quiet_when_the_newest_heartbeat_is_old(
    ages: list[timedelta], *, quiet: bool
) -> None:
    beats = [
        Heartbeat(job=f"job-{number}", seen_at=NOON - age)
        for number, age in enumerate(ages)
    ]
    assert is_quiet(beats, NOON) is quiet
