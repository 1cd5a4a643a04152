"""The authorisation table, walked through whole, and who stands how to whom."""

from enum import StrEnum
from itertools import combinations, zip_longest
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.concerns.history import evolve
from bot.domain.concerns.ladder import go_outside, take_on, withdraw
from bot.domain.concerns.records import Concern
from bot.domain.kernel.access import (
    ALLOWED,
    NO_SUCH_CONCERN,
    Action,
    Standing,
    Subject,
    is_allowed,
    require,
    standings,
)
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import Member, Role
from tests.builders import (
    ECT,
    HEAD,
    MENTOR,
    SENT_AT,
    TUTOR,
    a_concern,
    a_member,
    a_pairing,
    a_step,
)

# Columns: own mentor, the ECT, induction tutor, headteacher, school admin, trust lead;
# an ECT, a mentor; of a concern: the writer, the reader whom they chose; a mentor to
# whom the ECT shows earlier notes. A row that ends early says no to the rest.
# Written out once more by hand, so that a slip in the product's table is seen here.
MATRIX = {
    Action.LOG_SESSION: "yes no no no no no  no no  no no",
    Action.CHANGE_SESSION: "yes no no no no no  no no  no no",
    Action.CONFIRM_SESSION: "no yes no no no no no no no no",
    Action.READ_SESSION_FACTS: "yes yes yes no no no  no no  no no",
    Action.READ_SESSION_WORDS: "yes yes no no no no  no no  no no",
    Action.NOTE_DROP_IN: "yes no no no no no  no no  no no",
    Action.READ_DROP_IN_WORDS: "yes yes no no no no  no no  no no",
    Action.NOTE_TIME: "no no no no no no  yes yes  no no",
    Action.READ_TIME: "no no yes no no no  no no  no no",
    Action.NOTE_TRAINING: "no no no no no no  no yes  no no",
    Action.READ_TRAINING: "no no yes no no no  no no  no no",
    Action.ANSWER_FLAG: "no no yes no no no  no no  no no",
    Action.SEE_COUNTS: "no no yes yes yes yes  no no  no no",
    Action.HAVE_CALENDAR: "no no no no no no  yes yes  no no",
    Action.RAISE_CONCERN: "no no no no no no  yes yes  no no",
    Action.READ_CONCERN: "no no no no no no  no no  yes yes",
    Action.CHANGE_CONCERN: "no no no no no no  no no  yes no",
    Action.ANSWER_CONCERN: "no no no no no no  no no  no yes",
    Action.SEE_TRUST: "no no no no no yes  no no  no no",
    Action.LOOK_CLOSER: "no no yes no no no  no no  no no",
    Action.MANAGE_PEOPLE: "no no yes yes yes no",
    Action.READ_PEOPLE: "no no yes yes yes yes",
    Action.AGREE_TO_BOTH_ROLES: "no no no yes",
    Action.READ_EARLIER_DATES: "yes yes",
    Action.READ_EARLIER_WORDS: "no yes no no no no  no no  no no  yes",
    Action.SHOW_EARLIER_WORDS: "no yes",
    Action.SET_UP: "no no yes no yes no  no no  no no",
    Action.CLEAR_OUT: "no no no yes yes no",
}
OF_ONE_CONCERN = [Action.READ_CONCERN, Action.CHANGE_CONCERN, Action.ANSWER_CONCERN]
CELLS = [
    (action, standing, answer == "yes")
    for action, row in MATRIX.items()
    for standing, answer in zip_longest(Standing, row.split(), fillvalue="no")
]


class Unlisted(StrEnum):
    """An action that nobody has thought about yet."""

    EXPORT = "export everything"


UNLISTED = cast("Action", Unlisted.EXPORT)


@pytest.mark.rule("R5")
@pytest.mark.parametrize(("action", "standing", "allowed"), CELLS)
def test_each_cell_of_the_matrix_is_as_written(
    action: Action, standing: Standing, *, allowed: bool
) -> None:
    assert is_allowed(action, {standing}) is allowed


