"""Which lessons come round in somebody's own timetable, and when they are busy."""

from collections.abc import Iterable
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.calendars.timetables import Busy, TimetableRead, is_teaching, lessons_in
from bot.domain.kernel.errors import Unfit
from bot.domain.school.profile import Hours, Week
from tests.builders import a_calendar, at, hours

TODAY = date(2026, 11, 11)  # a Wednesday
MONDAY = date(2026, 11, 9)
WEEK_A = date(2026, 9, 7)


def lesson(day: date, starts: str = "09:00", ends: str = "10:00") -> Busy:
    return Busy(at(f"{day} {starts}"), at(f"{day} {ends}"))


def weekly(
    weeks: int,
    *slots: tuple[int, str, str],
    step: int = 1,
    first: date = MONDAY,
) -> list[Busy]:
    return [
        lesson(first + timedelta(days=7 * week + weekday), starts, ends)
        for week in range(0, weeks, step)
        for weekday, starts, ends in slots
    ]


MATHS, MUSIC = (0, "09:00", "10:00"), (1, "11:00", "12:00")


def found(
    entries: Iterable[Busy], calendar: SchoolCalendar | None = None
) -> tuple[Hours, ...]:
    return lessons_in(entries, calendar or a_calendar(), TODAY).lessons


def test_what_comes_every_week_is_a_lesson() -> None:
    lessons = found(weekly(5, MATHS, MUSIC))
    assert lessons == (
        *hours("09:00", "10:00", days="mon"),
        *hours("11:00", "12:00", days="tue"),
    )


def test_one_week_is_enough() -> None:
    assert found(weekly(1, MATHS)) == hours("09:00", "10:00", days="mon")


def test_what_comes_once_among_many_weeks_is_left_out_and_counted() -> None:
    trip = lesson(MONDAY + timedelta(days=9), "13:00", "15:00")
    read = lessons_in([*weekly(5, MATHS), trip], a_calendar(), TODAY)
    assert read.lessons == hours("09:00", "10:00", days="mon")
    assert read.left_out == 1


def test_what_lasts_all_day_or_overnight_is_left_out_and_counted() -> None:
    long = Busy(at("2026-11-10 08:00"), at("2026-11-10 18:00"))
    night = Busy(at("2026-11-10 22:00"), at("2026-11-11 06:00"))
    read = lessons_in([*weekly(5, MATHS), long, night], a_calendar(), TODAY)
    assert read == TimetableRead(hours("09:00", "10:00", days="mon"), 2)


def test_lessons_that_touch_or_overlap_become_one() -> None:
    lessons = found(weekly(3, MATHS, (0, "10:00", "11:00"), (0, "10:30", "11:15")))
    assert lessons == hours("09:00", "11:15", days="mon")


def test_a_holiday_does_not_make_a_lesson_rare() -> None:
    first = date(2026, 12, 7)  # two weeks of term, two of holidays, then term again
    lessons = found(weekly(6, MATHS, first=first))
    assert lessons == hours("09:00", "10:00", days="mon")


def test_an_old_timetable_alone_is_read_all_the_same() -> None:
    assert found(weekly(4, MATHS, first=date(2026, 9, 7)))


def test_the_next_weeks_count_more_than_those_that_were() -> None:
    was = weekly(6, MATHS, first=date(2026, 9, 7))
    lessons = found([*was, *weekly(4, MUSIC)])
    assert lessons == hours("11:00", "12:00", days="tue")


def test_weeks_a_and_b_are_told_apart_where_the_school_has_named_them() -> None:
    entries = [
        *weekly(4, MATHS, step=2),
        *weekly(4, MUSIC, step=2, first=MONDAY + timedelta(days=7)),
        *weekly(4, (2, "14:00", "15:00")),
    ]
    calendar = a_calendar(week_a_begins_on=WEEK_A)
    lessons = found(entries, calendar)
    letter = calendar.week_letter(MONDAY)
    other = Week.B if letter is Week.A else Week.A
    assert [(one.weekday, one.week) for one in lessons] == [
        (0, letter),
        (1, other),
        (2, None),
    ]


def refused(entries: Iterable[Busy], calendar: SchoolCalendar | None = None) -> str:
    with pytest.raises(Unfit) as refusal:
        found(entries, calendar)
    return refusal.value.sentence


def test_weeks_a_and_b_that_the_school_has_not_named_are_asked_about() -> None:
    entries = [
        *weekly(6, MATHS, step=2),
        *weekly(6, MUSIC, step=2, first=MONDAY + timedelta(days=7)),
    ]
    with pytest.raises(Unfit, match="when your school admin has entered it") as fault:
        found(entries)
    assert fault.value.ask == "U0ADMIN"


def test_one_fortnightly_meeting_is_no_timetable_of_two_weeks() -> None:
    entries = [*weekly(6, MATHS, MUSIC), *weekly(6, (4, "13:00", "14:00"), step=2)]
    assert len(found(entries)) == 2


def test_half_of_a_timetable_of_two_weeks_is_not_enough() -> None:
    sentence = refused(weekly(1, MATHS), a_calendar(week_a_begins_on=WEEK_A))
    assert "has no week" in sentence
    assert "at least two school weeks" in sentence


@pytest.mark.parametrize(
    "entries",
    [[], [lesson(date(2026, 11, 14))], weekly(2, MATHS, first=date(2027, 8, 2))],
    ids=["nothing", "a Saturday", "the holidays"],
)
def test_without_anything_that_comes_round_nothing_is_taken_over(
    entries: list[Busy],
) -> None:
    assert "no lessons that come round" in refused(entries)


def test_a_whole_schools_timetable_is_refused() -> None:
    slots = [
        (day, f"{hour:02}:{minute:02}", f"{hour:02}:{minute + 1:02}")
        for day in range(5)
        for hour in range(8, 18)
        for minute in (0, 20, 40)
    ]
    assert "not the whole school's" in refused(weekly(1, *slots))


def _fits(span: tuple[int, time, time]) -> bool:
    _weekday, starts, ends = span
    minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    return 0 < minutes <= 8 * 60


walls = st.integers(8 * 12, 17 * 12).map(lambda n: time(*divmod(n * 5, 60)))
spans = st.tuples(st.integers(0, 4), walls, walls).filter(_fits)


@given(st.lists(spans, min_size=1, max_size=12, unique=True), spans)
def test_someone_teaches_exactly_when_a_lesson_meets_the_time(
    slots: list[tuple[int, time, time]], asked: tuple[int, time, time]
) -> None:
    calendar = a_calendar()
    entries = weekly(4, *((d, f"{s:%H:%M}", f"{e:%H:%M}") for d, s, e in slots))
    lessons = found(entries)
    weekday, starts, ends = asked
    for week in (date(2026, 10, 5), date(2026, 11, 16), date(2027, 6, 14)):
        day = week + timedelta(days=weekday)  # in and out of summer time
        expected = any(d == weekday and s < ends and starts < e for d, s, e in slots)
        span = calendar.moment(day, starts), calendar.moment(day, ends)
        assert is_teaching(calendar, lessons, *span) is expected
