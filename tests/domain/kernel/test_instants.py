"""Instants: what London's clocks show, and the two nights on which they change."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from bot.domain.kernel.instants import (
    as_instant,
    brought_to_utc,
    from_text,
    on_the_clock,
    stamp,
)
from handlers.fields import Values
from tests.builders import LONDON, at
from tests.strategies import days, moments

TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(days(), TIMES)
def test_an_instant_is_when_the_clocks_show_that_time_or_a_skipped_hour_later(
    day: date, wall: time
) -> None:
    found = on_the_clock(day, wall, LONDON)
    shown = found.astimezone(LONDON).replace(tzinfo=None)
    meant = datetime.combine(day, wall)
    skipped = day == date(2027, 3, 28) and wall.hour == 1
    assert found.tzinfo is UTC
    assert shown - meant == (timedelta(hours=1) if skipped else timedelta())


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    twice = on_the_clock(date(2026, 10, 25), time(1, 30), LONDON)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(moments())
def test_what_a_button_carries_is_the_same_instant_in_whatever_zone_it_was_written(
    moment: datetime,
) -> None:
    for zone in (UTC, LONDON):
        read = from_text(moment.astimezone(zone).isoformat())
        assert (read, read.tzinfo) == (moment, UTC)


@given(moments())
def test_text_that_an_earlier_version_wrote_is_brought_to_utc(moment: datetime) -> None:
    told = (
        f'{{"note": "at 14:00+01:00", "at": "{moment.astimezone(LONDON).isoformat()}"}}'
    )
    brought = brought_to_utc(told)
    assert "at 14:00+01:00" in brought
    read = from_text(brought.split('"')[-2])
    assert read == moment
    assert brought_to_utc(brought) == brought


def test_a_moment_of_no_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="names no zone"):
        as_instant(datetime(2026, 11, 3, 14))  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="must be in UTC"):
        stamp(at("2027-06-08 14:00").astimezone(LONDON))


def picked(day: date | None = None, start: time | None = None) -> Values:
    values = {
        "day": {"any": {"selected_date": day and day.isoformat()}},
        "start": {"any": {"selected_time": start and f"{start:%H:%M}"}},
    }
    return Values({"state": {"values": values}})


@given(moments())
def test_a_form_that_is_sent_off_as_it_was_shown_changes_no_time(
    moment: datetime,
) -> None:
    # The second of two times that read alike, too.
    shown = moment.astimezone(LONDON)
    for form in (picked(), picked(shown.date(), shown.time())):
        kept = form.moment(moment, LONDON)
        assert (kept, kept.tzinfo) == (moment, UTC)


@given(moments(), days(), TIMES)
def test_what_is_picked_in_a_form_is_what_the_clocks_show_then(
    moment: datetime, day: date, start: time
) -> None:
    kept = picked(day, start).moment(moment, LONDON)
    assert kept.tzinfo is UTC
    again = picked(day, start).moment(kept, LONDON)
    assert again == kept


@pytest.mark.parametrize(
    "such",
    [
        lambda m: m.astimezone(LONDON).utcoffset() == timedelta(0),
        lambda m: m.astimezone(LONDON).utcoffset() == timedelta(hours=1),
        lambda m: m.astimezone(LONDON).fold == 1,  # the second time
        lambda m: f"{m:%m-%d %H}" == "03-28 00",  # just before the hour that is none
    ],
    ids=["winter", "summer", "twice", "skipped"],
)
def test_the_properties_are_tried_in_both_halves_and_on_the_two_nights(
    such: Callable[[datetime], bool],
) -> None:
    assert such(find(moments(), such))