def test_the_matrix_is_whole() -> None:
    assert set(MATRIX) == set(Action) == set(ALLOWED)
    assert len(CELLS) == len(Action) * len(Standing)


@pytest.mark.parametrize("action", Action)
def test_who_stands_in_no_way_may_do_nothing(action: Action) -> None:
    assert not is_allowed(action, ())


@pytest.mark.parametrize("standing", Standing)
def test_what_has_no_row_is_refused_to_everyone(standing: Standing) -> None:
    assert not is_allowed(UNLISTED, {standing})
    with pytest.raises(NotAllowed) as refused:
        require(UNLISTED, {standing})
    assert refused.value.sentence == "That is not something you can do here."


@pytest.mark.parametrize("action", Action)
def test_several_standings_allow_what_one_of_them_allows(action: Action) -> None:
    for number in range(2, len(Standing) + 1):
        for several in combinations(Standing, number):
            one_by_one = any(is_allowed(action, {standing}) for standing in several)
            assert is_allowed(action, several) is one_by_one


@pytest.mark.parametrize("action", Action)
def test_a_refusal_is_a_sentence_for_a_person(action: Action) -> None:
    with pytest.raises(NotAllowed) as refused:
        require(action, ())

    assert refused.value.sentence[0].isupper()
    assert refused.value.sentence.endswith(".")


def test_what_is_allowed_is_not_refused() -> None:
    for action, allowed in ALLOWED.items():
        for standing in allowed:
            require(action, {standing})


# How a person stands ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "person", "expected"),
    [
        (Role.MENTOR, MENTOR, {Standing.OWN_MENTOR, Standing.A_MENTOR}),
        (Role.ECT, ECT, {Standing.THE_ECT, Standing.AN_ECT}),
        (Role.INDUCTION_TUTOR, TUTOR, {Standing.INDUCTION_TUTOR}),
        (Role.HEADTEACHER, HEAD, {Standing.HEADTEACHER}),
        (Role.SCHOOL_ADMIN, PersonId("U0ADMIN"), {Standing.SCHOOL_ADMIN}),
        (Role.TRUST_LEAD, PersonId("U0LEAD"), {Standing.TRUST_LEAD}),
    ],
)
def test_each_role_gives_its_standing_to_whom_it_is_due(
    role: Role, person: PersonId, expected: set[Standing]
) -> None:
    member = a_member(role, person=person)

    assert standings(person, [member], Subject(a_pairing())) == expected


@pytest.mark.rule("R5")
@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.MENTOR, Standing.A_MENTOR), (Role.ECT, Standing.AN_ECT)],
)
def test_another_mentor_or_ect_stands_to_this_pairing_as_one_of_them_alone(
    role: Role, expected: Standing
) -> None:
    other = PersonId("U0OTHER")

    found = standings(other, [a_member(role, person=other)], Subject(a_pairing()))

    assert found == {expected}


def test_a_mentor_who_has_lost_the_role_has_lost_the_standing() -> None:
    left = a_member(Role.MENTOR, roles=frozenset[Role]())

    assert standings(MENTOR, [left], Subject(a_pairing())) == frozenset()


def test_somebody_in_no_roster_has_no_standing() -> None:
    assert standings(MENTOR, [], Subject(a_pairing())) == frozenset()


def test_a_role_at_another_school_gives_no_standing_at_this_one() -> None:
    elsewhere = a_member(
        Role.INDUCTION_TUTOR,
        school=SchoolId("elsewhere"),
        roles=frozenset(Role),
        person=MENTOR,
    )

    assert standings(MENTOR, [elsewhere], Subject(a_pairing())) == frozenset()


def test_another_persons_roles_give_no_standing() -> None:
    tutor = a_member(Role.INDUCTION_TUTOR)

    assert standings(MENTOR, [tutor], Subject(a_pairing())) == frozenset()


