"""Entering a school from its file, again whenever the file has changed."""

from dataclasses import dataclass
from datetime import date

import msgspec

from bot.domain.record import TeamId
from bot.domain.school_file import SchoolFile
from bot.ports.kinds import (
    INDUCTIONS,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    PAIRINGS,
    PAIRINGS_OF_SCHOOL,
    SCHOOLS,
)
from bot.ports.store import Records, Store


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered."""

    people: int
    ects: int
    gone: tuple[str, ...]  # people whom the file names no more
    ended: int  # pairings that end today


def enter_school(
    store: Store, team: TeamId, file: SchoolFile, *, today: date
) -> Entered:
    """Enter a school that fits together (`SchoolFile.faults` says so), all or nothing.

    Who is named no more loses their place; a pairing that is named no more ends today.
    Sessions are never touched.
    """
    with store.transaction(team) as records:
        gone, ended = _gone(records, file), _end_pairings(records, file, today)
        records.put(SCHOOLS, file.school)
        for member in file.members():
            records.put(MEMBERS, member)
        for induction in file.inductions():
            records.put(INDUCTIONS, induction)
        for pairing in file.pairings():
            records.put(PAIRINGS, pairing)
    return Entered(len(file.people), len(file.ects), gone, ended)


def _gone(records: Records, file: SchoolFile) -> tuple[str, ...]:
    named = {entry.person for entry in file.people}
    gone = [
        member
        for member in records.find(MEMBERS_OF_SCHOOL, file.school.id)
        if member.person not in named
    ]
    for member in gone:
        records.remove(MEMBERS, f"{member.school}/{member.person}")
    return tuple(member.name for member in gone)


def _end_pairings(records: Records, file: SchoolFile, today: date) -> int:
    named = {pairing.id for pairing in file.pairings()}
    ended = [
        pairing
        for pairing in records.find(PAIRINGS_OF_SCHOOL, file.school.id)
        if pairing.id not in named and pairing.ends_on is None
    ]
    for pairing in ended:
        records.put(PAIRINGS, msgspec.structs.replace(pairing, ends_on=today))
    return len(ended)
