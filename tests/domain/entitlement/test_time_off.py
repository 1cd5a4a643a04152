"""Time off timetable: which weeks can be noted, and what it adds up to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.half_terms import half_begins, halves
from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.entitlement.time_off import (
    LostTo,
    TimeLine,
    TimeOffWeek,
    check_week,
    counted,
    latest_weeks,
    read_time_line,
)
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.domain.sessions.log_line import NotUnderstood
from tests.builders import ECT, LONDON, MENTOR, SCHOOL, a_calendar, at
from tests.strategies import calendars, days

NOW = at("2026-11-11 10:40")  # a Wednesday
NOW_LOCAL = NOW.astimezone(LONDON)
THIS, LAST = date(2026, 11, 9), date(2026, 11, 2)


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("line", "monday", "lost_to"),
    [
        ("lost cover", THIS, LostTo.COVER),
        ("lost it to a meeting", THIS, LostTo.MEETING),
        ("cover", THIS, LostTo.COVER),
        ("lost to something else", THIS, LostTo.OTHER),
        ("got it", THIS, None),
        ("I got my time this week", THIS, None),
        ("got it last week", LAST, None),
        ("lost cover 3 Nov", LAST, LostTo.COVER),
        ("lost cover week of 2/11", LAST, LostTo.COVER),
        ("yesterday lost meeting", THIS, LostTo.MEETING),
    ],
)
def test_a_line_says_which_week_and_what_took_the_time(
    line: str, monday: date, lost_to: LostTo | None
) -> None:
    assert read_time_line(line, now_local=NOW_LOCAL) == TimeLine(monday, lost_to)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("lost", "What took the time"),
        ("today", "Did you get your time, or lose it"),
        ("got cover", "Say one of them"),
        ("lost cover meeting", "Say one of them"),
        ("lost cover because of zebra", "I keep no words here"),
        ("lost cover 31/2", "not a date"),
    ],
)
def test_a_line_that_leaves_something_open_is_asked_about_and_kept(
    line: str, says: str
) -> None:
    read = read_time_line(line, now_local=NOW_LOCAL)

    assert isinstance(read, NotUnderstood)
    assert says in read.problem
    assert read.typed == line


@given(st.text(max_size=80))
def test_any_line_is_read_or_asked_about(line: str) -> None:
    read = read_time_line(line, now_local=NOW_LOCAL)

    if isinstance(read, TimeLine):
        assert read.monday.weekday() == 0


@pytest.mark.rule("R7")
@given(calendars(), days(), days())
def test_only_a_school_week_that_has_begun_can_be_noted(
    calendar: SchoolCalendar, day: date, today: date
) -> None:
    monday = day - timedelta(days=day.weekday())
    is_school = any(
        calendar.is_school_day(monday + timedelta(days=n)) for n in range(7)
    )
    try:
        check_week(calendar, monday, today=today)
        fits = True
    except Unfit:
        fits = False
    assert fits is (is_school and monday <= today)


@given(calendars(), days(), st.integers(1, 6))
def test_the_latest_weeks_are_school_weeks_newest_first(
    calendar: SchoolCalendar, today: date, most: int
) -> None:
    weeks = latest_weeks(calendar, today, most)

    assert len(weeks) <= most
    assert weeks == sorted(set(weeks), reverse=True)
    for monday in weeks:
        check_week(calendar, monday, today=today)


people = st.sampled_from([MENTOR, ECT, PersonId("U0OTHER")])
mondays = st.integers(0, 5).map(lambda n: LAST + timedelta(weeks=n))
entries = st.lists(
    st.builds(
        TimeOffWeek,
        school=st.just(SCHOOL),
        person=people,
        hat=st.sampled_from([Role.MENTOR, Role.ECT]),
        monday=mondays,
        lost_to=st.none() | st.sampled_from(LostTo),
        at=st.just(NOW),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


@pytest.mark.rule("R7")
@given(entries, st.lists(st.tuples(people, mondays), max_size=6))
def test_each_week_counts_once_as_given_or_as_lost(
    said: list[TimeOffWeek], taken: list[tuple[PersonId, date]]
) -> None:
    counts = counted(said, taken)

    total = sum(one.given + one.weeks_lost for one in counts)
    weeks = {(e.person, e.hat, e.monday) for e in said}
    weeks |= {(person, Role.MENTOR, monday) for person, monday in taken}
    assert total == len(weeks)
    assert sum(one.given for one in counts) == sum(e.lost_to is None for e in said)


def test_what_a_mentor_says_of_a_week_goes_before_what_a_session_lets_suppose() -> None:
    said = TimeOffWeek(
        school=SCHOOL,
        person=MENTOR,
        hat=Role.MENTOR,
        monday=LAST,
        lost_to=LostTo.COVER,
        at=NOW,
    )

    (alone,) = counted([], [(MENTOR, LAST), (MENTOR, LAST)])
    (both,) = counted([said], [(MENTOR, LAST)])

    assert alone.lost == {None: 1}
    assert both.lost == {LostTo.COVER: 1}


def test_a_half_term_begins_after_its_break_and_lasts_through_the_holidays() -> None:
    calendar = a_calendar()

    assert len(halves(calendar)) == 6
    for day, begins in (
        (date(2026, 8, 20), date(2026, 8, 20)),
        (date(2026, 10, 28), date(2026, 9, 3)),
        (date(2026, 11, 11), date(2026, 10, 31)),
        (date(2026, 12, 27), date(2026, 10, 31)),
    ):
        assert half_begins(calendar, day) == begins
