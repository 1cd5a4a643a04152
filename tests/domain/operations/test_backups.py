from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.operations.backups import Keep, to_keep

NOW = datetime(2026, 11, 11, 13, 5, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 60 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    unique=True,
)
KEEPS = st.builds(Keep, st.integers(1, 30), st.integers(0, 20))


def test_a_month_of_hourly_back_ups_leaves_a_day_of_hours_and_a_fortnight_of_days() -> (
    None
):
    made = [NOW - timedelta(hours=hours) for hours in range(24 * 30)]
    kept = to_keep(made, Keep(24, 14))
    assert kept >= set(made[:24])
    days = {moment.date() for moment in kept}
    assert len(days) == 14
    assert len(kept) == 24 + 12  # the last two days are among the hours


@given(MOMENTS, KEEPS)
def test_the_newest_is_always_kept_and_never_more_than_asked(
    made: list[datetime], keep: Keep
) -> None:
    kept = to_keep(made, keep)
    assert kept <= set(made)
    assert len(kept) <= keep.hourly + keep.daily
    if made:
        assert max(made) in kept


@given(MOMENTS, KEEPS)
def test_pruning_twice_is_pruning_once(made: list[datetime], keep: Keep) -> None:
    once = to_keep(made, keep)
    assert to_keep(once, keep) == once
