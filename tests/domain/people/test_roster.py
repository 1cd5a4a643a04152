"""The list of people: what a file's rows mean, what cannot stand, what changes do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.errors import Refusal, Unfit
from bot.domain.kernel.record import PersonId
from bot.domain.people.away import absence_of, with_away, with_return
from bot.domain.people.endings import leaving, with_induction_ended
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import NO_END_YET, Role
from bot.domain.people.pairings import WorkedUntil
from bot.domain.people.roster import (
    Lack,
    Missing,
    Roster,
    Wrong,
    faults_in,
    missing_in,
    new_faults,
)
from bot.domain.people.roster_cells import (
    BadCell,
    format_days,
    format_roles,
    read_date,
    read_days,
    read_reviews,
    read_roles,
    read_share,
)
from bot.domain.people.roster_changes import (
    with_absence,
    with_member,
    with_mentor,
    with_pattern,
    with_tutor,
    without_member,
)
from bot.domain.people.roster_entry import EctEntry, with_ect
from bot.domain.people.roster_faults import format_fault
from bot.domain.people.roster_file import Column, FileRead, Row
from bot.domain.people.roster_reading import read_rows
from bot.domain.school.profile import DateSpan
from tests.builders import (
    ECT,
    MENTOR,
    TUTOR,
    a_member,
    a_pairing,
    a_school,
    an_induction,
)
from tests.domain.people.rosters import ADMIN, CONTACT, OTHER, TODAY, a_roster

DAY = timedelta(days=1)
NEW = PersonId("U0NEW1")


# Cells --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["3/9/2026", "03.09.26", "2026-09-03", "3 September 2026", "Thu 3rd Sep 2026"],
)
def test_a_date_is_read_day_first_however_it_is_written(cell: str) -> None:
    assert read_date(cell) == date(2026, 9, 3)


@pytest.mark.parametrize("cell", ["09/13/2026", "31/2/2026", "soon", "", "3/9", "9999"])
def test_a_date_that_cannot_be_is_refused_with_what_would_work(cell: str) -> None:
    with pytest.raises(BadCell, match="2026-09-03"):
        read_date(cell)


@given(st.frozensets(st.sampled_from(Role), min_size=1))
def test_roles_read_back_as_they_are_written(roles: frozenset[Role]) -> None:
    assert read_roles(format_roles(roles)) == roles


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_working_days_read_back_as_they_are_written(days: frozenset[int]) -> None:
    assert read_days(format_days(days)) == days


def test_working_days_can_be_a_span() -> None:
    assert read_days("Monday to Wed, fri") == {0, 1, 2, 4}


@pytest.mark.parametrize(
    ("cell", "share"),
    [("0.6", 0.6), ("60%", 0.6), ("0,6", 0.6), ("1", 1), ("full-time", 1)],
)
def test_a_working_pattern_is_a_share_of_full_time(cell: str, share: float) -> None:
    assert read_share(cell) == share


@given(st.text(max_size=30))
def test_whatever_a_cell_holds_it_is_read_or_told_what_is_wrong(cell: str) -> None:
    said = ""
    for read in (read_date, read_days, read_reviews, read_roles, read_share):
        try:
            read(cell)
        except BadCell as bad:
            said += str(bad)
    assert "Traceback" not in said


# Rows ---------------------------------------------------------------------------------


def row(**cells: str) -> Row:
    return Row(2, {Column[name.upper()]: cell for name, cell in cells.items()})


def an_ect(**cells: str) -> Row:
    filled = {
        "person": NEW,
        "name": "Nia Webb",
        "roles": "ECT",
        "mentor": MENTOR,
        "tutor": "Ruth Bell",
        "began": "3/9/2026",
        "contact": "Ada Example",
        "reach": "ada@body.example",
    }
    return row(**(filled | cells))


def read(*rows: Row) -> FileRead:
    return read_rows(rows, a_roster(), a_school())


@pytest.mark.parametrize(
    ("cells", "contact"),
    [
        ({}, CONTACT),
        ({"body": "Example Body"}, CONTACT),
        (
            {"contact": "Bo Example", "reach": "bo@body.example"},
            Contact(name="Bo Example", organisation="", reach="bo@body.example"),
        ),
    ],
)
def test_the_schools_named_contact_is_the_one_for_all_without_their_own(
    cells: dict[str, str], contact: Contact
) -> None:
    school = a_school(appropriate_body=CONTACT)
    given = an_ect(**{"contact": "", "reach": "", **cells})
    found = read_rows([given], a_roster(), school)

    assert found.is_fine, found.faults
    assert found.after.inductions[NEW].contact == contact


def test_the_contact_of_another_body_is_not_the_schools() -> None:
    school = a_school(appropriate_body=CONTACT)
    given = an_ect(contact="", reach="", body="Another Body")
    found = read_rows([given], a_roster(), school)

    assert "Named contact is missing" in str(found.faults)


def test_a_row_adds_an_ect_with_mentor_tutor_and_contact() -> None:
    found = read(an_ect(share="60%", days="Mon-Wed", subject="History"))

    assert found.is_fine, found.faults
    induction = found.after.inductions[NEW]
    assert found.after.mentor_of(NEW) == MENTOR
    assert (induction.tutor, induction.full_time_equivalent) == (TUTOR, 0.6)
    hours = found.after.members[NEW].contracted_hours
    assert hours is not None
    assert {span.weekday for span in hours} == {0, 1, 2}


def test_an_empty_cell_leaves_what_there_was() -> None:
    found = read(row(person=ECT, subject="History"))

    assert found.is_fine, found.faults
    before, after = a_roster().inductions[ECT], found.after.inductions[ECT]
    assert after.subject == "History"
    assert (after.contact, after.tutor) == (before.contact, before.tutor)


def test_an_older_file_does_not_bring_back_who_leaves() -> None:
    left = leaving(a_roster(), ECT, TODAY)
    old = row(person=ECT, name="Amira Khan", subject="History")

    found = read_rows([old], left, a_school())

    assert "last day as an ECT here" in str(found.faults)
    assert found.after.inductions[ECT].leaves_on == TODAY


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((an_ect(mentor=NEW),), "their own mentor"),
        ((an_ect(mentor="Ruth Bell"),), "would be mentor and induction tutor"),
        ((an_ect(mentor="Nobody Known"),), "nobody called"),
        ((an_ect(mentor="U0GONE99"),), "has to be in the list of people"),
        ((an_ect(tutor=MENTOR),), "would not have that role"),
        ((an_ect(began="09/13/2026"),), "American order"),
        ((an_ect(began="3/9/1926"),), "too far from today"),
        ((an_ect(contact="", reach=""),), "Named contact is missing"),
        ((an_ect(person="dee@school.example"),), "no Slack member ID"),
        ((an_ect(name=""),), "Name is missing"),
        ((an_ect(roles="boss"),), "no role that I know"),
        ((an_ect(share="7"),), "no share of full time"),
        ((an_ect(roles="mentor"),), "is for ECTs"),
        ((an_ect(), Row(3, {Column.PERSON: NEW})), "more than one row"),
        ((row(person=MENTOR, roles="headteacher"),), "somebody else first"),
    ],
)
def test_a_row_that_cannot_stand_is_told_so_in_plain_words(
    rows: tuple[Row, ...], said: str
) -> None:
    faults = read(*rows).faults

    assert said in " ".join(faults[2])


def test_where_one_date_is_american_those_that_could_be_either_are_asked_about() -> (
    None
):
    found = read(
        an_ect(began="09/13/2026"),
        Row(3, {**an_ect(began="09/03/2026").cells, Column.PERSON: "U0NEW2"}),
        Row(4, {**an_ect(began="2026-09-03").cells, Column.PERSON: "U0NEW3"}),
    )

    assert "could be either" in " ".join(found.faults[3])
    assert 4 not in found.faults


# Changes ------------------------------------------------------------------------------


def test_another_mentor_begins_and_the_one_before_ends_the_day_before() -> None:
    after = with_mentor(a_roster(), ECT, OTHER, begins=TODAY)
    old, new = sorted(after.pairings.values(), key=lambda one: one.begins_on)

    assert (old.mentor, old.ends_on) == (MENTOR, TODAY - DAY)
    assert (new.mentor, new.begins_on, new.ends_on) == (OTHER, TODAY, None)


def test_an_ect_can_have_two_mentors_in_turn_and_the_first_one_again() -> None:
    after = with_mentor(a_roster(), ECT, OTHER, begins=TODAY)
    again = with_mentor(after, ECT, MENTOR, begins=TODAY + DAY)

    assert len(again.pairings) == 3
    assert not new_faults(a_roster(), again)


def test_one_mentor_can_have_several_ects() -> None:
    found = read(an_ect())

    mentors = [one.mentor for one in found.after.pairings.values()]
    assert mentors == [MENTOR, MENTOR]


@pytest.mark.rule("R5")
def test_one_person_as_mentor_and_tutor_of_an_ect_is_refused_unless_agreed() -> None:
    both = a_member(
        Role.INDUCTION_TUTOR, roles=frozenset({Role.MENTOR, Role.INDUCTION_TUTOR})
    )
    roster = with_member(a_roster(), both)

    assert [
        fault.wrong
        for fault in new_faults(roster, with_mentor(roster, ECT, TUTOR, begins=TODAY))
    ] == [Wrong.BOTH_ROLES]
    agreed = with_member(a_roster(agreed=frozenset({(ECT, TUTOR)})), both)
    assert not new_faults(agreed, with_mentor(agreed, ECT, TUTOR, begins=TODAY))


def test_one_person_can_be_mentor_of_one_ect_and_tutor_of_another() -> None:
    both = a_member(Role.MENTOR, roles=frozenset({Role.MENTOR, Role.INDUCTION_TUTOR}))
    roster = with_member(a_roster(), both)
    found = read_rows((an_ect(tutor=MENTOR, mentor=OTHER),), roster, a_school())

    assert found.is_fine, found.faults


def test_a_school_can_have_several_induction_tutors() -> None:
    second = a_member(Role.INDUCTION_TUTOR, person=NEW, name="Second Tutor")
    roster = a_roster(second)

    assert not new_faults(roster, with_tutor(roster, ECT, NEW))


@pytest.mark.rule("R6")
def test_an_ect_leaves_and_the_mentor_keeps_their_place() -> None:
    after = leaving(a_roster(), ECT, TODAY)

    assert [one.ends_on for one in after.pairings.values()] == [TODAY]
    assert after.inductions[ECT].leaves_on == TODAY
    assert after.members == a_roster().members


def test_who_leaves_gets_no_mentor_for_later_unless_they_are_entered_anew() -> None:
    left = leaving(a_roster(), ECT, TODAY - DAY)
    with pytest.raises(Unfit, match="Correct what was entered"):
        with_mentor(left, ECT, OTHER, begins=TODAY)
    entry = EctEntry(ect=ECT, mentor=OTHER, tutor=TUTOR, began=date(2026, 9, 3))
    back = with_ect(left, entry)

    assert back.mentor_of(ECT) == OTHER
    assert back.inductions[ECT].leaves_on is None


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "."])
def test_a_name_has_something_to_be_called_by(name: str) -> None:
    with pytest.raises(Unfit, match="colleagues know"):
        with_member(a_roster(), a_member(Role.ECT, person=NEW, name=name))


@pytest.mark.rule("R1")
def test_terms_done_at_another_school_are_entered_and_stay() -> None:
    entry = EctEntry(ect=ECT, mentor=MENTOR, tutor=TUTOR, began=date(2026, 9, 3))
    moved = with_ect(a_roster(), replace(entry, terms_before=3))

    assert moved.inductions[ECT].terms_before == 3
    assert with_ect(moved, entry).inductions[ECT].terms_before == 3
    for wrong in (6, -1, float("nan")):
        with pytest.raises(Unfit, match="less than 6"):
            with_ect(moved, replace(entry, terms_before=wrong))


def test_nobody_gets_a_mentor_before_they_are_entered_as_an_ect() -> None:
    new = a_member(Role.ECT, person=NEW, name="Nia Webb")

    with pytest.raises(Refusal, match="not entered as an ECT yet"):
        with_mentor(a_roster(new), NEW, MENTOR, begins=TODAY)


def test_a_last_day_to_come_can_be_put_off_and_taken_back() -> None:
    later = leaving(leaving(a_roster(), ECT, TODAY + DAY), ECT, TODAY + 8 * DAY)

    assert [one.ends_on for one in later.pairings.values()] == [TODAY + 8 * DAY]
    entry = EctEntry(ect=ECT, mentor=MENTOR, tutor=TUTOR, began=date(2026, 9, 3))
    assert [one.ends_on for one in with_ect(later, entry).pairings.values()] == [None]


def test_somebody_who_is_needed_cannot_be_taken_off_the_list() -> None:
    roster = a_roster()

    for person, wrong in (
        (MENTOR, Wrong.NOT_LISTED),
        (TUTOR, Wrong.NOT_LISTED),
        (ECT, Wrong.NOT_LISTED),
        (ADMIN, Wrong.ASKED_FOR),
    ):
        faults = new_faults(roster, without_member(roster, person))
        assert wrong in {fault.wrong for fault in faults}
    assert not new_faults(roster, without_member(roster, OTHER))


def test_no_fault_is_said_with_an_id_in_the_place_of_a_name() -> None:
    nobody = PersonId("U0NOBODY")
    unknown = a_roster(
        induction=an_induction(tutor=nobody), pairings=(a_pairing(mentor=nobody),)
    )
    for fault in faults_in(unknown):
        assert "U0" not in format_fault(fault, unknown)
    assert "U0" not in unknown.name(nobody)


def test_once_an_ect_has_left_they_can_be_taken_off_and_nothing_is_missing() -> None:
    left = leaving(a_roster(), ECT, TODAY - DAY)

    assert not new_faults(left, without_member(left, ECT))
    assert not missing_in(left)


def test_what_an_entry_lacks_is_named() -> None:
    bare = a_roster(
        a_member(Role.ECT, person=NEW, name="Nia Webb"),
        induction=an_induction(),
        pairings=(),
    )

    assert missing_in(bare) == [
        Missing(NEW, Lack.START),
        Missing(ECT, Lack.MENTOR),
        Missing(ECT, Lack.CONTACT),
    ]


def test_a_new_pattern_keeps_what_was_worked_before() -> None:
    after = with_pattern(a_roster(), ECT, 0.6, TODAY).inductions[ECT]

    assert after.full_time_equivalent == 0.6
    assert after.worked == (WorkedUntil(until=TODAY, full_time_equivalent=1),)


@pytest.mark.parametrize("share", [0, -1, 1.2])
def test_a_pattern_that_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(Unfit, match=r"0\.6"):
        with_pattern(a_roster(), ECT, share, TODAY)


@given(st.integers(0, 400), st.integers(0, 400))
def test_absences_are_kept_as_counts_by_year_of_induction(one: int, two: int) -> None:
    first = with_absence(a_roster(), ECT, InductionYear.ONE, one)
    both = with_absence(first, ECT, InductionYear.TWO, two)

    assert both.inductions[ECT].days_absent == (one, two)


def test_what_is_for_ects_alone_is_refused_for_others() -> None:
    with pytest.raises(Refusal, match="not entered as an ECT"):
        leaving(a_roster(), OTHER, TODAY)


# Whatever is changed, in whatever order -----------------------------------------------

people = st.sampled_from([MENTOR, OTHER, TUTOR, ECT, NEW])
near_days = st.integers(-30, 30).map(lambda n: TODAY + n * DAY)
steps = st.one_of(
    st.builds(
        lambda person, roles: (
            lambda roster: with_member(
                roster, a_member(person=person, name=f"{person}", roles=roles)
            )
        ),
        people,
        st.frozensets(st.sampled_from(Role), max_size=3),
    ),
    st.builds(
        lambda mentor, day: lambda r: with_mentor(r, ECT, mentor, begins=day),
        people,
        near_days,
    ),
    st.builds(lambda tutor: lambda r: with_tutor(r, ECT, tutor), people),
    st.builds(lambda day: lambda r: leaving(r, ECT, day), near_days),
    st.builds(lambda day: lambda r: with_induction_ended(r, ECT, day), near_days),
    st.builds(lambda person: lambda r: without_member(r, person), people),
)


@given(near_days, st.none() | near_days, near_days)
def test_an_absence_ends_when_they_are_back_and_is_gone_if_that_is_its_first_day(
    first: date, last: date | None, back_on: date
) -> None:
    assume(last is None or last >= first)
    away = with_away(a_roster(), ECT, first, last)
    found = absence_of(away.members[ECT], TODAY)
    if found is None:
        assert last is not None
        assert last < TODAY
        with pytest.raises(Refusal):
            with_return(away, ECT, back_on)
        return
    back = with_return(away, ECT, back_on).members[ECT]
    assert not back.is_away_on(max(back_on, first))
    assert back.is_away_on(first) is (back_on > first)
    changed = with_away(away, ECT, back_on, None).members[ECT]
    assert changed.away == (DateSpan(first=back_on, last=NO_END_YET),)


@pytest.mark.rule("R5")
@given(st.lists(steps, max_size=12))
def test_no_order_of_changes_leaves_a_roster_that_cannot_stand(
    made: list[Callable[[Roster], Roster]],
) -> None:
    roster = a_roster()
    for step in made:
        try:
            after = step(roster)
        except Refusal:
            continue
        if not new_faults(roster, after):
            roster = after

    assert not faults_in(roster)
    induction = roster.inductions[ECT]
    own = sorted(
        (one for one in roster.pairings.values() if one.ect == ECT),
        key=lambda one: one.begins_on,
    )
    for before, following in pairwise(own):
        assert before.ends_on is not None
        assert before.ends_on < following.begins_on  # one mentor at a time
    for one in roster.running(ECT):
        assert one.mentor not in {ECT, induction.tutor}
    last_day = induction.last_day
    if last_day is not None:
        assert all(one.ends_on and one.ends_on <= last_day for one in own)
