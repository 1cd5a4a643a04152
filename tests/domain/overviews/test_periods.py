"""This half-term, term and year."""

from datetime import date

import pytest

from bot.domain.overviews.periods import Period, span_of
from tests.builders import a_calendar, span


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
