"""What a date or a time is at a school: examples first, then properties."""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import Closed, SchoolCalendar
from bot.domain.people.member import Member
from bot.domain.school.profile import Term, Week
from bot.domain.sessions.records import TimeClass
from tests.builders import a_calendar, a_member, at, hours, span
from tests.strategies import calendars, days, members, moments, session_minutes

DAY = timedelta(days=1)
FIRST = date(2026, 9, 1)


# Days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 9, 1), Closed.CLOSURE_DAY),  # before the term, staff are in
        (date(2026, 9, 3), None),  # a Thursday: the term begins in mid-week
        (date(2026, 9, 5), Closed.WEEKEND),
        (date(2026, 10, 23), Closed.CLOSURE_DAY),  # touches the half-term
        (date(2026, 10, 26), Closed.HALF_TERM),
        (date(2026, 10, 30), Closed.HALF_TERM),
        (date(2026, 10, 31), Closed.WEEKEND),
        (date(2026, 11, 2), Closed.CLOSURE_DAY),
        (date(2026, 11, 3), None),
        (date(2026, 12, 18), None),
        (date(2026, 12, 19), Closed.HOLIDAYS),  # a Saturday: the longer reason
        (date(2026, 12, 25), Closed.HOLIDAYS),
        (date(2027, 5, 3), Closed.BANK_HOLIDAY),
        (date(2027, 5, 31), Closed.HALF_TERM),  # a bank holiday as well
        (date(2027, 7, 21), None),  # a Wednesday: the term ends in mid-week
        (date(2027, 7, 22), Closed.HOLIDAYS),
        (date(2030, 1, 8), Closed.HOLIDAYS),  # a year that nobody entered
    ],
)
def test_each_day_of_a_real_year_is_what_the_school_published(
    day: date, closed: Closed | None
) -> None:
    calendar = a_calendar()

    assert calendar.why_closed(day) is closed
    assert calendar.is_school_day(day) is (closed is None)


def test_a_closure_day_on_a_bank_holiday_or_weekend_is_nobodys_working_day() -> None:
    calendar = a_calendar(closure_days=frozenset({date(2027, 5, 3), date(2027, 5, 8)}))

    assert calendar.why_closed(date(2027, 5, 3)) is Closed.BANK_HOLIDAY
    assert calendar.why_closed(date(2027, 5, 8)) is Closed.WEEKEND


def test_a_weekday_without_teaching_hours_is_no_school_day() -> None:
    calendar = a_calendar(teaching_hours=hours("08:45", "15:15", days="mon tue wed"))

    assert calendar.why_closed(date(2026, 11, 5)) is Closed.NO_LESSONS
    assert calendar.is_school_day(date(2026, 11, 4))


def test_the_published_year_has_its_number_of_school_days() -> None:
    calendar = a_calendar()

    # By hand: 77 weekdays - 5 half-term - 3 closure days; 59 - 5; 73 - 5 - 2 - 1.
    autumn = calendar.school_days_between(date(2026, 9, 2), date(2026, 12, 18))
    spring = calendar.school_days_between(date(2027, 1, 3), date(2027, 3, 25))
    summer = calendar.school_days_between(date(2027, 4, 11), date(2027, 7, 21))
    assert (autumn, spring, summer) == (69, 54, 65)


def test_school_days_are_counted_after_the_first_day_and_with_the_last() -> None:
    calendar = a_calendar()
    thursday, friday, monday = date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 9)

    assert calendar.school_days_between(thursday, thursday) == 0
    assert calendar.school_days_between(thursday, friday) == 1
    assert calendar.school_days_between(friday, monday) == 1
    assert calendar.school_days_between(monday, thursday) == 0


def test_a_school_week_holds_its_school_days_only() -> None:
    weeks = a_calendar().school_weeks(date(2026, 10, 19), date(2026, 11, 8))

    assert [(week.monday, len(week.school_days)) for week in weeks] == [
        (date(2026, 10, 19), 4),  # Friday is a closure day
        (date(2026, 11, 2), 4),  # so is Monday; half-term lies between
    ]


def test_a_term_that_begins_or_ends_in_mid_week_has_short_weeks() -> None:
    weeks = a_calendar().school_weeks(date(2026, 8, 1), date(2027, 8, 31))

    assert weeks[0].school_days == (date(2026, 9, 3), date(2026, 9, 4))
    assert weeks[-1].school_days == tuple(date(2027, 7, day) for day in (19, 20, 21))
    assert len(weeks) == 15 + 11 + 14


