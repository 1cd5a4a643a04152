"""Dates are read day first, by number or by name."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.formatting import MONTHS, WEEKDAYS
from bot.domain.kernel.written_dates import (
    MONTH,
    WEEKDAY,
    WEEKDAYS_OFTEN,
    Written,
    month_number,
    weekday_number,
    written,
)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%A, %dth %b %Y"]),
)
def test_a_date_is_read_as_it_was_written(day: date, how: str) -> None:
    found = written(day.strftime(how))
    assert found is not None
    assert found.on() == day


@pytest.mark.parametrize(
    "text", ["3/9", "3 Brumaire 2026", "Tuesday", "3/9/2026 or so", "12345", ""]
)
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert written(text) is None


def test_a_date_without_a_year_is_found_in_one_and_there_may_be_no_such_day() -> None:
    assert Written(29, 2).on(2028) == date(2028, 2, 29)
    assert Written(29, 2).on(2027) is None
    assert Written(3, 9).on() is None


def test_american_order_is_told_apart() -> None:
    assert Written(9, 13, 2026).has_month_first
    assert not Written(13, 9, 2026).has_month_first
    assert not Written(13, 13, 2026).has_month_first


def test_months_and_weekdays_have_their_numbers_by_any_name_in_use() -> None:
    for number, name in enumerate(MONTHS, start=1):
        for said in (name, name[:3].lower()):
            assert re.fullmatch(MONTH, said, re.IGNORECASE)
            assert month_number(said) == number
    for number, name in enumerate(WEEKDAYS):
        for said in (name, name[:3].upper()):
            assert re.fullmatch(WEEKDAY, said, re.IGNORECASE)
            assert weekday_number(said) == number
        assert re.fullmatch(WEEKDAYS_OFTEN, f"{name}s", re.IGNORECASE)
    assert (month_number("Brumaire"), weekday_number("Caturday")) == (0, -1)