def test_without_a_pairing_nobody_is_own_mentor_or_the_ect() -> None:
    everything = a_member(Role.MENTOR, roles=frozenset(Role))

    assert standings(MENTOR, [everything], Subject()) == {
        Standing.INDUCTION_TUTOR,
        Standing.HEADTEACHER,
        Standing.SCHOOL_ADMIN,
        Standing.TRUST_LEAD,
        Standing.AN_ECT,
        Standing.A_MENTOR,
    }


@pytest.mark.rule("R5")
def test_a_mentor_who_is_the_induction_tutor_as_well_stands_in_both_ways() -> None:
    both = a_member(Role.MENTOR, roles=frozenset({Role.MENTOR, Role.INDUCTION_TUTOR}))

    assert standings(MENTOR, [both], Subject(a_pairing())) == {
        Standing.OWN_MENTOR,
        Standing.A_MENTOR,
        Standing.INDUCTION_TUTOR,
    }


people = st.sampled_from([MENTOR, ECT, TUTOR, PersonId("U0OTHER")])
members = st.builds(
    a_member,
    person=people,
    school=st.sampled_from([SchoolId("oakfield"), SchoolId("elsewhere")]),
    roles=st.frozensets(st.sampled_from(Role)),
)


@pytest.mark.rule("R5")
@given(people, st.lists(members, max_size=3))
def test_nobody_but_the_mentor_and_that_ect_ever_reads_the_words(
    person: PersonId, places: list[Member]
) -> None:
    standing = standings(person, places, Subject(a_pairing()))

    if is_allowed(Action.READ_SESSION_WORDS, standing):
        assert person in {MENTOR, ECT}


@pytest.mark.rule("R5")
@given(person=people, places=st.lists(members, max_size=3), shows=st.booleans())
def test_nobody_but_that_ect_and_whom_they_let_ever_reads_earlier_notes(
    person: PersonId, places: list[Member], *, shows: bool
) -> None:
    standing = standings(person, places, Subject(a_pairing(), shows_notes=shows))

    if is_allowed(Action.READ_EARLIER_WORDS, standing):
        assert person == ECT or (shows and person == MENTOR)


@pytest.mark.rule("R5")
@given(people, st.lists(members, max_size=3))
def test_nobody_but_the_own_mentor_ever_writes_a_session(
    person: PersonId, places: list[Member]
) -> None:
    standing = standings(person, places, Subject(a_pairing()))

    for action in (Action.LOG_SESSION, Action.CHANGE_SESSION):
        if is_allowed(action, standing):
            assert person == MENTOR


# How a person stands to a concern -----------------------------------------------------


def to_concern(concern: Concern, person: PersonId, *roles: Role) -> frozenset[Standing]:
    """Return how somebody with these roles at the school stands to a concern."""
    place = a_member(person=person, roles=frozenset(roles))
    return standings(person, [place], Subject(concern=concern))


def moved_on(concern: Concern) -> Concern:
    """Return a concern that its writer took from the mentor to the tutor."""
    step = a_step(Role.INDUCTION_TUTOR)
    return evolve(concern, take_on(concern, at=SENT_AT, step=step))


concern_people = st.sampled_from([ECT, MENTOR, TUTOR, HEAD, PersonId("U0OTHER")])
concerns = st.sampled_from(
    [
        a_concern(),
        a_concern(Role.INDUCTION_TUTOR, about=frozenset({MENTOR})),
        a_concern(Role.HEADTEACHER, about=frozenset({MENTOR, TUTOR})),
        a_concern(Role.INDUCTION_TUTOR, writer=MENTOR, written_as=Role.MENTOR),
        moved_on(a_concern(pass_on_to=TUTOR)),
        evolve(a_concern(), go_outside(a_concern(), at=SENT_AT)),
        evolve(a_concern(), withdraw(a_concern(), at=SENT_AT, by=ECT)),
    ]
)
own_places = st.builds(
    a_member,
    person=concern_people,
    school=st.sampled_from([SchoolId("oakfield"), SchoolId("elsewhere")]),
    roles=st.frozensets(st.sampled_from(Role)),
)