def test_the_calendar_says_when_its_known_terms_run_out() -> None:
    assert a_calendar().runs_out_on == date(2027, 7, 21)


@given(calendars(), days(), st.integers(0, 90), st.integers(0, 90))
def test_school_days_add_up_and_agree_with_each_single_day(
    calendar: SchoolCalendar, first: date, some: int, more: int
) -> None:
    middle = first + some * DAY
    last = middle + more * DAY

    whole = calendar.school_days_between(first, last)

    assert whole == (
        calendar.school_days_between(first, middle)
        + calendar.school_days_between(middle, last)
    )
    one_by_one = [first + offset * DAY for offset in range(1, some + more + 1)]
    assert whole == sum(calendar.is_school_day(day) for day in one_by_one)


@pytest.mark.parametrize(
    ("day", "number", "reached"),
    [
        (date(2026, 11, 3), 1, date(2026, 11, 4)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),  # over a weekend
        (date(2026, 11, 7), 1, date(2026, 11, 9)),  # from a Saturday
        (date(2026, 10, 22), 1, date(2026, 11, 3)),  # closure, half-term, closure
        (date(2026, 11, 26), 1, date(2026, 11, 30)),
        (date(2026, 12, 18), 2, date(2027, 1, 5)),
        (date(2026, 8, 1), 1, date(2026, 9, 3)),  # before the first known term
        (date(2027, 7, 20), 1, date(2027, 7, 21)),
        (date(2027, 7, 20), 2, date(2027, 7, 22)),  # no later term is known
        (date(2027, 7, 21), 3, date(2027, 7, 26)),
        (date(2027, 7, 24), 1, date(2027, 7, 26)),
        (date(2030, 1, 5), 5, date(2030, 1, 11)),
    ],
)
def test_a_number_of_school_days_later_is_a_date(
    day: date, number: int, reached: date
) -> None:
    assert a_calendar().school_day_after(day, number) == reached


def test_no_day_without_lessons_is_counted_in_the_last_week_of_known_terms() -> None:
    fridays = a_calendar(teaching_hours=hours("08:45", "15:15", days="fri"))

    # Friday 16 July is the last; the term ends on the Wednesday after.
    assert fridays.school_day_after(date(2027, 7, 9), 2) == date(2027, 7, 22)


@given(calendars(), days(), st.integers(1, 60))
def test_a_school_day_later_is_strictly_later_and_a_school_day_while_terms_are_known(
    calendar: SchoolCalendar, day: date, number: int
) -> None:
    reached = calendar.school_day_after(day, number)

    assert reached > day
    if reached <= calendar.runs_out_on:
        assert calendar.is_school_day(reached)
    else:
        assert reached.weekday() < 5


@given(calendars(), days(), st.integers(1, 60))
def test_to_go_on_by_school_days_and_to_count_them_are_two_sides_of_one(
    calendar: SchoolCalendar, day: date, number: int
) -> None:
    reached = calendar.school_day_after(day, number)

    if reached <= calendar.runs_out_on:
        assert calendar.school_days_between(day, reached) == number
    if calendar.is_school_day(day):
        before = day - DAY
        counted = calendar.school_days_between(before - 30 * DAY, day)
        assert calendar.school_day_after(before - 30 * DAY, counted) == day


@given(calendars(), days(), st.integers(1, 60), st.integers(1, 60))
def test_school_days_can_be_gone_in_one_go_or_in_two(
    calendar: SchoolCalendar, day: date, some: int, more: int
) -> None:
    halfway = calendar.school_day_after(day, some)

    assert calendar.school_day_after(halfway, more) == (
        calendar.school_day_after(day, some + more)
    )


@given(calendars(), days(), st.integers(1, 60))
def test_whoever_begins_later_never_arrives_earlier(
    calendar: SchoolCalendar, day: date, number: int
) -> None:
    today = calendar.school_day_after(day, number)

    assert today <= calendar.school_day_after(day + DAY, number)
    assert today < calendar.school_day_after(day, number + 1)


