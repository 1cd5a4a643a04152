"""How many sessions an ECT was to have by now, and which of them there were not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.half_terms import halves
from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.people.induction import InductionYear, induction_year
from bot.domain.people.member import Member
from bot.domain.people.pairings import Induction, Pairing, Target, WorkedUntil
from bot.domain.people.part_time import weeks_pro_rata
from bot.domain.school.profile import DateSpan
from bot.domain.sessions.expected import (
    Entitled,
    ExpectedWeek,
    counted,
    expected_weeks,
    rhythms_in,
)
from tests.builders import (
    TERMS,
    a_calendar,
    a_member,
    a_pairing,
    an_induction,
    hours,
    span,
)
from tests.strategies import calendars, days, members

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONDAY = date(2026, 9, 7)
ONE, TWO = InductionYear

shares = st.integers(1, 20).map(lambda twentieths: twentieths / 20)
inductions = st.builds(
    an_induction,
    counted_from=days(),
    terms_before=st.integers(0, 60).map(lambda tenths: tenths / 10),
    full_time_equivalent=shares,
    worked=st.lists(
        st.builds(WorkedUntil, until=days(), full_time_equivalent=shares), max_size=2
    ).map(lambda worked: tuple(sorted(worked, key=lambda one: one.until))),
)
pairings = st.builds(
    a_pairing,
    begins_on=days(),
    target=st.none() | st.integers(1, 6).map(lambda n: Target(weeks_per_session=n)),
)
people = st.builds(
    Entitled,
    ect=members(),
    induction=inductions,
    pairings=pairings.map(lambda one: (one,)),
    calendar=calendars(),
    counts_from=st.just(date.min) | days(),
)


def an_ect(
    *own: Pairing,
    induction: Induction | None = None,
    calendar: SchoolCalendar | None = None,
    ect: Member | None = None,
    **changes: Any,
) -> Entitled:
    return Entitled(
        ect or a_member(),
        induction or an_induction(),
        own or (a_pairing(),),
        calendar or a_calendar(),
        **changes,
    )


def so_far(who: Entitled, until: date) -> tuple[int, int]:
    """Return how many sessions were to be expected over how many weeks."""
    weeks = expected_weeks(who, until=until)
    return sum(week.expected for week in weeks), len(weeks)


# Whole school weeks -------------------------------------------------------------------


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("until", "over"),
    [
        (date(2026, 9, 6), (0, 0)),  # a two-day week at the start of term is no week
        (date(2026, 9, 10), (0, 0)),
        (date(2026, 9, 11), (1, 1)),
        (date(2026, 10, 22), (7, 7)),  # Friday is a closure day: the week is over
        (date(2026, 11, 5), (7, 7)),  # half-term added nothing
        (date(2026, 11, 6), (8, 8)),  # an INSET day leaves a week
        (date(2026, 12, 18), (14, 14)),
        (date(2027, 1, 3), (14, 14)),
        (date(2027, 5, 7), (29, 29)),  # so does a bank holiday
        (date(2027, 7, 16), (38, 38)),
        (date(2027, 8, 31), (38, 38)),  # the term ends on a Wednesday
    ],
)
def test_a_session_is_expected_for_each_whole_school_week_that_is_over(
    until: date, over: tuple[int, int]
) -> None:
    assert so_far(an_ect(), until) == over


@pytest.mark.rule("R7")
@given(people, days())
def test_no_week_counts_of_which_the_school_was_open_for_less(
    who: Entitled, until: date
) -> None:
    calendar = who.calendar
    for week in expected_weeks(who, until=until):
        every = [week.monday + number * DAY for number in range(7)]
        open_on = [day for day in every if calendar.is_school_day(day)]
        usual = [
            day
            for day in every
            if calendar.hours_on(calendar.school.teaching_hours, day)
        ]
        assert len(open_on) >= len(usual) - 1
        assert open_on[-1] <= until


@pytest.mark.rule("R7")
@given(people, days())
def test_nothing_is_expected_before_the_day_from_which_the_school_counts(
    who: Entitled, until: date
) -> None:
    for week in expected_weeks(who, until=until):
        first = who.calendar.school_weeks(week.monday, week.monday + 6 * DAY)[0]
        assert first.school_days[0] >= who.counts_from


@pytest.mark.rule("R7")
def test_a_school_that_begins_in_mid_year_counts_from_its_next_whole_week() -> None:
    november = an_ect(counts_from=date(2026, 11, 5))  # a Thursday

    assert so_far(november, date(2026, 11, 8)) == (0, 0)
    assert so_far(november, date(2026, 11, 13)) == (1, 1)


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("begins_on", "weeks"),
    [
        (date(2026, 11, 2), 1),  # a Monday, closed: the whole week is theirs
        (date(2026, 11, 3), 1),  # the week's first school day
        (date(2026, 11, 4), 0),  # a week that had begun without them
        (date(2026, 11, 9), 0),
    ],
)
def test_a_pairing_is_not_asked_for_a_week_that_it_only_had_a_part_of(
    begins_on: date, weeks: int
) -> None:
    begun = an_ect(a_pairing(begins_on=begins_on))

    assert so_far(begun, date(2026, 11, 6)) == (weeks, weeks)


@pytest.mark.rule("R7")
def test_nothing_is_expected_before_the_induction_is_counted() -> None:
    november = an_ect(induction=an_induction(counted_from=date(2026, 11, 9)))

    assert so_far(november, date(2026, 11, 13)) == (1, 1)


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("ends_on", "weeks"), [(date(2026, 9, 17), 1), (date(2026, 9, 18), 2)]
)
def test_nothing_is_expected_once_a_pairing_is_over(ends_on: date, weeks: int) -> None:
    over = an_ect(a_pairing(ends_on=ends_on))

    assert so_far(over, date(2026, 12, 18)) == (weeks, weeks)


@pytest.mark.rule("R7")
@given(st.lists(days(), max_size=3), days())
def test_a_change_of_mentor_changes_nothing_of_what_was_expected(
    changes: list[date], until: date
) -> None:
    begins = sorted({date(2026, 9, 3), *(day for day in changes if day > MONDAY)})
    ends = [*(day - DAY for day in begins[1:]), None]
    one_after_the_other = [
        a_pairing(begins_on=first, ends_on=last)
        for first, last in zip(begins, ends, strict=True)
    ]

    several = expected_weeks(an_ect(*one_after_the_other), until=until)

    assert several == expected_weeks(an_ect(), until=until)


@pytest.mark.rule("R7")
def test_a_week_without_a_mentor_on_one_of_its_days_counts_nothing() -> None:
    between = an_ect(
        a_pairing(ends_on=date(2026, 9, 15)), a_pairing(begins_on=date(2026, 9, 17))
    )

    assert so_far(between, date(2026, 9, 25)) == (2, 2)


@pytest.mark.rule("R7")
def test_a_week_that_the_ect_was_away_for_counts_nothing() -> None:
    whole_week = a_member(away=(span("2026-09-07", "2026-09-11"),))
    most_of_it = a_member(away=(span("2026-09-07", "2026-09-10"),))

    assert so_far(an_ect(ect=whole_week), date(2026, 9, 11)) == (0, 0)
    assert so_far(an_ect(ect=most_of_it), date(2026, 9, 11)) == (1, 1)


@pytest.mark.rule("R7")
def test_a_week_with_none_of_a_part_timers_days_counts_nothing() -> None:
    fridays = a_member(contracted_hours=hours("08:15", "16:45", days="fri"))

    # Friday 23 October is a closure day.
    assert so_far(an_ect(ect=fridays), date(2026, 10, 23)) == (6, 6)


# How often ----------------------------------------------------------------------------


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("until", "over"),
    [
        (date(2026, 9, 11), (0, 1)),
        (date(2026, 9, 18), (1, 2)),
        (date(2026, 10, 23), (3, 7)),
        (date(2026, 11, 6), (4, 8)),  # a fortnight is two school weeks
        (date(2026, 11, 13), (4, 9)),
    ],
)
def test_in_year_two_a_session_is_expected_every_two_school_weeks(
    until: date, over: tuple[int, int]
) -> None:
    assert so_far(an_ect(induction=an_induction(year=2)), until) == over


@pytest.mark.rule("R7")
def test_the_rhythm_changes_in_the_week_after_year_one_is_over() -> None:
    # Two terms behind and a third at this school: year 2 from January.
    who = an_ect(induction=an_induction(terms_before=2.0))

    assert so_far(who, date(2026, 12, 18)) == (14, 14)
    assert so_far(who, date(2027, 1, 8)) == (14, 15)
    assert so_far(who, date(2027, 1, 15)) == (15, 16)


@pytest.mark.rule("R7")
def test_the_week_in_which_year_two_begins_is_the_last_of_year_one() -> None:
    # The 0.45 terms to come are 48.15 of 107 days: year 2 from Thursday 22 October.
    induction = an_induction(terms_before=2.55)
    who = an_ect(induction=induction)

    assert induction_year(induction, a_calendar(), date(2026, 10, 21)) is ONE
    assert induction_year(induction, a_calendar(), date(2026, 10, 22)) is TWO
    assert so_far(who, date(2026, 10, 23)) == (7, 7)
    assert so_far(who, date(2026, 11, 13)) == (8, 9)


@pytest.mark.rule("R7")
def test_a_part_timers_sessions_are_expected_pro_rata() -> None:
    three_days = an_ect(induction=an_induction(full_time_equivalent=0.6))

    assert so_far(three_days, date(2026, 9, 18)) == (1, 2)
    assert so_far(three_days, date(2026, 10, 23)) == (4, 7)
    assert so_far(three_days, date(2026, 12, 18)) == (8, 14)


@pytest.mark.rule("R7")
def test_the_schools_own_rhythm_is_counted_when_it_has_set_one() -> None:
    monthly = an_ect(a_pairing(target=Target(weeks_per_session=4)))

    assert so_far(monthly, date(2026, 11, 6)) == (2, 8)


@pytest.mark.rule("R7")
@given(people, days(), st.integers(0, 120))
def test_what_is_expected_is_never_negative_and_never_shrinks(
    who: Entitled, until: date, later: int
) -> None:
    now = expected_weeks(who, until=until)
    then = expected_weeks(who, until=until + later * DAY)

    assert all(week.expected in {0, 1} for week in then)
    assert then[: len(now)] == now
    assert len(then) <= len(now) + later // 7 + 1


@pytest.mark.rule("R7")
@given(calendars(), days(), shares, shares, st.booleans())
def test_more_of_a_full_time_post_never_makes_less_expected_in_one_rhythm(
    calendar: SchoolCalendar,
    until: date,
    one: float,
    other: float,
    second_year: bool,  # noqa: FBT001 - Hypothesis fills it by name
) -> None:
    target = Target(weeks_per_session=2 if second_year else 1)
    less, more = (
        so_far(
            an_ect(
                a_pairing(target=target),
                induction=an_induction(full_time_equivalent=share),
                calendar=calendar,
            ),
            until,
        )
        for share in sorted((one, other))
    )

    assert less[0] <= more[0]
    assert less[1] == more[1]


@pytest.mark.rule("R7")
@given(inductions, calendars(), days(), shares)
def test_across_the_turn_of_the_year_more_post_costs_one_session_at_most(
    induction: Induction, calendar: SchoolCalendar, until: date, other: float
) -> None:
    # Year 2 comes sooner for who works more, and a week counts whole for one year.
    less, more = (
        so_far(
            an_ect(
                induction=an_induction(
                    counted_from=induction.counted_from,
                    terms_before=induction.terms_before,
                    full_time_equivalent=share,
                ),
                calendar=calendar,
            ),
            until,
        )
        for share in sorted((induction.full_time_equivalent, other))
    )

    assert less[0] <= more[0] + 1


@pytest.mark.rule("R7")
@given(people)
def test_the_half_terms_add_up_to_the_year(who: Entitled) -> None:
    who = replace(who, calendar=a_calendar())
    weeks = {w.monday: w.expected for w in expected_weeks(who, until=date(2027, 8, 31))}
    by_half = [
        sum(
            weeks.get(week.monday, 0)
            for week in who.calendar.school_weeks(half.first, half.last)
        )
        for half in halves(who.calendar)
    ]
    assert sum(by_half) == sum(weeks.values())


# A working pattern holds from its day on ----------------------------------------------


@pytest.mark.rule("R7")
@given(people, days(), shares)
def test_a_working_pattern_changes_nothing_of_what_was_before_it(
    who: Entitled, begins: date, share: float
) -> None:
    worked = tuple(one for one in who.induction.worked if one.until < begins)
    before = an_induction(
        counted_from=who.induction.counted_from,
        full_time_equivalent=who.induction.full_time_equivalent,
        worked=worked,
    )
    changed = an_induction(
        counted_from=before.counted_from,
        full_time_equivalent=share,
        worked=(
            *worked,
            WorkedUntil(until=begins, full_time_equivalent=before.full_time_equivalent),
        ),
    )
    as_was, as_is = replace(who, induction=before), replace(who, induction=changed)
    until = begins - DAY

    assert expected_weeks(as_is, until=until) == expected_weeks(as_was, until=until)
    if until >= (first := date(2026, 8, 1)):
        before_it = DateSpan(first=first, last=until)
        assert rhythms_in(as_is, before_it) == rhythms_in(as_was, before_it)


@pytest.mark.rule("R7")
def test_what_changed_is_said_from_its_day_on() -> None:
    changed = an_induction(
        full_time_equivalent=0.6,
        worked=(WorkedUntil(until=date(2026, 11, 11), full_time_equivalent=1),),
    )
    first, second = rhythms_in(an_ect(induction=changed), TERMS[0].days)

    assert (first.since, first.full_time_equivalent) == (date(2026, 9, 3), 1)
    # That began on a Wednesday: the week before was as it had been.
    assert (second.since, second.full_time_equivalent) == (date(2026, 11, 16), 0.6)


# Gaps ---------------------------------------------------------------------------------


def in_weeks(numbers: Sequence[int]) -> dict[date, int]:
    """Return numbers by the Mondays of weeks running."""
    return {MONDAY + n * WEEK: number for n, number in enumerate(numbers)}


def weeks_with(expected: Sequence[int]) -> list[ExpectedWeek]:
    """Return weeks running, with what is expected by the end of each."""
    found, since = list[ExpectedWeek](), MONDAY
    for monday, number in in_weeks(expected).items():
        found.append(ExpectedWeek(monday, number, since, monday + 4 * DAY))
        since = monday + WEEK if number else since
    return found


lines = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 3), st.booleans()), max_size=20
)


@pytest.mark.rule("R7")
@pytest.mark.parametrize(
    ("expected", "held", "gaps", "running"),
    [
        ([1, 1, 1], [1, 0, 1], [0, 1, 0], 0),
        ([1, 1, 1], [1, 0, 0], [0, 1, 1], 2),
        ([1, 1], [2, 0], [0, 1], 1),  # two in one week are no rhythm
        ([0, 1, 0, 1], [1, 0, 0, 1], [0, 0, 0, 0], 0),  # either week of a fortnight
        ([0, 1, 0, 1, 0], [0, 0, 0, 0, 1], [0, 1, 0, 1, 0], 0),  # they have met since
        ([1, 1], [0, 2], [1, 0], 0),  # what comes later fills no gap
    ],
)
def test_where_there_was_a_gap(
    expected: list[int], held: list[int], gaps: list[int], running: int
) -> None:
    found = counted(weeks_with(expected), in_weeks(held), frozenset())

    assert [week.gap for week in found.weeks] == gaps
    assert found.running == running


@pytest.mark.rule("R7")
def test_a_reason_ends_a_run_of_gaps_and_fills_none() -> None:
    found = counted(weeks_with([1, 1, 1]), {}, {MONDAY + WEEK})

    assert [week.gap for week in found.weeks] == [1, 1, 1]
    assert found.running == 1


@pytest.mark.rule("R7")
@given(lines)
def test_gaps_are_expected_sessions_that_were_not_held(
    weeks: list[tuple[int, int, bool]],
) -> None:
    expected, held, excused = zip(*weeks, strict=True) if weeks else ((), (), ())
    reasons = {m for m, is_excused in in_weeks(excused).items() if is_excused}
    found = counted(weeks_with(expected), in_weeks(held), reasons)

    assert (found.expected, found.held) == (sum(expected), sum(held))
    assert found.school_weeks == len(weeks)
    assert all(0 <= week.gap <= week.expected for week in found.weeks)
    assert all(not week.gap for week in found.weeks if week.held)
    assert sum(week.gap for week in found.weeks) >= found.expected - found.held
    assert 0 <= found.running <= sum(week.gap for week in found.weeks)
    assert not (weeks and (held[-1] or excused[-1]) and found.running)


@pytest.mark.rule("R7")
@given(shares, st.integers(1, 3), st.integers(0, 20))
def test_who_meets_as_often_as_the_bot_proposes_has_no_gap(
    share: float, every: int, phase: int
) -> None:
    target = Target(weeks_per_session=every)
    who = an_ect(
        a_pairing(target=target), induction=an_induction(full_time_equivalent=share)
    )
    weeks = expected_weeks(who, until=date(2027, 8, 31))
    usual = weeks_pro_rata(every, share)
    held = {week.monday: 1 for week in weeks[phase % usual :: usual]}

    found = counted(weeks, held, frozenset())
    assert not any(week.gap for week in found.weeks)
    assert not found.running
