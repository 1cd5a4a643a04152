"""The hours of a day, as people type them."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.hours_text import BadHours, format_hours, read_hours

_TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    "text",
    [
        "08:45-15:15",
        "8.45 to 3.15pm",
        "8:45am – 15:15",
        "08:45 until 15.15",
        "8:45-3:15PM",
    ],
)
def test_hours_are_read_however_they_are_typed(text: str) -> None:
    assert read_hours(text) == [(time(8, 45), time(15, 15))]


def test_a_day_can_have_a_break() -> None:
    assert read_hours("08:45-12:00, 13:00-15:15") == [
        (time(8, 45), time(12)),
        (time(13), time(15, 15)),
    ]


def test_noon_and_midnight_are_no_twelve_hours_off() -> None:
    assert read_hours("8am-12pm") == [(time(8), time(12))]
    assert read_hours("12am-1am") == [(time(0), time(1))]


@given(_TIMES, _TIMES)
def test_what_is_shown_is_read_back_the_same(one: time, other: time) -> None:
    starts, ends = sorted((one, other))
    if starts == ends:
        with pytest.raises(BadHours, match="is not after"):
            read_hours(format_hours(starts, ends))
    else:
        assert read_hours(format_hours(starts, ends)) == [(starts, ends)]


@given(st.text(max_size=30) | st.from_regex(r"[0-9:.apm ,–-]{0,20}"))
def test_garbage_is_read_or_refused_and_never_a_fault(text: str) -> None:
    with suppress(BadHours):
        read_hours(text)