@given(calendars(), days(), st.integers(0, 90))
def test_school_weeks_hold_each_school_day_once_and_no_other(
    calendar: SchoolCalendar, first: date, length: int
) -> None:
    last = first + length * DAY

    weeks = calendar.school_weeks(first, last)

    held = [day for week in weeks for day in week.school_days]
    every = [first + offset * DAY for offset in range(length + 1)]
    assert held == [day for day in every if calendar.is_school_day(day)]
    for week in weeks:
        assert week.monday.weekday() == 0
        assert {day - day.weekday() * DAY for day in week.school_days} == {week.monday}


@given(calendars(), days())
def test_no_closure_day_weekend_or_holiday_is_a_school_day(
    calendar: SchoolCalendar, day: date
) -> None:
    shut = (
        day in calendar.school.closure_days
        or day in calendar.bank_holidays
        or day.weekday() > 4
        or calendar.term_of(day) is None
    )

    assert not (shut and calendar.is_school_day(day))


# Weeks A and B ------------------------------------------------------------------------


def test_weeks_a_and_b_take_turns_over_school_weeks_and_skip_the_holidays() -> None:
    calendar = a_calendar(week_a_begins_on=date(2026, 9, 7))
    mondays = (
        date(2026, 8, 31),  # before the first week A: they took turns then too
        date(2026, 9, 7),
        date(2026, 9, 14),
        date(2026, 10, 12),
        date(2026, 10, 19),
        date(2026, 11, 2),  # half-term counts no week
        date(2026, 12, 14),
        date(2027, 1, 4),  # nor do the Christmas holidays
    )

    assert "".join(calendar.week_letter(day) or "-" for day in mondays) == "BABBABBA"


def test_the_letter_holds_from_monday_to_sunday() -> None:
    calendar = a_calendar(week_a_begins_on=date(2026, 9, 7))

    week = [calendar.week_letter(date(2026, 11, 9) + n * DAY) for n in range(7)]

    assert set(week) == {Week.A}


def test_a_week_that_is_no_school_week_has_the_letter_of_the_next_one() -> None:
    calendar = a_calendar(week_a_begins_on=date(2026, 9, 7))

    half_term, back = date(2026, 10, 28), date(2026, 11, 4)

    assert calendar.week_letter(half_term) is calendar.week_letter(back)


def test_week_a_named_by_a_holiday_monday_begins_with_the_next_school_week() -> None:
    calendar = a_calendar(week_a_begins_on=date(2026, 10, 26))

    assert calendar.week_letter(date(2026, 11, 3)) is Week.A
    assert calendar.week_letter(date(2026, 10, 20)) is Week.B


def test_a_school_without_a_fortnightly_timetable_has_no_letters() -> None:
    assert a_calendar().week_letter(date(2026, 11, 3)) is None


def test_hours_of_week_a_are_no_hours_in_week_b() -> None:
    calendar = a_calendar(
        week_a_begins_on=date(2026, 9, 7),
        teaching_hours=(
            *hours("08:45", "15:15", week="A"),
            *hours("08:45", "12:00", week="B"),
        ),
    )
    pair = [a_member()]

    in_a = calendar.time_class(at("2026-09-08 14:00"), 50, pair)
    in_b = calendar.time_class(at("2026-09-15 14:00"), 50, pair)

    assert (in_a, in_b) == (TimeClass.TEACHING, TimeClass.OUTSIDE_TEACHING)


def test_a_day_that_is_taught_in_week_a_alone_is_a_school_day_in_week_a_alone() -> None:
    calendar = a_calendar(
        week_a_begins_on=date(2026, 9, 7),
        teaching_hours=(
            *hours("08:45", "15:15", days="mon tue wed thu"),
            *hours("08:45", "15:15", days="fri", week="A"),
        ),
    )

    assert calendar.is_school_day(date(2026, 9, 11))
    assert calendar.why_closed(date(2026, 9, 18)) is Closed.NO_LESSONS


@given(st.frozensets(days(), max_size=30), days())
def test_school_weeks_alternate_whatever_closes_and_whichever_is_named(
    closure_days: frozenset[date], named: date
) -> None:
    calendar = a_calendar(closure_days=closure_days, week_a_begins_on=named)
    weeks = calendar.school_weeks(date(2026, 9, 1), date(2027, 7, 31))

    letters = [calendar.week_letter(week.monday) for week in weeks]

    assert all(before is not after for before, after in pairwise(letters))
    first_after = [w.monday for w in weeks if w.monday + 6 * DAY >= named]
    if first_after:
        assert calendar.week_letter(first_after[0]) is Week.A