@pytest.mark.rule("R10")
@given(concern_people, st.lists(own_places, max_size=3), concerns)
def test_nobody_but_the_writer_and_the_reader_they_chose_has_a_part_in_a_concern(
    person: PersonId, places: list[Member], concern: Concern
) -> None:
    standing = standings(person, places, Subject(concern=concern))

    if is_allowed(Action.READ_CONCERN, standing):
        assert person in {concern.writer, concern.reader}
    if is_allowed(Action.CHANGE_CONCERN, standing):
        assert person == concern.writer
    if is_allowed(Action.ANSWER_CONCERN, standing):
        assert person == concern.reader


@pytest.mark.rule("R10")
@given(concern_people, st.frozensets(st.sampled_from(Role)), concerns)
def test_whom_a_concern_is_about_has_no_part_in_it_whatever_their_roles(
    person: PersonId, roles: frozenset[Role], concern: Concern
) -> None:
    standing = to_concern(concern, person, *roles)

    if person in concern.about:
        assert not any(is_allowed(action, standing) for action in OF_ONE_CONCERN)


@given(concern_people, concerns)
def test_without_a_place_at_its_school_nobody_stands_to_a_concern_at_all(
    person: PersonId, concern: Concern
) -> None:
    elsewhere = a_member(
        person=person, school=SchoolId("elsewhere"), roles=frozenset(Role)
    )

    assert standings(person, [], Subject(concern=concern)) == frozenset()
    assert standings(person, [elsewhere], Subject(concern=concern)) == frozenset()


def test_the_writer_and_the_reader_stand_to_a_concern_as_just_that() -> None:
    assert to_concern(a_concern(), ECT) == {Standing.THE_WRITER}
    assert to_concern(a_concern(), MENTOR) == {Standing.CHOSEN_READER}


@pytest.mark.rule("R10")
def test_a_former_reader_has_no_part_in_it_any_more() -> None:
    concern = moved_on(a_concern())

    assert to_concern(concern, MENTOR, Role.MENTOR) == {Standing.A_MENTOR}
    assert Standing.CHOSEN_READER in to_concern(concern, TUTOR, Role.INDUCTION_TUTOR)


@pytest.mark.rule("R10")
def test_who_is_named_to_have_it_passed_on_has_no_part_in_it_before() -> None:
    concern = a_concern(pass_on_to=TUTOR)

    assert to_concern(concern, TUTOR, Role.INDUCTION_TUTOR) == {
        Standing.INDUCTION_TUTOR
    }


@pytest.mark.rule("R10")
@pytest.mark.parametrize("role", Role)
def test_no_role_by_itself_opens_a_concern(role: Role) -> None:
    standing = to_concern(a_concern(), PersonId("U0OTHER"), role)

    assert not any(is_allowed(action, standing) for action in OF_ONE_CONCERN)


@pytest.mark.rule("R9")
@pytest.mark.parametrize("role", Role)
def test_ects_and_mentors_raise_concerns_and_nobody_else(role: Role) -> None:
    standing = standings(MENTOR, [a_member(role, person=MENTOR)], Subject())

    may_raise = is_allowed(Action.RAISE_CONCERN, standing)
    assert may_raise is (role in {Role.ECT, Role.MENTOR})


@pytest.mark.parametrize("action", OF_ONE_CONCERN)
def test_a_concern_that_is_not_yours_is_refused_as_one_that_does_not_exist(
    action: Action,
) -> None:
    with pytest.raises(NotAllowed) as refused:
        require(action, to_concern(a_concern(), HEAD, *Role))

    assert refused.value.sentence == NO_SUCH_CONCERN
