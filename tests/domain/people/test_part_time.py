import pytest

from bot.domain.people.part_time import format_rhythm


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("weeks", "share", "said"),
    [
        (1, 1, "weekly"),
        (2, 1, "every 2 weeks"),
        (1, 0.8, "weekly, pro rata for part-time (0.8): about weekly"),
        (1, 0.6, "weekly, pro rata for part-time (0.6): about every 2 weeks"),
        (2, 0.6, "every 2 weeks, pro rata for part-time (0.6): about every 3 weeks"),
    ],
)
def test_a_rhythm_says_what_it_comes_to_part_time(
    weeks: int, share: float, said: str
) -> None:
    assert format_rhythm(weeks, share) == said
