"""This half-term, term and year; what was expected in them, and where gaps are."""

from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.half_terms import halves
from bot.domain.induction import expected_by_week, expected_sessions, gaps_by_week
from bot.domain.pairings import Target
from bot.domain.periods import Period, span_of
from tests.builders import a_calendar, a_member, a_pairing, an_induction, span


@pytest.mark.parametrize(
    ("today", "label", "first", "last"),
    [
        ("2026-11-11", "second half", "2026-10-31", "2026-12-18"),
        ("2026-09-03", "first half", "2026-09-03", "2026-10-25"),
        ("2026-10-28", "first half", "2026-09-03", "2026-10-25"),  # the holiday itself
        ("2026-12-24", "second half", "2026-10-31", "2026-12-18"),
        ("2026-08-20", "first half", "2026-09-03", "2026-10-25"),  # before all terms
    ],
)
def test_a_half_term_is_the_one_that_runs_or_has_just_been(
    today: str, label: str, first: str, last: str
) -> None:
    found = span_of(a_calendar(), Period.HALF_TERM, date.fromisoformat(today))
    assert found.label == f"Autumn term 2026, {label}"
    assert found.days == span(first, last)


def test_a_year_goes_from_september_to_august() -> None:
    found = span_of(a_calendar(), Period.YEAR, date(2027, 3, 1))
    assert found.label == "School year 2026 to 2027"
    assert found.days == span("2026-09-01", "2027-08-31")


def test_a_term_is_called_by_its_name() -> None:
    found = span_of(a_calendar(), Period.TERM, date(2027, 2, 1))
    assert (found.label, found.days) == (
        "Spring term 2027",
        span("2027-01-04", "2027-03-25"),
    )


days = st.integers(0, 330).map(lambda n: date(2026, 9, 1) + timedelta(days=n))
inductions = st.builds(
    an_induction,
    year=st.sampled_from([1, 2]),
    full_time_equivalent=st.sampled_from([1, 0.8, 0.6, 0.5, 0.2]),
)
pairings = st.builds(
    a_pairing,
    begins_on=days,
    target=st.none() | st.integers(1, 6).map(lambda n: Target(weeks_per_session=n)),
)


@pytest.mark.rule("R7")
@given(inductions, pairings, days)
def test_the_weeks_add_up_to_what_is_expected_of_the_whole(
    induction: object, pairing: object, until: date
) -> None:
    calendar = a_calendar()
    weeks = expected_by_week(pairing, induction, calendar, a_member(), until=until)  # type: ignore[arg-type]  # built by Hypothesis
    whole = expected_sessions(pairing, induction, calendar, a_member(), until=until)  # type: ignore[arg-type]  # same
    assert (sum(weeks.values()), len(weeks)) == (whole.sessions, whole.weeks)


@pytest.mark.rule("R7")
@given(inductions, pairings)
def test_the_half_terms_add_up_to_the_year(induction: object, pairing: object) -> None:
    calendar, last = a_calendar(), date(2027, 7, 21)
    weeks = expected_by_week(pairing, induction, calendar, a_member(), until=last)  # type: ignore[arg-type]  # built by Hypothesis
    by_half = [
        sum(
            weeks.get(week.monday, 0)
            for week in calendar.school_weeks(half.first, half.last)
        )
        for half in halves(calendar)
    ]
    assert sum(by_half) == sum(weeks.values())


counts = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=20)


@pytest.mark.rule("R7")
@given(counts)
def test_the_gaps_are_the_most_that_was_ever_missing(
    weeks: list[tuple[int, int]],
) -> None:
    gaps = gaps_by_week(weeks)
    missing = accumulate(expected - held for expected, held in weeks)
    assert sum(gaps) == max([0, *missing])
    assert all(gap >= 0 for gap in gaps)


@pytest.mark.parametrize(
    ("weeks", "gaps"),
    [
        ([(1, 1), (1, 0), (1, 1)], [0, 1, 0]),
        ([(1, 2), (1, 0)], [0, 0]),  # two in one week stand for the next
        ([(0, 1), (1, 0), (0, 0), (1, 1)], [0, 0, 0, 0]),  # fortnightly, either week
        ([(1, 0), (0, 1)], [1, 0]),  # what comes later fills no gap
    ],
)
def test_where_there_was_a_gap(weeks: list[tuple[int, int]], gaps: list[int]) -> None:
    assert gaps_by_week(weeks) == gaps
