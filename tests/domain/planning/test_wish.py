"""Several sessions at once: what can be planned or moved, and what stays out."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.drafts import Choice, Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PairingId, PersonId, SessionId
from bot.domain.people.member import Member, Role
from bot.domain.planning.wish import (
    MOST_SESSIONS,
    PlanWish,
    fit_moves,
    fit_series,
    moments_of,
    moves_of,
    why_series_outside,
)
from bot.domain.school.profile import DEFAULT_EXCEPTIONAL_REASONS
from bot.domain.sessions.records import Session, SessionState
from bot.domain.sessions.session_rules import Circumstances, overlaps
from tests.builders import PAIRING, a_calendar, a_member, a_pairing, a_session, at, span
from tests.strategies import calendars, days, members

NOW = at("2026-09-03 08:00")
REASON = DEFAULT_EXCEPTIONAL_REASONS[0]
DAY = timedelta(days=1)
WALLS = st.sampled_from([time(9), time(13, 30), time(15), time(16)])


def around(**changes: Any) -> Circumstances:
    return replace(
        Circumstances(
            pairing=a_pairing(),
            calendar=a_calendar(),
            mentor=a_member(Role.MENTOR),
            ect=a_member(Role.ECT),
            now=NOW,
            nearby=(),
        ),
        **changes,
    )


def a_wish(first: str, until: str, **changes: Any) -> PlanWish:
    wish = PlanWish(
        pairing=PAIRING,
        starts_at=at(first),
        minutes=50,
        weeks=1,
        until=date.fromisoformat(until),
    )
    return replace(wish, **changes)


def planned(number: int, starts_at: datetime, **changes: Any) -> Session:
    return a_session(
        id=SessionId(f"planned-{number}"),
        starts_at=starts_at,
        state=SessionState.PLANNED,
        **changes,
    )


def refused(wish: PlanWish, **changes: Any) -> Unfit:
    with pytest.raises(Unfit) as unfit:
        fit_series(wish, around(**changes))
    return unfit.value


@pytest.mark.rule("R7")
def test_a_series_says_what_it_leaves_out_and_why() -> None:
    found = fit_series(a_wish("2026-10-20 14:00", "2026-11-10"), around())
    assert [slot.on.isoformat() for slot in found.slots] == [
        "2026-10-20",
        "2026-11-03",
        "2026-11-10",
    ]
    assert [left.on.isoformat() for left in found.left_out] == ["2026-10-27"]


@pytest.mark.rule("R8")
def test_a_series_outside_teaching_hours_needs_one_reason() -> None:
    wish = a_wish("2026-11-03 15:30", "2026-12-18")
    no = refused(wish)
    assert (no.field, no.choice) == (Field.REASON, Choice.GIVE_REASON)
    assert fit_series(replace(wish, reason=REASON), around()).slots


def test_the_days_of_a_series_that_are_outside_are_named_as_they_are_written() -> None:
    inside, *outside = (
        at("2026-11-03 14:00"),
        at("2026-11-10 15:30"),
        at("2026-11-17 15:30"),
    )
    wish = a_wish("2026-11-03 14:00", "2026-11-17")
    first = "Tue 10 Nov at 15:30 is outside teaching hours."
    assert why_series_outside(wish, around(), [inside, outside[0]]) == first
    both = f"Tue 10 Nov and Tue 17 Nov: {first}"
    assert why_series_outside(wish, around(), [inside, *outside]) == both


def test_what_is_there_already_is_named_and_the_rest_can_be_planned() -> None:
    elsewhere = planned(
        1,
        at("2026-11-10 14:30"),
        pairing=PairingId("another"),
        ect=PersonId("U0OTHER"),
    )
    wish = a_wish("2026-11-03 14:00", "2026-11-17")
    found = fit_series(wish, around(nearby=(elsewhere,)))
    assert [(clash.on, clash.other) for clash in found.clashes] == [
        (date(2026, 11, 10), elsewhere)
    ]
    without = replace(wish, without=frozenset({date(2026, 11, 10)}))
    left = fit_series(without, around(nearby=(elsewhere,)))
    assert (len(left.slots), left.clashes) == (2, ())


def test_a_series_that_ends_before_it_begins_is_asked_about() -> None:
    no = refused(a_wish("2026-11-03 14:00", "2026-11-02"))
    assert (no.field, "ends before it begins" in no.sentence) == (Field.UNTIL, True)


def test_a_series_that_has_begun_already_is_refused() -> None:
    no = refused(a_wish("2026-11-03 14:00", "2026-12-18"), now=at("2026-11-04 08:00"))
    assert no.field is Field.DAY


def test_a_series_ends_with_the_pairing() -> None:
    pairing = a_pairing(ends_on=date(2026, 11, 12))
    wish = a_wish("2026-11-03 14:00", "2026-12-18")
    found = fit_series(wish, around(pairing=pairing))
    assert len(found.slots) == 2


@given(calendars(), days(), WALLS, st.integers(1, 4), members(), members())
def test_no_session_of_a_series_is_on_a_closed_day_and_all_keep_the_wall_time(
    calendar: SchoolCalendar,
    first: date,
    wall: time,
    weeks: int,
    mentor: Member,
    ect: Member,
) -> None:
    wish = PlanWish(
        pairing=PAIRING,
        starts_at=calendar.moment(first, wall),
        minutes=50,
        weeks=weeks,
        until=first + 330 * DAY,
        reason=REASON,
    )
    drawn = around(calendar=calendar, mentor=mentor, ect=ect)
    moments, _left_out = moments_of(wish, drawn)
    assert len(moments) <= MOST_SESSIONS
    for moment in moments:
        local = calendar.local(moment)
        assert local.time() == wall
        assert calendar.is_school_day(local.date())
        assert not any(local.date() in away for away in (*mentor.away, *ect.away))


@pytest.mark.rule("R7")
def test_all_that_follow_move_to_the_new_day_of_their_own_weeks() -> None:
    row = [planned(n, at(f"2026-11-{day:02} 14:00")) for n, day in enumerate((3, 10))]
    row.append(planned(2, at("2026-11-24 14:00")))
    found = fit_moves(a_wish("2026-11-05 10:00", "2026-11-05"), row, around())
    assert [step.slot.starts_at for step in found.steps] == [
        at("2026-11-05 10:00"),
        at("2026-11-12 10:00"),
        at("2026-11-26 10:00"),
    ]


@pytest.mark.rule("R7")
def test_one_that_would_fall_on_a_closed_day_stays_where_it_is() -> None:
    row = [planned(1, at("2026-11-17 14:00")), planned(2, at("2026-11-24 14:00"))]
    found = fit_moves(a_wish("2026-11-20 10:00", "2026-11-20"), row, around())
    assert [step.session.id for step in found.steps] == ["planned-1"]
    assert [left.on.isoformat() for left in found.left_out] == ["2026-11-27"]


def test_a_row_does_not_move_to_a_day_without_teaching() -> None:
    row = [planned(1, at("2026-11-17 14:00")), planned(2, at("2026-11-24 14:00"))]
    with pytest.raises(Unfit) as unfit:
        fit_moves(a_wish("2026-11-27 10:00", "2026-11-27"), row, around())
    assert "closure day" in unfit.value.sentence


def test_one_that_stays_stands_in_the_way_of_the_one_before_it() -> None:
    # A week on, each would take the place of the next; the last would be in half-term
    row = [planned(n, at(f"2026-10-{day} 14:00")) for n, day in enumerate((13, 20))]
    found = moves_of(a_wish("2026-10-20 14:00", "2026-10-20"), row, around())
    assert found.steps == ()
    assert [clash.other.id for clash in found.clashes] == ["planned-1"]


@given(
    calendars(),
    st.lists(days(), min_size=1, max_size=12, unique=True),
    days(),
    WALLS,
    st.lists(days(), max_size=6),
)
def test_moves_end_on_school_days_at_the_wall_time_and_never_over_one_another(
    calendar: SchoolCalendar,
    row_days: list[date],
    first: date,
    wall: time,
    taken: list[date],
) -> None:
    row = [
        planned(n, calendar.moment(day, time(14)))
        for n, day in enumerate(sorted(row_days))
    ]
    others = tuple(
        planned(100 + n, calendar.moment(day, wall)) for n, day in enumerate(taken)
    )
    wish = PlanWish(pairing=PAIRING, starts_at=calendar.moment(first, wall), minutes=50)
    found = moves_of(wish, row, around(calendar=calendar, nearby=others))
    moving = {step.session.id for step in found.steps}
    staying = [session for session in row if session.id not in moving]
    for step in found.steps:
        local = calendar.local(step.slot.starts_at)
        assert (local.weekday(), local.time()) == (first.weekday(), wall)
        assert calendar.is_school_day(local.date())
        for other in (*others, *staying):
            assert not overlaps(step.slot.starts_at, 50, other)


@given(days(), st.integers(2, 12), st.integers(0, 3), st.sampled_from([14, 15]))
def test_what_is_left_out_of_a_move_never_clashes_again(
    first: date, number: int, later: int, hour: int
) -> None:
    calendar = a_calendar()
    row = [
        planned(n, calendar.moment(first + 7 * n * DAY, time(14)))
        for n in range(number)
    ]
    to = calendar.moment(first + 7 * later * DAY, time(hour))
    wish = PlanWish(pairing=PAIRING, starts_at=to, minutes=50)
    found = moves_of(wish, row, around())
    left_out = frozenset(clash.on for clash in found.clashes)
    again = moves_of(replace(wish, without=left_out), row, around())
    assert again.clashes == ()
    assert again.steps == found.steps


def test_a_person_who_is_away_is_left_out_of_moves() -> None:
    ect = a_member(Role.ECT, away=(span("2026-11-12"),))
    row = [planned(n, at(f"2026-11-{day:02} 14:00")) for n, day in enumerate((3, 10))]
    found = fit_moves(a_wish("2026-11-05 10:00", "2026-11-05"), row, around(ect=ect))
    assert [step.session.id for step in found.steps] == ["planned-0"]
    assert [left.why for left in found.left_out] == [None]
