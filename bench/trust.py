"""A trust of fifty schools like the example one, each with eight pairings.

The schools lie in Auckland, so that an English evening is their working day and
messages are delivered while a long run goes on.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from bot.app import open_store
from bot.domain.kernel.record import PairingId, PersonId, SchoolId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.keys import make_key_file
from bot.ports.kinds import INDUCTIONS, MEMBERS, PAIRINGS, SCHOOLS
from bot.ports.store import Records
from bot.sandbox.example_school import TEAM, example_school
from bot.sandbox.state import SandboxPerson

SCHOOL_COUNT, MENTORS_EACH = 50, 8
_ZONE = "Pacific/Auckland"


def fill(place: Path) -> list[SandboxPerson]:
    """Enter fifty schools like the example one, each with eight pairings."""
    store = open_store(place / "ectbot.db")
    make_key_file(place / "ectbot.key")
    people: list[SandboxPerson] = []
    with store.transaction(TEAM) as records:
        for number in range(SCHOOL_COUNT):
            people += _enter(records, number)
    store.close()
    return people


def _enter(records: Records, number: int) -> Iterator[SandboxPerson]:
    school_id, tutor = SchoolId(f"school-{number}"), PersonId(f"UT{number}")
    school = msgspec.structs.replace(
        example_school(), id=school_id, zone=_ZONE, ask=tutor
    )
    records.add(SCHOOLS, school)
    yield _join(records, school_id, tutor, Role.INDUCTION_TUTOR)
    for place in range(MENTORS_EACH):
        mentor, ect = mentor_at(number, place), PersonId(f"UE{number}X{place}")
        yield _join(records, school_id, mentor, Role.MENTOR)
        yield _join(records, school_id, ect, Role.ECT)
        began = school.terms[0].days.first
        induction = Induction(
            school=school_id, ect=ect, tutor=tutor, counted_from=began
        )
        records.add(INDUCTIONS, induction)
        pairing = Pairing(
            id=PairingId(f"{school_id}/{mentor}"),
            school=school_id,
            mentor=mentor,
            ect=ect,
            begins_on=began,
        )
        records.add(PAIRINGS, pairing)


def _join(
    records: Records, school: SchoolId, person: PersonId, role: Role
) -> SandboxPerson:
    name = f"{person} Example"
    member = Member(school=school, person=person, name=name, roles=frozenset({role}))
    records.add(MEMBERS, member)
    return SandboxPerson(person, name, (role.value,))


def mentor_at(school: int, place: int) -> PersonId:
    return PersonId(f"UM{school}X{place}")
