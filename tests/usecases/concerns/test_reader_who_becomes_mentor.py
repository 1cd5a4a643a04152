"""A reader who becomes the writer's mentor, however that came: the writer is asked."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.concerns.records import Asked, Concern, Shown, Topic
from bot.domain.kernel.access import NO_SUCH_CONCERN
from bot.domain.kernel.errors import NotAllowed, Stale
from bot.domain.kernel.record import ConcernId, PersonId
from bot.domain.people.member import Role
from bot.domain.people.pairings import EXCEPTIONAL_REASONS_FOR_BOTH
from bot.domain.people.roster_file import Column
from bot.ports.kinds import CONCERNS
from bot.usecases.concerns import acting as acts
from bot.usecases.concerns.raising import ConcernDraft, send_concern
from bot.usecases.concerns.reading import own_concerns, read_concern
from bot.usecases.data_protection.own_data import own_data
from bot.usecases.kernel.claims import Delivery
from bot.usecases.people import changes
from bot.usecases.people.both_roles import BothRolesAsk, ask_for_both
from bot.usecases.people.changes import PersonDraft
from bot.usecases.people.list_file import apply_rows, check_rows, list_of_people
from bot.usecases.people.roster_settling import undo_change
from bot.views.data_protection.own_data import as_json
from tests.usecases.people.test_people_in_mid_year import target
from tests.usecases.two_schools import (
    ADAM,
    EWA,
    HELEN,
    OAKFIELD,
    RUTH,
    TEAM,
    XAVIER,
    Town,
)

WORDS = "My mentor never comes, zebra"
_BOTH = frozenset({Role.INDUCTION_TUTOR, Role.MENTOR})


def raised(town: Town, topic: Topic) -> ConcernId:
    draft = ConcernDraft(OAKFIELD, Role.ECT, topic, frozenset(), WORDS)
    card = send_concern(
        town.ports,
        town.actor(EWA),
        draft,
        reader=RUTH,
        pass_on=False,
        delivery=Delivery("sent"),
    )
    town.tick()
    return card.concern.id


def concern_of(town: Town, concern: ConcernId) -> Concern:
    with town.store.reading(TEAM) as records:
        found = records.get(CONCERNS, concern)
    assert found is not None
    return found


def reads(town: Town, person: PersonId, concern: ConcernId) -> bool:
    card = read_concern(town.looking, town.actor(person), concern)
    return [one.words for one in card.said] == [WORDS]


def _mentors_too(town: Town) -> None:
    draft = PersonDraft("Ruth Bell", _BOTH, frozenset(range(5)))
    changes.save_person(town.ports, town.actor(ADAM), target(town, RUTH), draft)


def _by_form(town: Town, days: int = 0) -> str:
    _mentors_too(town)
    ports, adam = town.ports, town.actor(ADAM)
    changes.change_tutor(ports, adam, target(town, EWA), tutor=XAVIER)
    begins = town.today() + timedelta(days=days)
    done = changes.change_mentor(
        ports, adam, target(town, EWA), mentor=RUTH, begins=begins
    )
    assert done.change is not None
    return done.change


def _as_both(town: Town) -> None:
    """Have one person be mentor and induction tutor, as the headteacher agreed."""
    _mentors_too(town)
    why = next(iter(EXCEPTIONAL_REASONS_FOR_BOTH))
    ask_for_both(town.ports, town.actor(HELEN), BothRolesAsk(OAKFIELD, EWA, RUTH, why))
    changes.change_mentor(
        town.ports,
        town.actor(HELEN),
        target(town, EWA),
        mentor=RUTH,
        begins=town.today(),
    )


def _by_file(town: Town) -> None:
    ports, adam = town.ports, town.actor(ADAM)
    new: dict[str, dict[Column, str]] = {
        EWA: {Column.MENTOR: RUTH, Column.TUTOR: XAVIER},
        RUTH: {Column.ROLES: "mentor; induction tutor"},
    }
    rows = [
        replace(row, cells={**row.cells, **new.get(row[Column.PERSON], {})})
        for row in list_of_people(ports, adam, OAKFIELD)
    ]
    shown, read = check_rows(ports, adam, OAKFIELD, rows)
    assert read.is_fine, read.faults
    apply_rows(ports, adam, rows, shown=shown, delivery=Delivery("file"))


def _next_week(town: Town) -> None:
    _by_form(town, days=7)
    assert reads(town, RUTH, _ID)
    town.clock.moment += timedelta(days=7)


_ID = ConcernId("concern-1")
PATHS: list[Callable[[Town], object]] = [_by_form, _as_both, _by_file, _next_week]


@pytest.mark.rule("R10")
@pytest.mark.parametrize("becomes_mentor", PATHS)
@pytest.mark.parametrize("topic", [Topic.MENTOR, Topic.TIME])
def test_it_is_closed_to_them_at_once_and_its_writer_is_asked(
    becomes_mentor: Callable[[Town], object], topic: Topic
) -> None:
    town = Town()
    concern = raised(town, topic)
    assert concern == _ID
    becomes_mentor(town)

    with pytest.raises(NotAllowed, match=NO_SUCH_CONCERN):
        read_concern(town.ports, town.actor(RUTH), concern)
    shown = Shown(concern=concern, turn=1)
    with pytest.raises(NotAllowed, match=NO_SUCH_CONCERN):
        acts.take_concern(town.ports, town.actor(RUTH), shown, Delivery("take"))
    assert own_concerns(town.ports, town.actor(RUTH)).brought == ()

    town.tick()  # the job of a minute
    assert concern_of(town, concern).asked is Asked.READER_MENTORS
    newest = town.messenger.newest_about(concern, EWA)
    assert newest is not None
    assert "Ruth Bell is your mentor now" in newest.blocks
    hers = town.messenger.newest_about(concern, RUTH)
    assert hers is not None
    assert "This is no longer with you" in hers.blocks
    for day in range(1, 30):
        town.clock.moment += timedelta(days=day)
        town.tick()
    assert concern_of(town, concern).reminders == 0


@pytest.mark.rule("R10")
def test_it_stays_with_nobody_until_its_writer_has_chosen_somebody_else() -> None:
    town = Town()
    concern = raised(town, Topic.MENTOR)
    _by_form(town)
    town.tick()
    ewa, shown = town.actor(EWA), Shown(concern=concern, turn=1)
    with pytest.raises(Stale):
        acts.leave_concern(town.ports, ewa, shown, Delivery("leave"))
    with pytest.raises(Stale):
        acts.add_to_concern(
            town.ports, ewa, shown, words="More", delivery=Delivery("add")
        )
    with pytest.raises(Stale):
        acts.take_further(
            town.ports, ewa, shown, reader=RUTH, delivery=Delivery("to Ruth")
        )
    card = read_concern(town.ports, ewa, concern)
    assert [way.route.reader for way in card.routes] == [XAVIER]
    acts.take_further(
        town.ports, ewa, shown, reader=XAVIER, delivery=Delivery("further")
    )
    assert reads(town, XAVIER, concern)


@pytest.mark.parametrize("topic", [Topic.TRAINING, Topic.ENTITLEMENT, Topic.OTHER])
def test_what_a_mentor_may_read_stays_with_them(topic: Topic) -> None:
    town = Town()
    concern = raised(town, topic)
    _by_form(town)
    town.tick()
    assert concern_of(town, concern).asked is None
    assert reads(town, RUTH, concern)


def test_where_it_was_a_slip_it_is_theirs_again_and_no_question_stands() -> None:
    town = Town()
    concern = raised(town, Topic.MENTOR)
    done = _by_form(town)
    town.tick()
    undo_change(town.ports, town.actor(ADAM), done)
    assert reads(town, RUTH, concern)
    for _ in range(10):
        town.clock.moment += timedelta(days=1)
        town.tick()
    assert concern_of(town, concern).asked is not Asked.READER_MENTORS
    assert concern_of(town, concern).reminders > 0


def test_nobody_reads_in_their_own_data_what_is_closed_to_them() -> None:
    town = Town()
    raised(town, Topic.MENTOR)
    _by_form(town)
    held = json.loads(as_json(own_data(town.ports, town.actor(RUTH))))["held"]
    [concern] = held["concerns"]["records"]
    assert concern.keys() == {"id", "school", "turns"}  # not whose, nor how it stands
    assert b"zebra" not in as_json(own_data(town.ports, town.actor(RUTH)))
    assert b"zebra" in as_json(own_data(town.ports, town.actor(EWA)))
