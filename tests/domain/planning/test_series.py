"""Series of sessions: over school weeks only, at the same time by the wall clock."""

from datetime import date, time, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import Closed, SchoolCalendar
from bot.domain.people.member import Member
from bot.domain.planning.series import (
    Ending,
    LaidOut,
    LeftOut,
    Rhythm,
    end_in_month,
    endings,
    lay_out,
)
from tests.builders import LONDON, a_calendar, a_member, at, span
from tests.strategies import calendars, days, members

CALENDAR = a_calendar()
DAY, WEEK = timedelta(days=1), timedelta(days=7)
RHYTHMS = st.builds(
    lambda first, weeks, length: Rhythm(first, weeks, first + length * DAY),
    days(),
    st.integers(1, 4),
    st.integers(0, 330),
)


def laid(
    first: str, until: str, *, weeks: int = 1, calendar: SchoolCalendar = CALENDAR
) -> LaidOut:
    rhythm = Rhythm(date.fromisoformat(first), weeks, date.fromisoformat(until))
    return lay_out(calendar, rhythm)


def iso(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@pytest.mark.rule("R7")
def test_a_weekly_series_leaves_out_half_term_and_says_so() -> None:
    found = laid("2026-10-13", "2026-11-10")

    assert found.days == iso("2026-10-13", "2026-10-20", "2026-11-03", "2026-11-10")
    assert found.left_out == (LeftOut(on=date(2026, 10, 27), why=Closed.HALF_TERM),)


@pytest.mark.rule("R7")
def test_a_fortnight_is_counted_in_school_weeks() -> None:
    found = laid("2026-10-13", "2026-12-18", weeks=2)

    # 20 Oct is the week between; half-term is no week at all, so 3 Nov is the next turn
    assert found.days == iso(
        "2026-10-13", "2026-11-03", "2026-11-17", "2026-12-01", "2026-12-15"
    )
    assert found.left_out == (LeftOut(on=date(2026, 10, 27), why=Closed.HALF_TERM),)


@pytest.mark.parametrize(
    ("first", "until", "day", "why"),
    [
        ("2027-04-26", "2027-05-10", "2027-05-03", Closed.BANK_HOLIDAY),
        ("2026-11-20", "2026-12-04", "2026-11-27", Closed.CLOSURE_DAY),
        ("2026-12-15", "2027-01-05", "2026-12-22", Closed.HOLIDAYS),
        ("2026-11-14", "2026-11-14", "2026-11-14", Closed.WEEKEND),
    ],
)
def test_each_day_that_is_left_out_has_its_reason(
    first: str, until: str, day: str, why: Closed
) -> None:
    assert LeftOut(on=date.fromisoformat(day), why=why) in laid(first, until).left_out


def test_a_day_on_which_one_of_them_is_away_is_left_out() -> None:
    away = a_member(away=(span("2026-11-17", "2026-11-20"),))
    rhythm = Rhythm(date(2026, 11, 10), 1, date(2026, 11, 24))
    found = lay_out(CALENDAR, rhythm, [away])

    assert found.days == iso("2026-11-10", "2026-11-24")
    assert found.left_out == (LeftOut(on=date(2026, 11, 17), why=None),)


@given(calendars(), RHYTHMS, st.lists(members(), max_size=2))
def test_only_school_days_of_its_weekday_between_first_and_until(
    calendar: SchoolCalendar, rhythm: Rhythm, people: list[Member]
) -> None:
    found = lay_out(calendar, rhythm, people)
    for day in found.days:
        assert calendar.is_school_day(day)
        assert rhythm.first <= day <= rhythm.until
        assert not any(day in away for one in people for away in one.away)
    for day in (*found.days, *(left.on for left in found.left_out)):
        assert day.weekday() == rhythm.first.weekday()
    assert list(found.days) == sorted(set(found.days))


@given(calendars(), RHYTHMS)
def test_its_days_are_whole_turns_of_school_weeks_apart(
    calendar: SchoolCalendar, rhythm: Rhythm
) -> None:
    mondays = [
        week.monday
        for week in calendar.school_weeks(monday_of(rhythm.first), rhythm.until + WEEK)
    ]
    turns = [mondays.index(monday_of(day)) for day in lay_out(calendar, rhythm).days]
    assert all(turn % rhythm.weeks == 0 for turn in turns)


@given(calendars(), RHYTHMS)
def test_no_turn_is_lost_without_a_word(
    calendar: SchoolCalendar, rhythm: Rhythm
) -> None:
    found = lay_out(calendar, rhythm)
    told = {*found.days, *(left.on for left in found.left_out)}
    mondays = [
        week.monday
        for week in calendar.school_weeks(monday_of(rhythm.first), rhythm.until + WEEK)
    ]
    for monday in mondays[:: rhythm.weeks]:
        day = monday + rhythm.first.weekday() * DAY
        last = min(rhythm.until, calendar.runs_out_on)
        assert day in told or not rhythm.first <= day <= last


@given(calendars(), RHYTHMS, st.times().map(lambda t: t.replace(second=0)))
def test_the_wall_clock_shows_the_same_time_on_each_of_its_days(
    calendar: SchoolCalendar, rhythm: Rhythm, wall: time
) -> None:
    wall = wall.replace(microsecond=0, hour=max(wall.hour, 3))  # no school at night
    shown = {
        calendar.local(calendar.moment(day, wall)).time()
        for day in lay_out(calendar, rhythm).days
    }
    assert shown <= {wall}


def test_both_clock_changes_move_the_instant_and_not_the_time() -> None:
    (before, after) = laid("2026-10-20", "2026-11-03").days[0::1]
    starts = [CALENDAR.moment(day, time(14)) for day in (before, after)]
    assert [moment.hour for moment in starts] == [13, 14]
    (winter, summer) = laid("2027-03-23", "2027-04-13").days
    starts = [CALENDAR.moment(day, time(14)) for day in (winter, summer)]
    assert [moment.hour for moment in starts] == [14, 13]
    assert {moment.astimezone(LONDON).time() for moment in starts} == {time(14)}
    assert starts[1] == at("2027-04-13 14:00")


@pytest.mark.parametrize(
    ("first", "found"),
    [
        (
            "2026-09-08",
            {
                Ending.HALF_TERM: "2026-10-22",
                Ending.TERM: "2026-12-18",
                Ending.LAST_TERM: "2027-07-21",
            },
        ),
        ("2026-11-10", {Ending.TERM: "2026-12-18", Ending.LAST_TERM: "2027-07-21"}),
        ("2027-06-08", {Ending.TERM: "2027-07-21"}),
        ("2027-08-01", {}),
    ],
)
def test_the_ends_to_choose_from_are_those_to_come(
    first: str, found: dict[Ending, str]
) -> None:
    expected = {ending: date.fromisoformat(day) for ending, day in found.items()}
    assert endings(CALENDAR, date.fromisoformat(first)) == expected


def test_a_school_without_a_half_term_has_one_end_less() -> None:
    (autumn, *later) = CALENDAR.school.terms
    whole = msgspec.structs.replace(autumn, half_term=None)
    calendar = a_calendar(terms=(whole, *later))
    found = endings(calendar, date(2026, 9, 8))
    assert list(found) == [Ending.TERM, Ending.LAST_TERM]


@pytest.mark.parametrize(
    ("month", "end"),
    [(12, "2026-12-31"), (7, "2027-07-21"), (2, "2027-02-28"), (11, "2026-11-30")],
)
def test_until_a_month_is_until_its_last_day(month: int, end: str) -> None:
    found = end_in_month(CALENDAR, date(2026, 11, 10), month)
    assert found == date.fromisoformat(end)
