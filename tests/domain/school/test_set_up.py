"""Answers to the set-up's steps: parts of a school, until it is whole and after."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PersonId
from bot.domain.school.contact_rules import (
    ContactLack,
    are_to_be_checked,
    contacts_lacking,
)
from bot.domain.school.set_up import (
    ANSWERS,
    ASKED,
    DayGiven,
    PromiseGiven,
    SetUp,
    Step,
    answer_of,
    is_started,
    next_step,
    school_of,
    seen,
    step_of,
    with_answer,
)
from tests.builders import SCHOOL, a_school

SOMEBODY = Contact(name="Ada Example", reach="ada@body.example")
WHOLE = a_school(
    appropriate_body=SOMEBODY,
    safeguarding=(SOMEBODY, SOMEBODY),
    governors=SOMEBODY,
    wellbeing=(SOMEBODY,),
    contacts_confirmed_on=date(2026, 9, 3),
)
ADMIN = PersonId("U0ADMIN")


def test_a_schools_answers_make_the_same_school_again() -> None:
    answers = [answer_of(WHOLE, step) for step in Step]
    set_up = SetUp(school=SCHOOL, founders=())
    for answer in answers:
        assert answer is not None
        set_up = set_up.with_answer(step_of(answer), answer)
    assert school_of(set_up, SCHOOL, ADMIN) == WHOLE


@pytest.mark.parametrize("step", ASKED)
def test_while_an_answer_is_missing_there_is_no_school(step: Step) -> None:
    answers = tuple(
        answer for one in Step if one is not step and (answer := answer_of(WHOLE, one))
    )
    set_up = SetUp(school=SCHOOL, founders=(), answers=answers)
    assert school_of(set_up, SCHOOL, ADMIN) is None


@pytest.mark.parametrize("step", Step)
def test_an_answer_is_kept_and_read_back_as_it_was(step: Step) -> None:
    answer = answer_of(WHOLE, step)
    assert answer is not None
    set_up = SetUp(school=SCHOOL, founders=(), answers=(answer,))
    packed = msgspec.json.encode(set_up)
    assert msgspec.json.decode(packed, type=SetUp) == set_up
    assert with_answer(WHOLE, answer) == WHOLE


def test_every_step_has_an_answer_of_its_own() -> None:
    assert set(ANSWERS) == set(Step)
    assert len(set(ANSWERS.values())) == len(Step)


@given(st.integers(1, 30), st.integers(1, 30))
def test_the_mark_of_an_answer_tells_others_apart(one: int, other: int) -> None:
    marks = [seen(PromiseGiven(concerns_answered_in=days)) for days in (one, other)]
    assert (marks[0] == marks[1]) is (one == other)


@pytest.mark.parametrize("lack", ContactLack)
def test_each_contact_that_is_missing_is_named(lack: ContactLack) -> None:
    empty = () if lack in (ContactLack.SAFEGUARDING, ContactLack.WELLBEING) else None
    school = msgspec.structs.replace(WHOLE, **{lack.value: empty})
    assert contacts_lacking(school) == [lack]
    assert answer_of(school, Step.CONTACTS) is None


def test_contacts_are_checked_once_a_year() -> None:
    confirmed = date(2026, 9, 3)
    assert not are_to_be_checked(confirmed, date(2027, 9, 3))
    assert are_to_be_checked(confirmed, date(2027, 9, 4))


def test_the_next_step_is_the_one_that_follows_and_then_the_first() -> None:
    assert next_step([], None) is Step.SCHOOL
    assert next_step([Step.TERMS], after=Step.TERMS) is Step.DAY
    left = [step for step in Step if step is not Step.SCHOOL]
    assert next_step(left, after=Step.PROMISE) is Step.SCHOOL
    assert next_step(list(Step)) is None


def test_a_school_from_a_file_is_started_and_one_in_set_up_is_not() -> None:
    assert is_started(None)
    assert not is_started(SetUp(school=SCHOOL, founders=()))


def test_hours_of_week_a_need_a_date_for_it() -> None:
    lettered = msgspec.structs.replace(WHOLE.teaching_hours[0], week="A")
    answer = DayGiven(teaching_hours=(lettered,), contracted_hours=())
    with pytest.raises(ValueError, match="need a date for week A"):
        with_answer(WHOLE, answer)
