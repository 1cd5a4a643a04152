"""Whom a concern can go to, by who writes it, what it is about, and who is there."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.concerns.records import CLOSED, STAGE_OF, Stage, Topic
from bot.domain.concerns.routes import TOPICS, Around, Route, next_routes, routes
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from tests.builders import ECT, HEAD, MENTOR, TUTOR

SECOND_TUTOR, SECOND_HEAD = PersonId("U0TUTOR2"), PersonId("U0HEAD2")
SECOND_MENTOR = PersonId("U0MENTOR2")
BACK_ON = date(2026, 11, 20)
NOBODY = frozenset[PersonId]()
STEPS = list(STAGE_OF.values())
NOT_THE_MENTORS = [Topic.TIME, Topic.MENTOR]
FOR_THE_MENTOR = [Topic.TRAINING, Topic.ENTITLEMENT, Topic.OTHER]


def around_an_ect(**changes: Any) -> Around:
    """Return the people around an ECT with one mentor, one tutor and one head."""
    given_: dict[str, Any] = {
        "writer": ECT,
        "written_as": Role.ECT,
        "mentors": [MENTOR],
        "tutors": [TUTOR],
        "heads": [HEAD],
    }
    return Around(**(given_ | changes))


def around_a_mentor(**changes: Any) -> Around:
    """Return the people around a mentor with one tutor and one head."""
    given_: dict[str, Any] = {
        "writer": MENTOR,
        "written_as": Role.MENTOR,
        "tutors": [TUTOR],
        "heads": [HEAD],
    }
    return Around(**(given_ | changes))


def who(found: tuple[Route, ...]) -> list[tuple[PersonId, Role]]:
    return [(route.reader, route.role) for route in found]


TO_MENTOR, TO_TUTOR = (MENTOR, Role.MENTOR), (TUTOR, Role.INDUCTION_TUTOR)
TO_SECOND_TUTOR = (SECOND_TUTOR, Role.INDUCTION_TUTOR)
TO_HEAD = (HEAD, Role.HEADTEACHER)

# Whoever it is ------------------------------------------------------------------------

people = st.sampled_from(
    [ECT, MENTOR, SECOND_MENTOR, TUTOR, SECOND_TUTOR, HEAD, SECOND_HEAD]
)
several = st.lists(people, max_size=3, unique=True)
arounds = st.builds(
    Around,
    writer=st.sampled_from([ECT, MENTOR, TUTOR]),
    written_as=st.sampled_from([Role.ECT, Role.MENTOR]),
    mentors=several,
    tutors=several,
    heads=several,
    away=st.dictionaries(people, st.just(BACK_ON), max_size=3),
    lapsed=st.frozensets(people, max_size=2),
)
topics = st.sampled_from(Topic)
abouts = st.frozensets(people, max_size=3)


@pytest.mark.rule("R10")
@given(arounds, topics, abouts)
def test_nobody_whom_it_is_about_is_ever_among_the_routes(
    around: Around, topic: Topic, about: frozenset[PersonId]
) -> None:
    assert about.isdisjoint(route.reader for route in routes(around, topic, about))


@given(arounds, topics, abouts)
def test_nobody_writes_to_themselves(
    around: Around, topic: Topic, about: frozenset[PersonId]
) -> None:
    readers = {route.reader for route in routes(around, topic, about)}

    assert around.writer not in readers


@pytest.mark.rule("R10")
@given(arounds, st.sampled_from(NOT_THE_MENTORS), abouts)
def test_about_time_or_mentor_support_it_never_goes_to_the_mentor_in_any_role(
    around: Around, topic: Topic, about: frozenset[PersonId]
) -> None:
    readers = {route.reader for route in routes(around, topic, about)}

    if around.written_as is Role.ECT:
        assert readers.isdisjoint(around.mentors)


@given(arounds, topics, abouts)
def test_a_route_is_a_person_of_that_role_named_once_with_their_absence(
    around: Around, topic: Topic, about: frozenset[PersonId]
) -> None:
    found = routes(around, topic, about)

    of_role = {
        Role.MENTOR: around.mentors,
        Role.INDUCTION_TUTOR: around.tutors,
        Role.HEADTEACHER: around.heads,
    }
    assert all(route.reader in of_role[route.role] for route in found)
    assert len({route.reader for route in found}) == len(found)
    assert all(route.away_until == around.away.get(route.reader) for route in found)


@given(arounds, topics, abouts)
def test_the_usual_first_step_comes_first(
    around: Around, topic: Topic, about: frozenset[PersonId]
) -> None:
    steps = [STEPS.index(route.stage) for route in routes(around, topic, about)]

    assert steps == sorted(steps)


@pytest.mark.rule("R9")
@given(arounds, topics, abouts)
def test_a_mentors_own_concern_never_goes_to_a_mentor(
    around: Around, topic: Topic, about: frozenset[PersonId]
) -> None:
    if around.written_as is Role.MENTOR:
        steps = {route.stage for route in routes(around, topic, about)}
        assert Stage.WITH_MENTOR not in steps


@given(arounds, topics, abouts)
def test_while_a_tutor_or_head_can_have_it_the_writer_has_somebody_to_choose(
    around: Around, topic: Topic, about: frozenset[PersonId]
) -> None:
    shut = about | {around.writer}
    if around.written_as is Role.ECT:
        shut |= set(around.mentors)
    free = {*around.tutors, *around.heads} - shut

    assert routes(around, topic, about) or not free


@pytest.mark.rule("R10")
@given(arounds, topics, abouts, st.sampled_from(STEPS), people)
def test_the_next_step_is_never_back_down_nor_the_present_reader(
    around: Around,
    topic: Topic,
    about: frozenset[PersonId],
    stage: Stage,
    reader: PersonId,
) -> None:
    found = next_routes(around, topic, about, stage=stage, reader=reader)

    assert set(found) <= set(routes(around, topic, about))
    assert reader not in {route.reader for route in found}
    assert all(STEPS.index(route.stage) >= STEPS.index(stage) for route in found)


# An ECT's concern ---------------------------------------------------------------------


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        (Topic.TRAINING, [TO_MENTOR, TO_TUTOR]),
        (Topic.ENTITLEMENT, [TO_MENTOR, TO_TUTOR]),
        (Topic.OTHER, [TO_MENTOR, TO_TUTOR]),
        (Topic.TIME, [TO_TUTOR]),
        (Topic.MENTOR, [TO_TUTOR]),
    ],
)
def test_an_ects_concern_goes_to_the_mentor_or_the_tutor_by_what_it_is_about(
    topic: Topic, expected: list[tuple[PersonId, Role]]
) -> None:
    assert who(routes(around_an_ect(), topic, NOBODY)) == expected


@pytest.mark.rule("R10")
@pytest.mark.parametrize("topic", TOPICS[Role.ECT])
def test_about_the_mentor_it_goes_to_the_tutor_whatever_else_it_is_about(
    topic: Topic,
) -> None:
    assert who(routes(around_an_ect(), topic, frozenset({MENTOR}))) == [TO_TUTOR]


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    ("tutors", "expected"),
    [
        ([TUTOR], [TO_HEAD]),
        ([TUTOR, SECOND_TUTOR], [TO_SECOND_TUTOR, TO_HEAD]),
    ],
)
def test_about_the_tutor_it_goes_to_another_tutor_or_the_headteacher(
    tutors: list[PersonId], expected: list[tuple[PersonId, Role]]
) -> None:
    around = around_an_ect(tutors=tutors)

    assert who(routes(around, Topic.TIME, frozenset({TUTOR}))) == expected
    assert who(routes(around, Topic.OTHER, frozenset({TUTOR}))) == [
        TO_MENTOR,
        *expected,
    ]


@pytest.mark.rule("R5")
@pytest.mark.parametrize("topic", NOT_THE_MENTORS)
def test_one_person_as_mentor_and_tutor_has_it_in_neither_role(topic: Topic) -> None:
    around = around_an_ect(tutors=[MENTOR, SECOND_TUTOR])

    assert who(routes(around, topic, NOBODY)) == [TO_SECOND_TUTOR, TO_HEAD]


@pytest.mark.rule("R5")
@pytest.mark.parametrize("topic", FOR_THE_MENTOR)
def test_one_person_as_mentor_and_tutor_can_have_the_rest_as_mentor_alone(
    topic: Topic,
) -> None:
    around = around_an_ect(tutors=[MENTOR])

    assert who(routes(around, topic, NOBODY)) == [TO_MENTOR, TO_HEAD]


@pytest.mark.rule("R10")
def test_a_mentor_who_is_the_headteacher_has_it_as_mentor_alone() -> None:
    around = around_an_ect(tutors=[], heads=[MENTOR])

    assert who(routes(around, Topic.OTHER, NOBODY)) == [TO_MENTOR]
    assert routes(around, Topic.TIME, NOBODY) == ()


@pytest.mark.rule("R10")
def test_when_the_tutor_is_away_others_and_the_headteacher_are_offered_besides() -> (
    None
):
    around = around_an_ect(tutors=[TUTOR, SECOND_TUTOR], away={TUTOR: BACK_ON})

    found = routes(around, Topic.TIME, NOBODY)

    assert who(found) == [TO_TUTOR, TO_SECOND_TUTOR, TO_HEAD]
    assert [route.away_until for route in found] == [BACK_ON, None, None]


def test_another_tutor_who_is_away_brings_in_nobody_else() -> None:
    around = around_an_ect(tutors=[TUTOR, SECOND_TUTOR], away={SECOND_TUTOR: BACK_ON})

    assert who(routes(around, Topic.TIME, NOBODY)) == [TO_TUTOR]


@pytest.mark.rule("R10")
def test_where_there_is_no_tutor_the_headteacher_is_offered() -> None:
    around = around_an_ect(tutors=[])

    assert who(routes(around, Topic.OTHER, NOBODY)) == [TO_MENTOR, TO_HEAD]
    assert who(routes(around, Topic.TIME, NOBODY)) == [TO_HEAD]


@pytest.mark.rule("R10")
def test_a_headteacher_who_is_the_tutor_is_named_once_as_the_tutor() -> None:
    around = around_an_ect(tutors=[TUTOR], heads=[TUTOR], away={TUTOR: BACK_ON})

    assert who(routes(around, Topic.TIME, NOBODY)) == [TO_TUTOR]


@pytest.mark.rule("R10")
def test_an_ect_with_two_mentors_can_choose_between_them() -> None:
    around = around_an_ect(mentors=[MENTOR, SECOND_MENTOR])

    assert who(routes(around, Topic.OTHER, NOBODY)) == [
        TO_MENTOR,
        (SECOND_MENTOR, Role.MENTOR),
        TO_TUTOR,
    ]
    assert who(routes(around, Topic.OTHER, frozenset({MENTOR}))) == [
        (SECOND_MENTOR, Role.MENTOR),
        TO_TUTOR,
    ]


@pytest.mark.rule("R10")
@pytest.mark.parametrize("topic", TOPICS[Role.ECT])
def test_a_mentor_who_has_lost_the_role_has_it_in_no_other_either(topic: Topic) -> None:
    around = around_an_ect(tutors=[MENTOR, TUTOR], lapsed=frozenset({MENTOR}))

    assert MENTOR not in {route.reader for route in routes(around, topic, NOBODY)}


@pytest.mark.rule("R11")
def test_where_it_is_about_everybody_the_bot_has_no_route() -> None:
    about = frozenset({MENTOR, TUTOR, HEAD})

    assert routes(around_an_ect(), Topic.OTHER, about) == ()


# A mentor's concern -------------------------------------------------------------------


@pytest.mark.rule("R9")
@pytest.mark.parametrize("topic", [Topic.TIME, Topic.ENTITLEMENT, Topic.OTHER])
def test_a_mentors_concern_goes_to_the_tutor_first_and_the_headteacher_next(
    topic: Topic,
) -> None:
    assert who(routes(around_a_mentor(), topic, NOBODY)) == [TO_TUTOR, TO_HEAD]


@pytest.mark.rule("R9")
def test_a_mentor_can_choose_between_the_schools_tutors_their_ects_own_first() -> None:
    around = around_a_mentor(tutors=[TUTOR, SECOND_TUTOR])

    assert who(routes(around, Topic.TIME, NOBODY)) == [
        TO_TUTOR,
        TO_SECOND_TUTOR,
        TO_HEAD,
    ]


@pytest.mark.rule("R9")
def test_an_ects_progress_is_talked_about_with_an_induction_tutor_alone() -> None:
    around = around_a_mentor(tutors=[TUTOR, SECOND_TUTOR])

    found = routes(around, Topic.ECT_PROGRESS, NOBODY)

    assert who(found) == [TO_TUTOR, TO_SECOND_TUTOR]


@pytest.mark.rule("R9")
@pytest.mark.parametrize(
    ("tutors", "about"),
    [([], NOBODY), ([TUTOR], frozenset({TUTOR})), ([MENTOR], NOBODY)],
    ids=["none", "it is about them", "the mentor is the tutor"],
)
def test_an_ects_progress_goes_to_the_headteacher_where_no_tutor_can_have_it(
    tutors: list[PersonId], about: frozenset[PersonId]
) -> None:
    around = around_a_mentor(tutors=tutors)

    assert who(routes(around, Topic.ECT_PROGRESS, about)) == [TO_HEAD]


@pytest.mark.rule("R9")
def test_about_the_tutor_a_mentor_goes_to_the_headteacher() -> None:
    assert who(routes(around_a_mentor(), Topic.TIME, frozenset({TUTOR}))) == [TO_HEAD]


@pytest.mark.rule("R9")
def test_a_headteacher_who_is_the_only_tutor_is_a_mentors_one_route() -> None:
    around = around_a_mentor(tutors=[HEAD])

    assert who(routes(around, Topic.TIME, NOBODY)) == [(HEAD, Role.INDUCTION_TUTOR)]


@pytest.mark.rule("R9")
def test_each_role_is_asked_about_the_topics_that_guidance_gives_it() -> None:
    assert set(TOPICS[Role.ECT]) == set(Topic) - {Topic.ECT_PROGRESS}
    assert {Topic.TIME, Topic.ENTITLEMENT, Topic.ECT_PROGRESS} <= set(
        TOPICS[Role.MENTOR]
    )
    assert Topic.MENTOR not in TOPICS[Role.MENTOR]


# The next step ------------------------------------------------------------------------


def on(around: Around, stage: Stage, reader: PersonId | None) -> list[Any]:
    found = next_routes(around, Topic.OTHER, NOBODY, stage=stage, reader=reader)
    return who(found)


@pytest.mark.rule("R10")
def test_from_the_mentor_an_ect_goes_on_to_the_tutor() -> None:
    assert on(around_an_ect(), Stage.WITH_MENTOR, MENTOR) == [TO_TUTOR]


@pytest.mark.rule("R11")
def test_from_the_tutor_an_ect_has_the_named_contact_alone() -> None:
    assert on(around_an_ect(), Stage.WITH_TUTOR, TUTOR) == []


@pytest.mark.rule("R10")
def test_from_a_tutor_who_is_away_an_ect_can_go_to_another_or_the_headteacher() -> None:
    around = around_an_ect(tutors=[TUTOR, SECOND_TUTOR], away={TUTOR: BACK_ON})

    assert on(around, Stage.WITH_TUTOR, TUTOR) == [TO_SECOND_TUTOR, TO_HEAD]


@pytest.mark.rule("R9")
def test_from_the_tutor_a_mentor_goes_on_to_the_headteacher_and_not_back() -> None:
    assert on(around_a_mentor(), Stage.WITH_TUTOR, TUTOR) == [TO_HEAD]
    assert on(around_a_mentor(), Stage.WITH_HEAD, HEAD) == []


@pytest.mark.rule("R10")
def test_who_holds_the_named_contact_can_still_choose_anybody_at_school() -> None:
    around = around_an_ect()

    assert on(around, Stage.CONTACT_ADVISED, None) == [TO_MENTOR, TO_TUTOR]


@pytest.mark.rule("R10")
@pytest.mark.parametrize("stage", STEPS)
def test_whom_it_is_about_is_no_next_step_either(stage: Stage) -> None:
    about = frozenset({MENTOR, TUTOR})

    found = next_routes(
        around_an_ect(), Topic.OTHER, about, stage=stage, reader=PersonId("U0GONE")
    )

    assert who(found) == [TO_HEAD]


def test_a_route_knows_its_step_of_the_ladder() -> None:
    steps = [Route(HEAD, role).stage for role in STAGE_OF]

    assert steps == [Stage.WITH_MENTOR, Stage.WITH_TUTOR, Stage.WITH_HEAD]
    assert CLOSED.isdisjoint(steps)
