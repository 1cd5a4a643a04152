"""Whom somebody can talk to when something is wrong: read only, nothing is stored."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.member import Member, Role
from bot.domain.school.profile import School
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import INDUCTIONS, MEMBERS_OF_SCHOOL, SCHOOLS
from bot.ports.store import Reading
from bot.results.concerns.contacts import Adviser, HelpNow, WhoToTalkTo
from bot.usecases.concerns.people_around import contacts_of
from bot.usecases.kernel.lookup import (
    current_pairings_of_ect,
    places,
    require_place,
    today_of,
)

T = TypeVar("T")


def who_to_talk_to(ports: Ports, actor: Actor) -> WhoToTalkTo:
    """Gather the people an actor can turn to, by who is asking (R9, R10, R11).

    Raises NotAllowed for somebody in no roster, with whom to ask.
    """
    with ports.store.reading(actor.team) as records:
        own = require_place(records, actor.person)
        by_school = [_at_school(ports, records, place) for place in own]
        school = records.get(SCHOOLS, own[0].school)
        return WhoToTalkTo(
            inside=_once(one.inside for one in by_school),
            appropriate_body=_once(one.appropriate_body for one in by_school),
            wellbeing=_once(one.wellbeing for one in by_school),
            ask=school.ask if school and len(own) == 1 else None,
            as_ect=any(Role.ECT in place.roles for place in own),
        )


@dataclass(frozen=True, slots=True)
class _AtSchool:
    inside: tuple[Adviser, ...]
    appropriate_body: tuple[Contact, ...]
    wellbeing: tuple[Contact, ...]


def _at_school(ports: Ports, records: Reading, place: Member) -> _AtSchool:
    """Gather whom somebody can turn to at one of their schools."""
    person = place.person
    today = today_of(ports, records, place.school)
    mentors = [
        Adviser(pairing.mentor, Role.MENTOR)
        for pairing in current_pairings_of_ect(records, person, today)
        if pairing.school == place.school
    ]
    induction = records.get(INDUCTIONS, f"{place.school}/{person}")
    tutor = induction.tutor if induction else None
    inside = [*mentors, *_leaders(records, place.school, tutor=tutor)]
    school = records.get(SCHOOLS, place.school)
    return _AtSchool(
        inside=tuple(one for one in inside if one.person != person),
        appropriate_body=contacts_of(records, place.school, person, today),
        wellbeing=school.wellbeing if school else (),
    )


def _once(groups: Iterable[Sequence[T]]) -> tuple[T, ...]:
    """Return what several schools have, what they share once."""
    return tuple(dict.fromkeys(one for group in groups for one in group))


def _leaders(
    records: Reading, school: SchoolId, *, tutor: PersonId | None
) -> list[Adviser]:
    """Return the induction tutors, the asker's own first, and the headteacher."""
    members = records.find(MEMBERS_OF_SCHOOL, school)
    tutors = [
        Adviser(member.person, Role.INDUCTION_TUTOR)
        for member in members
        if Role.INDUCTION_TUTOR in member.roles
    ]
    tutors.sort(key=lambda adviser: adviser.person != tutor)
    heads = [
        Adviser(member.person, Role.HEADTEACHER)
        for member in members
        if Role.HEADTEACHER in member.roles
    ]
    return [*tutors, *heads]


def help_now(ports: Ports, actor: Actor) -> HelpNow:
    """Gather whom to turn to at once; nothing is stored, and nobody is told.

    Somebody in no roster is shown what holds for everyone.
    """
    with ports.store.reading(actor.team) as records:
        found = [
            records.get(SCHOOLS, place.school)
            for place in places(records, actor.person)
        ]
        schools = [school for school in found if school is not None]
        return HelpNow(
            safeguarding=_named(schools, lambda school: school.safeguarding),
            heads=_once(_heads(records, school.id) for school in schools),
            governors=_named(
                schools, lambda school: (school.governors,) if school.governors else ()
            ),
            wellbeing=_once(school.wellbeing for school in schools),
        )


def _heads(records: Reading, school: SchoolId) -> list[PersonId]:
    return [
        one.person
        for one in records.find(MEMBERS_OF_SCHOOL, school)
        if Role.HEADTEACHER in one.roles
    ]


def _named(
    schools: Sequence[School], contacts: Callable[[School], Sequence[Contact]]
) -> tuple[Contact, ...]:
    """Return contacts of each school; where there are several, with the school's."""
    if len(schools) == 1:
        return tuple(contacts(schools[0]))
    return tuple(
        msgspec.structs.replace(
            one, organisation=", ".join(filter(None, [one.organisation, school.name]))
        )
        for school in schools
        for one in contacts(school)
    )
