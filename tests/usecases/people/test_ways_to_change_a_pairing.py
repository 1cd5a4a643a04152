"""Whatever way a pairing changes, the same people are told, once, in office hours."""

from collections.abc import Callable
from datetime import date
from itertools import count

import msgspec
import pytest

from bot.bank_holidays import EnglandHolidays
from bot.domain.kernel.record import PersonId, SessionId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.roster_entry import EctEntry
from bot.domain.people.roster_file import Column, Row
from bot.domain.school.file import EctEntry as EctInFile
from bot.domain.school.file import PersonEntry, SchoolFile
from bot.domain.sessions.records import SessionState
from bot.ports.kinds import (
    INDUCTIONS_OF_SCHOOL,
    MEMBERS_OF_SCHOOL,
    NOTICES,
    OPEN_FLAGS,
    PAIRINGS_OF_SCHOOL,
    SCHOOLS,
    SESSIONS,
)
from bot.usecases.kernel.claims import Delivery
from bot.usecases.people import changes
from bot.usecases.people.list_file import apply_rows, check_rows
from bot.usecases.people.roster_settling import Target
from bot.usecases.people.roster_writing import mark_of
from bot.usecases.school.from_file import enter_school
from bot.usecases.sessions.logging import plan_session
from tests.builders import a_draft, at
from tests.usecases.overviews.test_one_count import PAIR
from tests.usecases.two_schools import (
    ADAM,
    CONTACTS,
    EWA,
    OAKFIELD,
    PRIYA,
    RUTH,
    SUNIL,
    TEAM,
    XAVIER,
    Town,
)

SATURDAY, MONDAY = "2026-11-07 10:00", "2026-11-09 08:00"
TODAY = date(2026, 11, 7)
BEGAN = date(2026, 9, 3)
_deliveries = (Delivery(f"way-{number}") for number in count())

Told = set[tuple[NoticeKind, PersonId]]
ANOTHER_MENTOR: Told = {
    (NoticeKind.HANDED_OVER, PRIYA),
    (NoticeKind.NEW_ECT_OF_YOURS, SUNIL),
    (NoticeKind.NEW_MENTOR_OF_YOURS, EWA),
}
NO_MENTOR_ANY_MORE: Told = {(NoticeKind.HANDED_OVER, PRIYA)}


@pytest.fixture
def town() -> Town:
    town = Town()
    town.clock.moment = at(SATURDAY)
    return town


def target(town: Town) -> Target:
    with town.store.reading(TEAM) as records:
        seen = mark_of(records, OAKFIELD, EWA)
    return Target(OAKFIELD, EWA, seen, next(_deliveries))


def _form(town: Town) -> None:
    changes.change_mentor(
        town.ports, town.actor(ADAM), target(town), mentor=SUNIL, begins=TODAY
    )


def _correction(town: Town) -> None:
    entry = EctEntry(
        ect=EWA, mentor=SUNIL, tutor=RUTH, began=BEGAN, contact=CONTACTS[OAKFIELD]
    )
    changes.enter_ect(town.ports, town.actor(ADAM), target(town), entry)


def _list_of_people(town: Town) -> None:
    admin = town.actor(ADAM)
    row = Row(2, {Column.PERSON: EWA, Column.MENTOR: SUNIL})
    shown, _read = check_rows(town.ports, admin, OAKFIELD, [row])
    apply_rows(town.ports, admin, [row], shown=shown, delivery=next(_deliveries))


def _leaves(town: Town) -> None:
    changes.enter_leaving(town.ports, town.actor(ADAM), target(town), last_day=TODAY)


def _induction_ends(town: Town) -> None:
    changes.end_induction(town.ports, town.actor(ADAM), target(town), last_day=TODAY)


