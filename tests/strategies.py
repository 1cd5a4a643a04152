"""Hypothesis strategies: dates and moments around one school year, schools, people."""

from datetime import UTC, date, datetime, time, timedelta

import msgspec
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.people.member import Member
from bot.domain.school.profile import DateSpan, Hours, School, Week
from bot.domain.sessions.records import MAX_MINUTES, MIN_MINUTES
from tests.builders import BANK_HOLIDAYS, TERMS, a_member, a_school, at, hours

FIRST_DAY, LAST_DAY = date(2026, 8, 1), date(2027, 8, 31)
_DAY = timedelta(days=1)

_CLOCK_CHANGES = (date(2026, 10, 25), date(2027, 3, 28))  # back, and forward
_WINTER = _CLOCK_CHANGES[0] + _DAY, _CLOCK_CHANGES[1] - _DAY
_SUMMER = _CLOCK_CHANGES[1] + _DAY, LAST_DAY

# Where time goes wrong: both clock changes, midnights in summer and in winter.
_ODD_MOMENTS = (
    datetime(2026, 10, 25, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2027, 3, 28, 1, tzinfo=UTC),
    at("2026-11-02 00:00"),
    at("2027-06-08 00:00"),
    at("2027-07-21 15:15"),
    at("2026-12-18 17:00"),
)


# Strategies that take nothing are made once: making them took longer than drawing.
_EDGES = sorted(
    {
        edge + offset * _DAY
        for term in TERMS
        for span in (term.days, term.half_term or term.days)
        for edge in (span.first, span.last)
        for offset in (-1, 0, 1)
    }
)
_YEAR = st.dates(FIRST_DAY, LAST_DAY) | st.sampled_from([*_EDGES, *_CLOCK_CHANGES])
_SPANS = st.builds(
    lambda first, length: DateSpan(first=first, last=first + length * _DAY),
    _YEAR,
    st.integers(0, 20),
)


def days() -> st.SearchStrategy[date]:
    """Return dates around the school year, the edges of its terms more often."""
    return _YEAR


_IN_WINTER, _IN_SUMMER = st.dates(*_WINTER), st.dates(*_SUMMER)
_MOMENTS = st.one_of(
    st.builds(
        lambda base, minutes: base + timedelta(minutes=minutes),
        st.sampled_from(_ODD_MOMENTS),
        st.integers(-120, 120),
    ),
    st.builds(
        lambda day, minutes: (
            datetime.combine(day, time(), tzinfo=UTC) + timedelta(minutes=minutes)
        ),
        _YEAR | _IN_WINTER | _IN_SUMMER,
        st.integers(0, 24 * 60 - 1),
    ),
)


def moments() -> st.SearchStrategy[datetime]:
    """Return instants of either half of the year, near where time goes wrong or not."""
    return _MOMENTS


def session_minutes() -> st.SearchStrategy[int]:
    """Return lengths that a session can have."""
    return st.integers(MIN_MINUTES, MAX_MINUTES)


def day_spans() -> st.SearchStrategy[DateSpan]:
    """Return one day to three weeks in the school year."""
    return _SPANS


# Drawn whole, since a timetable drawn hour by hour took most of a test's time.
_WORKING_DAYS = (
    "mon tue wed thu fri",
    "mon tue wed",
    "mon tue thu fri",
    "wed thu fri",
    "fri",
)
_STRETCHES = (
    (("08:45", "15:15"),),
    (("08:15", "16:45"),),
    (("08:45", "10:45"), ("10:45", "12:00"), ("13:00", "15:15")),
    (("07:30", "12:30"),),
    (("13:00", "18:00"),),
)


_TIMETABLES = st.builds(
    lambda working_days, stretches: tuple(
        entry
        for starts, ends in stretches
        for entry in hours(starts, ends, days=working_days)
    ),
    st.sampled_from(_WORKING_DAYS),
    st.sampled_from(_STRETCHES),
)
_FORTNIGHTS = st.builds(
    lambda a, b: (
        *(msgspec.structs.replace(entry, week=Week.A) for entry in a),
        *(msgspec.structs.replace(entry, week=Week.B) for entry in b),
    ),
    _TIMETABLES,
    _TIMETABLES,
)
_CLOSURES = st.frozensets(_YEAR, max_size=8)


def timetables(*, fortnightly: bool = False) -> st.SearchStrategy[tuple[Hours, ...]]:
    """Return hours on some of the weekdays, *fortnightly* perhaps by weeks A and B."""
    return _TIMETABLES | _FORTNIGHTS if fortnightly else _TIMETABLES


def schools() -> st.SearchStrategy[School]:
    """Return schools that differ in closure days, hours, and weeks A and B."""
    return _SCHOOLS


def calendars() -> st.SearchStrategy[SchoolCalendar]:
    """Return the calendars of such schools."""
    return _CALENDARS


def members() -> st.SearchStrategy[Member]:
    """Return people full time or part time, some of them away for a while."""
    return _MEMBERS


_SCHOOLS = st.one_of(
    st.builds(
        a_school,
        closure_days=_CLOSURES,
        teaching_hours=_TIMETABLES,
        contracted_hours=_TIMETABLES,
    ),
    st.builds(
        a_school,
        closure_days=_CLOSURES,
        teaching_hours=timetables(fortnightly=True),
        contracted_hours=timetables(fortnightly=True),
        week_a_begins_on=st.integers(0, 50).map(
            lambda weeks: date(2026, 8, 3) + 7 * weeks * _DAY
        ),
    ),
)
_CALENDARS = st.builds(SchoolCalendar, _SCHOOLS, st.just(BANK_HOLIDAYS))
_MEMBERS = st.builds(
    a_member,
    contracted_hours=st.none() | _TIMETABLES,
    away=st.lists(_SPANS, max_size=2).map(tuple),
)