# The clocks ---------------------------------------------------------------------------


def test_a_wall_time_that_the_clocks_skip_is_read_an_hour_later() -> None:
    moment = a_calendar().moment(date(2027, 3, 28), time(1, 30))

    assert moment == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert a_calendar().local(moment).time() == time(2, 30)


def test_a_wall_time_that_comes_twice_is_the_first() -> None:
    moment = a_calendar().moment(date(2026, 10, 25), time(1, 30))

    assert moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 6, 1, 22, 59, tzinfo=UTC), date(2027, 6, 1)),
        (datetime(2027, 6, 1, 23, 0, tzinfo=UTC), date(2027, 6, 2)),  # summer time
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 2, 0, 0, tzinfo=UTC), date(2026, 12, 2)),
    ],
)
def test_the_day_changes_at_the_schools_own_midnight(
    moment: datetime, day: date
) -> None:
    assert a_calendar().day_of(moment) == day


@given(days(), st.times().map(lambda wall: wall.replace(fold=0)))
def test_a_wall_time_keeps_its_day_and_all_but_the_skipped_hour_read_back(
    day: date, wall: time
) -> None:
    calendar = a_calendar()

    moment = calendar.moment(day, wall)

    assert moment.tzinfo is UTC
    assert calendar.day_of(moment) == day
    skipped = day == date(2027, 3, 28) and wall.hour == 1
    assert calendar.local(moment).time() == (wall.replace(hour=2) if skipped else wall)


@pytest.mark.rule("R8")
@pytest.mark.parametrize("day", [date(2026, 10, 23), date(2026, 10, 26)])
def test_teaching_hours_stay_at_the_same_wall_time_when_the_clocks_change(
    day: date,
) -> None:
    # Taught on both sides of Sunday 25 October 2026, with no half-term between.
    calendar = a_calendar(
        closure_days=frozenset(),
        terms=(Term(name="Autumn", days=span("2026-09-03", "2026-12-18")),),
    )
    first_lesson = calendar.moment(day, time(8, 45))

    assert calendar.time_class(first_lesson, 60, []) is TimeClass.TEACHING
    early = first_lesson - timedelta(minutes=1)
    assert calendar.time_class(early, 60, []) is TimeClass.OUTSIDE_TEACHING


# Where a time stands ------------------------------------------------------------------

TEACHING, OUTSIDE, OUT_OF_CONTRACT = TimeClass


@pytest.mark.rule("R8")
@pytest.mark.parametrize(
    ("starts", "minutes", "stands"),
    [
        ("2026-11-03 08:45", 60, TEACHING),  # begins with the first lesson
        ("2026-11-03 08:44", 60, OUTSIDE),
        ("2026-11-03 14:25", 50, TEACHING),  # ends with the last
        ("2026-11-03 14:26", 50, OUTSIDE),
        ("2026-11-03 15:30", 60, OUTSIDE),
        ("2026-11-03 15:46", 60, OUT_OF_CONTRACT),
        ("2026-11-03 19:00", 60, OUT_OF_CONTRACT),
        ("2026-11-03 23:30", 60, OUT_OF_CONTRACT),  # across midnight
        ("2026-11-04 00:00", 60, OUT_OF_CONTRACT),
        ("2026-11-02 10:00", 60, OUTSIDE),  # a closure day, within contracted hours
        ("2026-11-02 18:00", 60, OUT_OF_CONTRACT),
        ("2026-09-01 10:00", 60, OUTSIDE),  # a closure day before the term begins
        ("2026-10-26 10:00", 60, OUT_OF_CONTRACT),  # half-term
        ("2026-11-07 10:00", 60, OUT_OF_CONTRACT),  # a Saturday
        ("2027-05-03 10:00", 60, OUT_OF_CONTRACT),  # a bank holiday
        ("2027-07-21 14:00", 60, TEACHING),  # the last day of term, a Wednesday
        ("2027-07-22 14:00", 60, OUT_OF_CONTRACT),
    ],
)
def test_a_time_is_in_teaching_hours_or_outside_them_or_outside_contract(
    starts: str, minutes: int, stands: TimeClass
) -> None:
    assert a_calendar().time_class(at(starts), minutes, [a_member()]) is stands


