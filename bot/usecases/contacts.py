"""Whom somebody can talk to when something is wrong: read only, nothing is stored."""

from bot.domain.people import Role
from bot.domain.record import PersonId, SchoolId
from bot.domain.results.contacts import Adviser, HelpNow, WhoToTalkTo
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import INDUCTIONS, MEMBERS_OF_SCHOOL, SCHOOLS
from bot.ports.store import Reading
from bot.usecases.concern_people import contacts_of
from bot.usecases.lookup import (
    current_pairings_of_ect,
    places,
    require_place,
    today_of,
)


def who_to_talk_to(ports: Ports, actor: Actor) -> WhoToTalkTo:
    """Gather the people an actor can turn to, by who is asking (R9, R10, R11).

    Raises NotAllowed for somebody in no roster, with whom to ask.
    """
    with ports.store.reading(actor.team) as records:
        place = require_place(records, actor.person)[0]
        today = today_of(ports, records, place.school)
        mentors = [
            Adviser(pairing.mentor, Role.MENTOR)
            for pairing in current_pairings_of_ect(records, actor.person, today)
        ]
        own = records.get(INDUCTIONS, f"{place.school}/{actor.person}")
        school = records.get(SCHOOLS, place.school)
        inside = [
            *mentors,
            *_leaders(records, place.school, tutor=own.tutor if own else None),
        ]
        return WhoToTalkTo(
            inside=tuple(one for one in inside if one.person != actor.person),
            appropriate_body=contacts_of(records, place.school, actor.person, today),
            wellbeing=school.wellbeing if school else (),
            ask=school.ask if school else None,
            as_ect=Role.ECT in place.roles,
        )


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
        found = places(records, actor.person)
        school = records.get(SCHOOLS, found[0].school) if found else None
        if school is None:
            return HelpNow((), (), None, ())
        return HelpNow(
            safeguarding=school.safeguarding,
            heads=tuple(
                one.person
                for one in records.find(MEMBERS_OF_SCHOOL, school.id)
                if Role.HEADTEACHER in one.roles
            ),
            governors=school.governors,
            wellbeing=school.wellbeing,
        )