def _file(town: Town, mentor: PersonId | None) -> SchoolFile:
    """Return the school's own file, with another mentor for Ewa, or without her."""
    with town.store.reading(TEAM) as records:
        school = records.get(SCHOOLS, OAKFIELD)
        assert school is not None
        people = records.find(MEMBERS_OF_SCHOOL, OAKFIELD)
        inductions = {i.ect: i for i in records.find(INDUCTIONS_OF_SCHOOL, OAKFIELD)}
        pairings = records.find(PAIRINGS_OF_SCHOOL, OAKFIELD)
    return SchoolFile(
        school=school,
        people=tuple(
            PersonEntry(person=one.person, name=one.name, roles=one.roles)
            for one in people
        ),
        ects=tuple(
            EctInFile(
                ect=one.ect,
                mentor=mentor if one.ect == EWA and mentor else one.mentor,
                tutor=inductions[one.ect].tutor,
                began=inductions[one.ect].counted_from,
            )
            for one in pairings
            if one.ect != EWA or mentor
        ),
    )


def _enter(town: Town, file: SchoolFile) -> None:
    for _twice in range(2):
        enter_school(
            town.store, TEAM, file, now=town.clock.now(), holidays=EnglandHolidays()
        )


def _school_file(town: Town) -> None:
    _enter(town, _file(town, SUNIL))


def _school_file_without_them(town: Town) -> None:
    _enter(town, _file(town, None))


Way = Callable[[Town], None]
WAYS: tuple[tuple[Way, Told], ...] = (
    (_form, ANOTHER_MENTOR),
    (_correction, ANOTHER_MENTOR),
    (_list_of_people, ANOTHER_MENTOR),
    (_school_file, ANOTHER_MENTOR),
    (_leaves, NO_MENTOR_ANY_MORE),
    (_induction_ends, NO_MENTOR_ANY_MORE),
    (_school_file_without_them, NO_MENTOR_ANY_MORE),
)
_NAMES = [way.__name__.strip("_") for way, _told in WAYS]
_ABOUT_PAIRINGS = {kind for kind, _reader in ANOTHER_MENTOR}


@pytest.mark.rule("R5")
@pytest.mark.parametrize(("way", "told"), WAYS, ids=_NAMES)
def test_the_same_people_are_told_once_when_the_school_is_open(
    town: Town, way: Way, told: Told
) -> None:
    way(town)
    with town.store.reading(TEAM) as records:
        notices = [n for n in records.every(NOTICES) if n.kind in _ABOUT_PAIRINGS]
    town.tick()
    before = [one for one in town.messenger.drawn if one.to in {PRIYA, SUNIL, EWA}]

    assert sorted((n.kind, n.reader) for n in notices) == sorted(told)
    assert {n.not_before for n in notices} == {at(MONDAY)}
    assert before == []


@pytest.mark.rule("R8")
@pytest.mark.parametrize("way", [way for way, _told in WAYS], ids=_NAMES)
def test_what_was_planned_is_called_off_for_everybody_whom_it_is_about(
    town: Town, way: Way
) -> None:
    town.clock.moment = at("2026-11-06 12:00")
    out_of_hours = a_draft(
        pairing=PAIR,
        starts_at=at("2026-11-09 16:00"),
        reason="Trip, exam or school event",
    )
    card = plan_session(town.ports, town.actor(PRIYA), out_of_hours, next(_deliveries))
    assert open_flags(town) == {card.facts.session.id}
    town.clock.moment = at(SATURDAY)
    way(town)

    assert open_flags(town) == set()
    with town.store.reading(TEAM) as records:
        session = records.get(SESSIONS, card.facts.session.id)
    assert session is not None
    assert session.state is SessionState.CANCELLED


def open_flags(town: Town, tutor: PersonId = RUTH) -> set[SessionId]:
    with town.store.reading(TEAM) as records:
        return {flag.session for flag in records.find(OPEN_FLAGS, tutor, OAKFIELD)}


def test_another_tutor_in_the_schools_file_is_put_the_flags_that_are_open(
    town: Town,
) -> None:
    out_of_hours = a_draft(
        pairing=PAIR,
        starts_at=at("2026-11-09 16:00"),
        reason="Trip, exam or school event",
    )
    plan_session(town.ports, town.actor(PRIYA), out_of_hours, next(_deliveries))
    file = _file(town, PRIYA)
    ects = [
        msgspec.structs.replace(one, tutor=XAVIER) if one.ect == EWA else one
        for one in file.ects
    ]
    _enter(town, msgspec.structs.replace(file, ects=tuple(ects)))

    assert len(open_flags(town, RUTH)) == 0
    assert len(open_flags(town, XAVIER)) == 1
