"""The authorisation table, walked through whole, and who stands how to whom."""

from enum import StrEnum
from itertools import combinations
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.access import (
    ALLOWED,
    Action,
    Standing,
    Subject,
    is_allowed,
    require,
    standings,
)
from bot.domain.errors import NotAllowed
from bot.domain.people import Member, Role
from bot.domain.record import PersonId, SchoolId
from tests.builders import ECT, MENTOR, TUTOR, a_member, a_pairing

# Columns: own mentor, the ECT, induction tutor, headteacher, school admin, trust lead.
# Written out once more by hand, so that a slip in the product's table is seen here.
MATRIX = {
    Action.LOG_SESSION: "yes no no no no no",
    Action.CHANGE_SESSION: "yes no no no no no",
    Action.READ_SESSION_FACTS: "yes yes yes no no no",
    Action.READ_SESSION_WORDS: "yes yes no no no no",
    Action.ANSWER_FLAG: "no no yes no no no",
    Action.SEE_COUNTS: "no no yes yes yes yes",
}
CELLS = [
    (action, standing, answer == "yes")
    for action, row in MATRIX.items()
    for standing, answer in zip(Standing, row.split(), strict=True)
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
    ("role", "person", "standing"),
    [
        (Role.MENTOR, MENTOR, Standing.OWN_MENTOR),
        (Role.ECT, ECT, Standing.THE_ECT),
        (Role.INDUCTION_TUTOR, TUTOR, Standing.INDUCTION_TUTOR),
        (Role.HEADTEACHER, PersonId("U0HEAD"), Standing.HEADTEACHER),
        (Role.SCHOOL_ADMIN, PersonId("U0ADMIN"), Standing.SCHOOL_ADMIN),
        (Role.TRUST_LEAD, PersonId("U0LEAD"), Standing.TRUST_LEAD),
    ],
)
def test_each_role_gives_its_standing_to_whom_it_is_due(
    role: Role, person: PersonId, standing: Standing
) -> None:
    member = a_member(role, person=person)

    assert standings(person, [member], Subject(a_pairing())) == {standing}


@pytest.mark.rule("R5")
@pytest.mark.parametrize("role", [Role.MENTOR, Role.ECT])
def test_another_mentor_or_ect_has_no_standing_in_this_pairing(role: Role) -> None:
    other = PersonId("U0OTHER")

    found = standings(other, [a_member(role, person=other)], Subject(a_pairing()))

    assert found == frozenset()


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
    }


@pytest.mark.rule("R5")
def test_a_mentor_who_is_the_induction_tutor_as_well_stands_in_both_ways() -> None:
    both = a_member(Role.MENTOR, roles=frozenset({Role.MENTOR, Role.INDUCTION_TUTOR}))

    assert standings(MENTOR, [both], Subject(a_pairing())) == {
        Standing.OWN_MENTOR,
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
@given(people, st.lists(members, max_size=3))
def test_nobody_but_the_own_mentor_ever_writes_a_session(
    person: PersonId, places: list[Member]
) -> None:
    standing = standings(person, places, Subject(a_pairing()))

    for action in (Action.LOG_SESSION, Action.CHANGE_SESSION):
        if is_allowed(action, standing):
            assert person == MENTOR