@pytest.mark.rule("R8")
def test_a_part_timers_day_off_is_outside_contract_though_lessons_are_on() -> None:
    part_timer = a_member(contracted_hours=hours("08:15", "16:45", days="mon tue wed"))
    colleague = a_member(person="U0OTHER")
    calendar = a_calendar()

    thursday = calendar.time_class(at("2026-11-05 10:00"), 50, [colleague, part_timer])
    wednesday = calendar.time_class(at("2026-11-04 10:00"), 50, [colleague, part_timer])

    assert (thursday, wednesday) == (OUT_OF_CONTRACT, TEACHING)
    assert calendar.whose_contract(
        at("2026-11-05 10:00"), 50, [colleague, part_timer]
    ) == [part_timer]


@pytest.mark.rule("R8")
def test_a_morning_contract_does_not_cover_the_afternoon() -> None:
    mornings = a_member(contracted_hours=hours("08:15", "12:30"))

    assert a_calendar().time_class(at("2026-11-03 12:00"), 30, [mornings]) is TEACHING
    late = a_calendar().time_class(at("2026-11-03 12:01"), 30, [mornings])
    assert late is OUT_OF_CONTRACT


def test_a_day_away_is_outside_contract() -> None:
    away = a_member(away=(span("2026-11-03"),))

    assert a_calendar().time_class(at("2026-11-03 10:00"), 50, [away]) is (
        OUT_OF_CONTRACT
    )
    assert a_calendar().time_class(at("2026-11-04 10:00"), 50, [away]) is TEACHING


def test_a_contracted_day_without_lessons_is_outside_teaching_hours_only() -> None:
    calendar = a_calendar(teaching_hours=hours("08:45", "15:15", days="mon tue wed"))

    stands = calendar.time_class(at("2026-11-05 10:00"), 50, [a_member()])

    assert stands is OUTSIDE


def test_lessons_that_touch_are_one_stretch_and_a_gap_is_none() -> None:
    lessons = (
        *hours("13:00", "15:15"),  # the last first: they come in any order
        *hours("10:45", "12:00"),
        *hours("08:45", "10:45"),
    )
    calendar = a_calendar(teaching_hours=lessons)

    across_lessons = calendar.time_class(at("2026-11-03 10:00"), 90, [])
    across_lunch = calendar.time_class(at("2026-11-03 11:45"), 90, [])

    assert (across_lessons, across_lunch) == (TEACHING, OUTSIDE)


@pytest.mark.parametrize(
    ("starts_at", "fits", "too_long"),
    [
        # Autumn: 00:30 to 02:30 by the clocks is three hours.
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 180, 181),
        # Spring: 00:30 to 02:30 by the clocks is one hour.
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), 60, 61),
    ],
)
def test_a_session_across_a_clock_change_keeps_its_true_length(
    starts_at: datetime, fits: int, too_long: int
) -> None:
    # No school opens on such a Sunday, so its hours are asked without the calendar's.
    calendar = a_calendar()
    night = hours("00:30", "02:30", days="sun")

    for moment in (starts_at, calendar.local(starts_at)):
        assert calendar._within(night, moment, fits)  # noqa: SLF001 - see above
        assert not calendar._within(night, moment, too_long)  # noqa: SLF001 - see above


@pytest.mark.rule("R8")
@given(calendars(), moments(), session_minutes(), st.lists(members(), max_size=2))
def test_every_time_stands_somewhere_and_more_people_never_better_it(
    calendar: SchoolCalendar, moment: datetime, minutes: int, people: list[Member]
) -> None:
    stands = calendar.time_class(moment, minutes, people)

    assert stands in TimeClass
    assert (stands is OUT_OF_CONTRACT) == bool(
        calendar.whose_contract(moment, minutes, people)
    )
    alone = calendar.time_class(moment, minutes, [])
    assert alone in {TEACHING, OUTSIDE}
    if stands is not OUT_OF_CONTRACT:
        assert stands is alone


@given(calendars(), moments(), session_minutes(), members())
def test_what_is_in_teaching_hours_begins_and_ends_on_one_school_day(
    calendar: SchoolCalendar, moment: datetime, minutes: int, member: Member
) -> None:
    stands = calendar.time_class(moment, minutes, [member])

    if stands is TEACHING:
        ends_at = moment + timedelta(minutes=minutes)
        assert calendar.day_of(moment) == calendar.day_of(ends_at)
        assert calendar.is_school_day(calendar.day_of(moment))
        assert calendar.works_on(member, calendar.day_of(moment))


