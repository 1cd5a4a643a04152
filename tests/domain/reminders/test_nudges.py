"""When each reminder comes and until when: examples first, then properties."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek, monday_of
from bot.domain.kernel.guidance import rule
from bot.domain.kernel.record import PersonId, SessionId
from bot.domain.outbox.weekly_cap import MOST_A_WEEK, week_of
from bot.domain.people.member import Member, Role
from bot.domain.reminders.nudges import (
    LOG_IT_TIMES,
    RULE_OF,
    Nudge,
    NudgeKind,
    asked_on,
    digest,
    gap,
    hour_before,
    log_it,
    nothing_planned,
    review_coming,
    upcoming,
    week_ahead,
)
from bot.domain.sessions.records import Session, SessionState
from tests.builders import (
    ECT,
    MENTOR,
    PAIRING,
    a_calendar,
    a_member,
    a_session,
    at,
    hours,
    span,
)
from tests.strategies import calendars, days, members, session_minutes

CALENDAR = a_calendar()
MENTORING = a_member(Role.MENTOR)
MEETING = a_member(Role.ECT)
TUTORING = a_member(Role.INDUCTION_TUTOR)
DAY = timedelta(days=1)


def planned(local: str = "2026-11-17 14:00", **changes: Any) -> Session:
    return a_session(state=SessionState.PLANNED, starts_at=at(local), **changes)


def week_with(day: str, calendar: SchoolCalendar = CALENDAR) -> SchoolWeek:
    monday = monday_of(date.fromisoformat(day))
    (week,) = calendar.school_weeks(monday, monday + 6 * DAY)
    return week


def reminded_at(day: str, reader: Member = MENTORING) -> datetime:
    nudge = upcoming(
        CALENDAR, reader, date.fromisoformat(day), [planned(f"{day} 10:00")]
    )
    assert nudge
    return nudge.not_before


def about_nothing(
    day: str, calendar: SchoolCalendar = CALENDAR, *, covered: bool = False
) -> Nudge | None:
    week = week_with(day, calendar)
    on = asked_on(calendar, week, [MENTORING], week.monday)
    if on is None:
        return None
    return nothing_planned(
        calendar, week, pairing=PAIRING, mentor=MENTORING, on=on, covered=covered
    )


def asked(day: str, *, mentor: Member = MENTORING, ect: Member = MEETING) -> str | None:
    """Return when the two are asked in a usual week, as it stands on a day of it."""
    week = week_with("2026-11-18")
    on = asked_on(CALENDAR, week, [mentor, ect], date.fromisoformat(day))
    return on.isoformat() if on else None


def about_gap(day: str, missed: int) -> Nudge | None:
    return gap(CALENDAR, week_with(day), TUTORING, pairing=PAIRING, missed=missed)


# Sessions to come ---------------------------------------------------------------------


@pytest.mark.rule("R2")
@pytest.mark.parametrize(
    ("day", "comes"),
    [
        ("2026-11-17", "2026-11-16 15:30"),  # a Tuesday: the day before
        ("2026-11-16", "2026-11-13 15:30"),  # over the weekend
        ("2026-11-30", "2026-11-26 15:30"),  # over the closure day, Fri 27 Nov
        ("2026-11-03", "2026-10-22 15:30"),  # over half-term and its closure days
        ("2027-01-04", "2026-12-18 15:30"),  # over Christmas
        ("2027-05-04", "2027-04-30 15:30"),  # over a bank holiday Monday
        ("2027-03-29", "2027-03-25 15:30"),  # the clocks went forward on the 28th
        ("2026-10-22", "2026-10-21 15:30"),  # summer time
    ],
)
def test_a_session_is_reminded_of_on_the_school_day_before(
    day: str, comes: str
) -> None:
    assert reminded_at(day) == at(comes)


@pytest.mark.rule("R2")
@pytest.mark.parametrize(
    ("day", "comes"),
    [
        ("2026-11-17", "2026-11-16 15:30"),  # Tue: Monday is a working day
        ("2026-11-16", "2026-11-11 15:30"),  # Mon: back to Wednesday
        ("2026-11-20", "2026-11-18 15:30"),  # Fri, not worked: Wednesday still
    ],
)
def test_a_part_time_reader_is_reminded_on_their_own_working_day(
    day: str, comes: str
) -> None:
    part_time = a_member(contracted_hours=hours("08:15", "16:00", days="mon tue wed"))

    assert reminded_at(day, part_time) == at(comes)


@pytest.mark.rule("R2")
def test_somebody_who_was_away_is_reminded_before_they_went() -> None:
    away = a_member(away=(span("2026-11-13", "2026-11-16"),))

    assert reminded_at("2026-11-17", away) == at("2026-11-12 15:30")


@pytest.mark.rule("R2")
def test_all_sessions_of_a_day_are_one_reminder_until_the_first_begins() -> None:
    day = [
        planned("2026-11-17 14:00"),
        planned("2026-11-17 09:30", id=SessionId("session-2")),
    ]

    nudge = upcoming(CALENDAR, MENTORING, date(2026, 11, 17), day)

    assert nudge
    assert nudge.not_after == at("2026-11-17 09:30")
    assert nudge == upcoming(CALENDAR, MENTORING, date(2026, 11, 17), day[::-1])


@pytest.mark.rule("R2")
@pytest.mark.parametrize(
    "state", [state for state in SessionState if state is not SessionState.PLANNED]
)
def test_only_what_is_still_planned_is_reminded_of(state: SessionState) -> None:
    session = a_session(state=state)

    assert upcoming(CALENDAR, MENTORING, date(2026, 11, 3), [session]) is None
    assert hour_before(session, MENTOR) is None
    assert log_it(CALENDAR, session, times=3) == []


@pytest.mark.rule("R2")
def test_an_hour_before_is_an_hour_before_and_pointless_once_it_begins() -> None:
    nudge = hour_before(planned(), ECT)

    assert nudge
    assert (nudge.reader, nudge.not_before) == (ECT, at("2026-11-17 13:00"))
    assert nudge.not_after == at("2026-11-17 14:00")


# Did you meet? ------------------------------------------------------------------------


@pytest.mark.rule("R7")
def test_the_mentor_is_asked_half_an_hour_after_and_on_the_next_two_school_days() -> (
    None
):
    asked = log_it(CALENDAR, planned(minutes=60), times=LOG_IT_TIMES)

    assert [nudge.not_before for nudge in asked] == [
        at("2026-11-17 15:30"),
        at("2026-11-18 08:15"),
        at("2026-11-19 08:15"),
    ]
    assert {nudge.reader for nudge in asked} == {MENTOR}


@pytest.mark.rule("R7")
def test_later_questions_leave_out_weekends_and_closure_days() -> None:
    asked = log_it(CALENDAR, planned("2026-11-26 10:00"), times=LOG_IT_TIMES)

    assert [nudge.not_before for nudge in asked[1:]] == [
        at("2026-11-30 08:15"),
        at("2026-12-01 08:15"),
    ]


@pytest.mark.rule("R7")
def test_what_was_held_back_overnight_is_not_asked_twice_in_one_morning() -> None:
    first, second, _ = log_it(CALENDAR, planned("2026-11-17 16:00"), times=3)

    opens = at("2026-11-18 08:00")
    assert first.not_after <= opens < second.not_before


@pytest.mark.rule("R7")
def test_a_moved_session_is_another_occasion() -> None:
    one = log_it(CALENDAR, planned("2026-11-17 14:00"), times=1)
    other = log_it(CALENDAR, planned("2026-11-18 14:00"), times=1)

    assert one[0].key != other[0].key


# Weeks --------------------------------------------------------------------------------


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("day", "comes"),
    [
        ("2026-11-18", "2026-11-18 08:15"),  # a usual week: Wednesday
        ("2026-11-02", "2026-11-04 08:15"),  # begins with a closure day
    ],
)
def test_a_week_without_a_plan_is_mentioned_on_wednesday(day: str, comes: str) -> None:
    nudge = about_nothing(day)

    assert nudge
    assert nudge.not_before == at(comes)


@pytest.mark.rule("R7")
def test_where_wednesday_is_closed_it_is_the_next_school_day_of_that_week() -> None:
    shut = a_calendar(closure_days=frozenset({date(2026, 11, 18)}))
    nudge = about_nothing("2026-11-18", shut)

    assert nudge
    assert nudge.not_before == at("2026-11-19 08:15")
    assert nudge.not_after == at("2026-11-20 17:00")


@pytest.mark.rule("R7")
def test_nothing_is_said_of_a_week_that_is_covered_or_that_ends_on_tuesday() -> None:
    short = a_calendar(closure_days=frozenset(date(2026, 11, n) for n in (18, 19, 20)))

    assert about_nothing("2026-11-18", covered=True) is None
    assert about_nothing("2026-11-16", short) is None


@pytest.mark.rule("R7")
def test_two_are_asked_on_the_first_day_from_wednesday_that_both_work() -> None:
    thursdays = a_member(Role.ECT, contracted_hours=hours("08:15", "16:45", days="thu"))
    mondays = a_member(
        Role.ECT, contracted_hours=hours("08:15", "16:45", days="mon tue")
    )
    assert asked("2026-11-16") == "2026-11-18"
    assert asked("2026-11-16", ect=thursdays) == "2026-11-19"
    assert asked("2026-11-16", ect=mondays) == "2026-11-17"  # the last that they share
    assert asked("2026-11-18", ect=mondays) is None  # that has passed


@pytest.mark.rule("R7")
def test_nobody_is_asked_while_one_of_them_is_away_for_the_rest_of_the_week() -> None:
    rest = a_member(Role.MENTOR, away=(span("2026-11-18", "2026-11-20"),))
    whole = a_member(Role.ECT, away=(span("2026-11-09", "2026-11-27"),))
    back = a_member(Role.ECT, away=(span("2026-11-16", "2026-11-19"),))
    assert asked("2026-11-18", mentor=rest) is None
    assert asked("2026-11-16", ect=whole) is None
    assert asked("2026-11-16", ect=back) == "2026-11-20"


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("day", "comes"),
    [
        ("2026-11-16", "2026-11-16 08:15"),
        ("2026-11-02", "2026-11-03 08:15"),  # a closure day, after half-term
        ("2027-05-03", "2027-05-04 08:15"),  # a bank holiday
        ("2026-09-01", "2026-09-03 08:15"),  # the term begins on a Thursday
    ],
)
def test_the_week_ahead_comes_on_the_first_school_day(day: str, comes: str) -> None:
    assert week_ahead(CALENDAR, week_with(day), TUTORING).not_before == at(comes)


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("day", "comes", "until"),
    [
        ("2026-11-20", "2026-11-20 15:30", "2026-11-23 17:00"),
        ("2026-11-23", "2026-11-26 15:30", "2026-11-30 17:00"),  # Fri 27 Nov is shut
        ("2026-10-19", "2026-10-22 15:30", "2026-11-03 17:00"),  # before half-term
        ("2027-07-20", "2027-07-21 15:30", "2027-07-22 17:00"),  # the year's last day
    ],
)
def test_the_digest_comes_on_the_last_school_day(
    day: str, comes: str, until: str
) -> None:
    nudge = digest(CALENDAR, week_with(day), TUTORING)

    assert (nudge.not_before, nudge.not_after) == (at(comes), at(until))


@pytest.mark.rule("R7")
def test_a_gap_is_two_expected_sessions_running_and_comes_with_the_week_ahead() -> None:
    told = about_gap("2026-11-02", missed=2)

    assert about_gap("2026-11-02", missed=1) is None
    assert told
    ahead = week_ahead(CALENDAR, week_with("2026-11-02"), TUTORING)
    assert told.not_before == ahead.not_before


@pytest.mark.rule("R5")
def test_a_review_is_mentioned_three_weeks_before_the_schools_own_date() -> None:
    nudge = review_coming(CALENDAR, TUTORING, ECT, date(2026, 12, 11))

    assert nudge.not_before == at("2026-11-20 08:15")
    assert nudge.not_after == at("2026-12-11 17:00")


@pytest.mark.parametrize("kind", list(NudgeKind))
def test_every_kind_can_say_which_rule_stands_behind_it(kind: NudgeKind) -> None:
    assert rule(RULE_OF[kind]).says


# Both clock changes -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        ("2026-10-22", time(14, 30)),  # the last school day of summer time
        ("2026-11-03", time(15, 30)),
        ("2027-03-25", time(15, 30)),
        ("2027-04-13", time(14, 30)),
    ],
)
def test_half_past_three_stays_half_past_three_when_the_clocks_change(
    day: str, utc: time
) -> None:
    week = week_with(day)
    shortened = SchoolWeek(week.monday, (date.fromisoformat(day),))

    comes = digest(CALENDAR, shortened, TUTORING).not_before

    assert comes.astimezone(UTC).time() == utc
    assert CALENDAR.local(comes).time() == time(15, 30)


# How many a week ----------------------------------------------------------------------


def test_the_last_message_of_a_week_is_kept_for_friday() -> None:
    def room(now: str, sent: int) -> bool:
        return week_of(CALENDAR, at(now), sent=sent, cannot_wait=()).has_room_to_spare

    assert room("2026-11-19 09:00", MOST_A_WEEK - 2)
    assert not room("2026-11-19 09:00", MOST_A_WEEK - 1)
    assert room("2026-11-20 15:31", MOST_A_WEEK - 1)
    assert not room("2026-11-20 15:31", MOST_A_WEEK)


def test_room_is_left_for_what_cannot_wait_one_message_a_day() -> None:
    to_come = [at("2026-11-18 15:30"), at("2026-11-18 15:45"), at("2026-11-19 15:30")]

    week = week_of(CALENDAR, at("2026-11-17 09:00"), sent=2, cannot_wait=to_come)

    assert week.has_room
    assert not week.has_room_to_spare
    assert len(week.to_come) == 3  # Wednesday, Thursday, and Friday's round-up


def test_what_is_past_or_comes_next_week_takes_no_room() -> None:
    others = [at("2026-11-16 15:30"), at("2026-11-23 15:30")]

    week = week_of(CALENDAR, at("2026-11-17 09:00"), sent=3, cannot_wait=others)

    assert week.to_come == (at("2026-11-20 15:30"),)


# Properties ---------------------------------------------------------------------------

_STARTS = st.builds(
    lambda day, minutes: (
        datetime.combine(day, time(), tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    days(),
    st.integers(0, 24 * 60 - 1),
)
_SESSIONS = st.builds(
    lambda number, starts, minutes: a_session(
        id=SessionId(f"session-{number}"),
        state=SessionState.PLANNED,
        starts_at=starts,
        minutes=minutes,
    ),
    st.integers(1, 3),
    _STARTS,
    session_minutes(),
)
_READERS = st.builds(
    lambda reader, number: a_member(
        person=PersonId(f"U0{number}"),
        contracted_hours=reader.contracted_hours,
        away=reader.away,
    ),
    members(),
    st.integers(1, 2),
)


def nudges_of(
    calendar: SchoolCalendar, session: Session, reader: Member
) -> list[Nudge]:
    day = calendar.day_of(session.starts_at)
    found = [upcoming(calendar, reader, day, [session])]
    found.append(hour_before(session, reader.person))
    return [*(n for n in found if n), *log_it(calendar, session, times=LOG_IT_TIMES)]


def occasion(calendar: SchoolCalendar, nudge: Nudge, session: Session) -> object:
    """What it is that a reminder is about, said without its key."""
    if nudge.kind is NudgeKind.UPCOMING:
        return nudge.kind, nudge.reader, calendar.day_of(session.starts_at)
    moment = session.starts_at.replace(second=0, microsecond=0)
    number = nudge.key.rpartition(":")[2] if nudge.kind is NudgeKind.LOG_IT else ""
    return nudge.kind, nudge.reader, session.id, moment, number


@given(calendars(), _SESSIONS, _SESSIONS, _READERS, _READERS)
def test_keys_are_equal_for_the_same_occasion_and_differ_for_any_other(
    calendar: SchoolCalendar,
    one: Session,
    other: Session,
    reader: Member,
    another: Member,
) -> None:
    made = [
        (occasion(calendar, nudge, session), nudge.key)
        for session, person in ((one, reader), (other, another), (one, reader))
        for nudge in nudges_of(calendar, session, person)
    ]

    for said, key in made:
        for said_other, key_other in made:
            assert (said == said_other) == (key == key_other)


@given(calendars(), _SESSIONS, _READERS)
@example(CALENDAR, planned("2026-11-17 23:00"), MENTORING)
def test_a_reminder_can_come_before_it_is_pointless(
    calendar: SchoolCalendar, session: Session, reader: Member
) -> None:
    for nudge in nudges_of(calendar, session, reader):
        assert nudge.not_before < nudge.not_after


@given(calendars(), _SESSIONS, members())
def test_sessions_are_reminded_of_at_half_past_three_on_a_working_day_before(
    calendar: SchoolCalendar, session: Session, reader: Member
) -> None:
    day = calendar.day_of(session.starts_at)
    nudge = upcoming(calendar, reader, day, [session])

    assert nudge
    comes = calendar.local(nudge.not_before)
    assert comes.time() == time(15, 30)
    assert comes.date() < day
    between = [comes.date() + n * DAY for n in range((day - comes.date()).days)]
    open_days = [d for d in between if _works(calendar, reader, d)]
    assert open_days in ([comes.date()], [])  # none at all: within a month, no day


def _works(calendar: SchoolCalendar, reader: Member, day: date) -> bool:
    return calendar.is_school_day(day) and calendar.works_on(reader, day)


@given(calendars(), _SESSIONS, st.integers(1, 5))
def test_each_question_gives_way_to_the_next_and_comes_on_a_school_day(
    calendar: SchoolCalendar, session: Session, times: int
) -> None:
    asked = log_it(calendar, session, times=times)

    assert len(asked) == len({nudge.key for nudge in asked}) == times
    for earlier, later in pairwise(asked):
        assert earlier.not_before < earlier.not_after <= later.not_before
        day = calendar.day_of(later.not_before)
        assert calendar.is_school_day(day) or day > calendar.runs_out_on
        assert calendar.local(later.not_before).time() == time(8, 15)


@given(calendars(), days())
def test_weekly_reminders_come_within_their_week_in_order(
    calendar: SchoolCalendar, day: date
) -> None:
    monday = monday_of(day)
    for week in calendar.school_weeks(monday, monday + 6 * DAY):
        ahead = week_ahead(calendar, week, TUTORING)
        last = digest(calendar, week, TUTORING)
        assert calendar.day_of(ahead.not_before) == week.school_days[0]
        assert calendar.day_of(last.not_before) == week.school_days[-1]
        assert ahead.not_before < ahead.not_after
        assert ahead.not_before < last.not_before < last.not_after
        assert ahead.key != last.key


@given(
    calendars(), days(), st.lists(members(), min_size=2, max_size=2), st.integers(0, 6)
)
def test_two_are_asked_for_a_plan_on_a_school_day_while_both_are_there(
    calendar: SchoolCalendar, day: date, people: tuple[Member, Member], later: int
) -> None:
    monday = monday_of(day)
    today = monday + later * DAY
    for week in calendar.school_weeks(monday, monday + 6 * DAY):
        on = asked_on(calendar, week, people, today)
        if on is None:
            continue
        assert on in week.school_days
        assert not any(on in away for member in people for away in member.away)
        assert any(
            left >= today and not any(left in a for m in people for a in m.away)
            for left in week.school_days
        )


@given(st.integers(0, 20), st.lists(_STARTS, max_size=8), _STARTS)
def test_with_room_for_what_is_to_come_nobody_ever_gets_over_the_bound(
    sent: int, cannot_wait: list[datetime], now: datetime
) -> None:
    week = week_of(CALENDAR, now, sent=sent, cannot_wait=cannot_wait)

    assert week.has_room == (sent < MOST_A_WEEK)
    if week.has_room_to_spare:
        assert sent + 1 + len(week.to_come) <= MOST_A_WEEK
    assert all(moment > now for moment in week.to_come)
    assert list(week.to_come) == sorted(week.to_come)
