"""What is changed from a day on changes no week before it (R7)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.dated import held_on, since, why_not_from, with_over
from bot.domain.kernel.errors import Refusal
from bot.domain.people.induction import InductionYear, pattern_since, target_of, working
from bot.domain.people.member import HoursUntil, working_from
from bot.domain.people.pairings import Target, meeting_from
from bot.domain.people.roster_file import Column, FileRead, Row
from bot.domain.people.roster_reading import read_rows
from bot.domain.school.again import (
    induction_again,
    member_again,
    pairing_again,
    school_again,
)
from bot.domain.school.file import EctEntry, PersonEntry, SchoolFile
from bot.domain.school.profile import RhythmUntil, School
from bot.domain.sessions.expected import Entitled, expected_weeks, rhythms_in
from tests.builders import (
    ECT,
    MENTOR,
    TUTOR,
    a_calendar,
    a_member,
    a_pairing,
    a_school,
    an_induction,
    hours,
    span,
)
from tests.domain.people.rosters import TODAY, a_roster
from tests.domain.sessions.test_expected import people
from tests.strategies import FIRST_DAY, LAST_DAY, days, timetables

DAY = timedelta(days=1)
BEFORE = TODAY - DAY
FRIDAYS = hours("08:15", "16:45", days="fri")
LONG_AGO = date(2026, 10, 5)

Change = Callable[[Entitled, date], Entitled]
targets = st.integers(1, 6).map(lambda weeks: Target(weeks_per_session=weeks))
own_rhythms = st.none() | st.tuples(st.integers(1, 6), st.integers(1, 6))


def _hours(who: Entitled, begins: date, new: object) -> Entitled:
    return replace(who, ect=working_from(who.ect, new, begins))  # type: ignore[arg-type]


def _rhythm(who: Entitled, begins: date, new: object) -> Entitled:
    school = who.calendar.school
    over = RhythmUntil(until=begins, weeks_per_session=school.weeks_per_session)
    school = msgspec.structs.replace(
        school,
        weeks_per_session=new,
        rhythms_before=with_over(school.rhythms_before, over, beginning=date.min),
    )
    return replace(who, calendar=replace(who.calendar, school=school))


def _target(who: Entitled, begins: date, new: object) -> Entitled:
    changed = meeting_from(who.pairings[0], new, begins)  # type: ignore[arg-type]
    return replace(who, pairings=(changed,))


def _share(who: Entitled, begins: date, new: object) -> Entitled:
    return replace(who, induction=working(who.induction, new, begins))  # type: ignore[arg-type]


changes = st.one_of(
    timetables().map(lambda new: (_hours, new)),
    own_rhythms.map(lambda new: (_rhythm, new)),
    targets.map(lambda new: (_target, new)),
    st.sampled_from([0.2, 0.6, 1]).map(lambda new: (_share, new)),
)


@pytest.mark.rule("R7")
@given(people, st.lists(st.tuples(days(), changes), min_size=1, max_size=3))
def test_a_change_from_a_day_on_changes_no_week_before_it(
    who: Entitled, coming: list[tuple[date, tuple[Callable[..., Entitled], object]]]
) -> None:
    for begins, (change, new) in sorted(coming, key=lambda one: one[0]):
        if begins <= max(pattern_since(who.induction), who.pairings[0].begins_on):
            continue  # what began then never held before
        if begins <= since(who.ect.hours_before, date.min):
            continue
        changed = change(who, begins, new)

        assert expected_weeks(changed, until=begins - DAY) == expected_weeks(
            who, until=begins - DAY
        )
        if begins > FIRST_DAY:
            past = span(str(FIRST_DAY), str(begins - DAY))
            assert rhythms_in(changed, past) == rhythms_in(who, past)
        who = changed


@given(
    people,
    st.tuples(st.dates(FIRST_DAY, LAST_DAY), changes),
)
def test_from_its_day_on_a_change_holds(
    who: Entitled, coming: tuple[date, tuple[Callable[..., Entitled], object]]
) -> None:
    begins, (change, new) = coming
    changed = change(who, begins, new)
    school, (pairing,) = changed.calendar.school, changed.pairings
    if change is _hours:
        assert changed.ect.hours_on(begins) == new
    elif change is _rhythm:
        assert school.rhythm_on(begins) == new
    elif change is _target:
        year = InductionYear.ONE
        assert target_of(pairing, year, school, begins) == new


def test_what_began_on_the_same_day_or_later_never_held() -> None:
    member = working_from(a_member(), FRIDAYS, TODAY)
    again = working_from(member, None, TODAY)

    assert again.hours_before == member.hours_before
    assert held_on(again.hours_before, BEFORE) == HoursUntil(until=TODAY)


@pytest.mark.parametrize(
    ("begins", "said"),
    [(TODAY + DAY, "on the day on which it begins"), (BEFORE, "What holds now began")],
)
def test_a_day_from_which_it_cannot_hold_is_refused(begins: date, said: str) -> None:
    assert said in str(why_not_from(begins, TODAY, TODAY))
    assert why_not_from(TODAY, TODAY, TODAY) is None


# A list of people ---------------------------------------------------------------------


def read(**cells: str) -> FileRead:
    row = Row(2, {Column[name.upper()]: cell for name, cell in cells.items()})
    return read_rows([row], a_roster(), a_school())


def test_other_days_in_a_list_hold_from_the_day_of_the_upload() -> None:
    found = read(person=ECT, days="Fri", share="0.2", subject="Art")
    after, induction = found.after.members[ECT], found.after.inductions[ECT]

    assert found.is_fine, found.faults
    assert (after.hours_on(BEFORE), after.hours_on(TODAY)) == (None, FRIDAYS)
    (worked,) = induction.worked
    assert (worked.until, worked.full_time_equivalent) == (TODAY, 1)


def test_a_row_says_from_when_somebody_works_like_this() -> None:
    found = read(person=ECT, days="Fri", share="0.2", since="5/10/2026")
    after, induction = found.after.members[ECT], found.after.inductions[ECT]

    assert (after.hours_on(LONG_AGO - DAY), after.hours_on(LONG_AGO)) == (None, FRIDAYS)
    assert [one.until for one in induction.worked] == [LONG_AGO]


def test_what_is_first_said_of_somebody_holds_from_the_start() -> None:
    found = read(person="U0NEW9999", name="Nia Webb", roles="mentor", days="Fri")

    (new,) = (one for one in found.after.members.values() if one.name == "Nia Webb")
    assert (new.contracted_hours, new.hours_before) == (FRIDAYS, ())


@pytest.mark.parametrize("since", ["2026-11-12", "soon"])
def test_a_row_is_told_of_a_day_from_which_it_cannot_hold(since: str) -> None:
    found = read(person=ECT, days="Fri", since=since)

    assert "Works like this from" in str(found.faults[2])


# A school's own file ------------------------------------------------------------------


def a_file(school: School, **changes: object) -> SchoolFile:
    return SchoolFile(school=school, people=(), ects=(), **changes)  # type: ignore[arg-type]


def an_entry(**changes: object) -> EctEntry:
    given = {"ect": ECT, "mentor": MENTOR, "tutor": TUTOR, "began": LONG_AGO}
    return EctEntry(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("named", [None, LONG_AGO])
def test_what_a_school_changes_in_its_file_holds_from_then_on(
    named: date | None,
) -> None:
    begins = named or TODAY
    old, weekly = a_school(), (1, 1)
    new = msgspec.structs.replace(old, weeks_per_session=weekly)
    school = school_again(old, a_file(new, rhythm_from=named), TODAY)
    assert (school.rhythm_on(begins - DAY), school.rhythm_on(begins)) == (None, weekly)

    entry = PersonEntry(person=ECT, name="", roles=frozenset(), hours_from=named)
    part_time = a_member(contracted_hours=FRIDAYS)
    member = member_again(a_member(), part_time, entry, TODAY)
    assert (member.hours_on(begins - DAY), member.hours_on(begins)) == (None, FRIDAYS)
    assert member_again(member, part_time, entry, TODAY) == member

    at_times = Target(weeks_per_session=3)
    pairing = pairing_again(
        a_pairing(),
        a_pairing(target=at_times),
        an_entry(target_from=named),
        TODAY,
        is_first=True,
    )
    assert (pairing.target_on(begins - DAY), pairing.target_on(begins)) == (
        None,
        at_times,
    )

    induction = induction_again(
        an_induction(),
        an_induction(full_time_equivalent=0.4),
        an_entry(share_from=named),
        TODAY,
    )
    assert [one.until for one in induction.worked] == [begins]


def test_a_school_that_is_new_has_the_rhythm_of_its_file_from_the_start() -> None:
    new = a_school(weeks_per_session=(2, 3))
    assert school_again(None, a_file(new), TODAY).rhythms_before == ()


def test_a_day_to_come_is_refused_in_the_words_of_the_file() -> None:
    new = a_school(weeks_per_session=(2, 3))
    with pytest.raises(Refusal, match="school: Please enter this on the day"):
        school_again(a_school(), a_file(new, rhythm_from=TODAY + DAY), TODAY)


def test_the_calendar_goes_by_the_hours_of_the_day() -> None:
    member = working_from(a_member(), FRIDAYS, TODAY)  # a Wednesday
    calendar = a_calendar()

    assert calendar.works_on(member, BEFORE)
    assert not calendar.works_on(member, TODAY)