@given(calendars(), moments(), session_minutes(), st.lists(members(), max_size=2))
def test_an_instant_stands_the_same_in_whatever_zone_it_is_written(
    calendar: SchoolCalendar, moment: datetime, minutes: int, people: list[Member]
) -> None:
    elsewhere = moment.astimezone(ZoneInfo("Pacific/Auckland"))

    assert calendar.time_class(moment, minutes, people) is calendar.time_class(
        elsewhere, minutes, people
    )


@given(calendars(), moments(), st.integers(2, 240), members())
def test_a_shorter_session_from_the_same_start_never_stands_worse(
    calendar: SchoolCalendar, moment: datetime, minutes: int, member: Member
) -> None:
    order = list(TimeClass)
    longer = order.index(calendar.time_class(moment, minutes, [member]))
    shorter = order.index(calendar.time_class(moment, minutes - 1, [member]))

    assert shorter <= longer


# When the bot may post ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "contact"),
    [
        ("2026-11-03 12:00", "2026-11-03 12:00"),
        ("2026-11-03 07:59", "2026-11-03 08:00"),
        ("2026-11-03 17:00", "2026-11-04 08:00"),  # the window has closed
        ("2026-11-06 18:00", "2026-11-09 08:00"),  # a Friday evening
        ("2026-10-22 18:00", "2026-11-03 08:00"),  # closure, half-term, closure
        ("2027-03-25 18:00", "2027-04-12 08:00"),  # over the clock change
        ("2027-07-21 18:00", "2027-07-22 08:00"),  # no later term is known
        ("2027-07-23 18:00", "2027-07-26 08:00"),
    ],
)
def test_a_message_waits_for_the_contact_window_of_a_school_day(
    moment: str, contact: str
) -> None:
    assert a_calendar().next_contact(at(moment)) == at(contact)


def test_a_message_waits_until_its_reader_works() -> None:
    reader = a_member(
        contracted_hours=hours("08:15", "16:45", days="tue wed"),
        away=(span("2026-11-10", "2026-11-11"),),
    )

    contact = a_calendar().next_contact(at("2026-11-04 18:00"), reader)

    assert contact == at("2026-11-17 08:00")


def test_a_message_to_someone_who_never_works_is_not_lost() -> None:
    nobody = a_member(contracted_hours=())

    assert a_calendar().next_contact(at("2026-11-03 12:00"), nobody) == at(
        "2027-07-22 08:00"
    )


@given(calendars(), moments(), st.none() | members())
def test_contact_is_never_earlier_never_outside_the_window_and_stays_put(
    calendar: SchoolCalendar, moment: datetime, member: Member | None
) -> None:
    contact = calendar.next_contact(moment, member)

    assert contact >= moment
    assert calendar.next_contact(contact, member) == contact
    local, school = calendar.local(contact), calendar.school
    assert school.contact_starts <= local.time() < school.contact_ends
    assert local.weekday() < 5
    if local.date() <= calendar.runs_out_on:
        assert calendar.is_school_day(local.date())
        assert member is None or calendar.works_on(member, local.date())


@given(calendars(), moments(), st.integers(0, 10_000), st.none() | members())
def test_a_later_message_is_never_delivered_before_an_earlier_one(
    calendar: SchoolCalendar, moment: datetime, later: int, member: Member | None
) -> None:
    after = moment + timedelta(minutes=later)

    assert calendar.next_contact(moment, member) <= calendar.next_contact(after, member)


# Speed --------------------------------------------------------------------------------


def test_a_whole_year_of_questions_is_answered_in_a_moment() -> None:
    calendar = a_calendar(
        week_a_begins_on=date(2026, 9, 7),
        teaching_hours=(
            *hours("08:45", "15:15", week="A"),
            *hours("08:45", "15:15", week="B"),
        ),
    )
    begun = stopwatch.process_time()

    stands = [
        calendar.time_class(calendar.moment(FIRST + n * DAY, time(10)), 50, [])
        for n in range(365)
    ]

    assert stands.count(TEACHING) == 188
    assert stopwatch.process_time() - begun < 1  # far above what it takes: some 10 ms
