"""A school's people and pairings as one value, and what must hold in it.

Changes are pure functions from one roster to the next (`roster_changes.py`), so that a
form, an uploaded file and the command line are all held to the rules here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.kernel.formatting import NOT_LISTED
from bot.domain.kernel.record import PairingId, PersonId, SchoolId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody at one school on one day, and who mentors whom."""

    school: SchoolId
    today: date
    ask: PersonId  # whom people turn to who are in no roster
    members: Mapping[PersonId, Member]
    inductions: Mapping[PersonId, Induction]
    pairings: Mapping[PairingId, Pairing]
    # (ECT, person): the headteacher agreed that the person is both to the ECT (R5)
    agreed: frozenset[tuple[PersonId, PersonId]] = frozenset()

    def running(self, ect: PersonId) -> list[Pairing]:
        """Return the pairings of an ECT that are not over, oldest first."""
        found = [
            pairing
            for pairing in self.pairings.values()
            if pairing.ect == ect
            and (pairing.ends_on is None or pairing.ends_on >= self.today)
        ]
        return sorted(found, key=lambda pairing: (pairing.begins_on, pairing.id))

    def mentor_of(self, ect: PersonId) -> PersonId | None:
        """Return who mentors an ECT, or who will."""
        running = self.running(ect)
        return running[-1].mentor if running else None

    def is_over(self, ect: PersonId) -> bool:
        """Whether an ECT's last day as one at this school is over."""
        induction = self.inductions.get(ect)
        last_day = induction.last_day if induction else None
        return last_day is not None and last_day < self.today

    def name(self, person: PersonId) -> str:
        """Return a person's name; an id is none, and is never said."""
        member = self.members.get(person)
        return member.name if member else NOT_LISTED


class Lack(StrEnum):
    """What somebody's entry is still without; a reason to ask, not to refuse."""

    MENTOR = "mentor"
    TUTOR = "tutor"
    CONTACT = "contact"
    START = "start"  # an ECT of whom nothing but the name is known


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that an ECT's entry lacks."""

    ect: PersonId
    lacks: Lack


class Wrong(StrEnum):
    """What cannot stand in a roster."""

    NOT_AN_ECT = "not_an_ect"
    NOT_A_MENTOR = "not_a_mentor"
    NOT_A_TUTOR = "not_a_tutor"
    NOT_LISTED = "not_listed"
    BOTH_ROLES = "both_roles"
    NOBODY_MANAGES = "nobody_manages"
    ASKED_FOR = "asked_for"


_NOT = {
    Role.ECT: Wrong.NOT_AN_ECT,
    Role.MENTOR: Wrong.NOT_A_MENTOR,
    Role.INDUCTION_TUTOR: Wrong.NOT_A_TUTOR,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot stand: whose entry it is in, and whom else it is about."""

    wrong: Wrong
    about: PersonId
    other: PersonId | None = None


def missing_in(roster: Roster) -> list[Missing]:
    """Say what the entries of the school's ECTs are still without, in name order."""
    ects = sorted(
        (m for m in roster.members.values() if Role.ECT in m.roles),
        key=lambda member: (member.name, member.person),
    )
    return [
        Missing(ect.person, lacks)
        for ect in ects
        if not roster.is_over(ect.person)
        for lacks in _lacking(roster, ect.person)
    ]


def faults_in(roster: Roster) -> frozenset[Fault]:
    """Say what cannot stand in a roster (R5 among it)."""
    return frozenset(
        (
            *_faults_of_pairings(roster),
            *_faults_of_inductions(roster),
            *_faults_of_the_whole(roster),
        )
    )


def new_faults(before: Roster, after: Roster) -> list[Fault]:
    """Say what a change would make wrong; what was wrong already stops nothing."""
    found = faults_in(after) - faults_in(before)
    return sorted(found, key=lambda fault: (fault.about, fault.wrong))


def _lacking(roster: Roster, ect: PersonId) -> Iterator[Lack]:
    induction = roster.inductions.get(ect)
    if induction is None:
        yield Lack.START
        return
    if roster.mentor_of(ect) is None:
        yield Lack.MENTOR
    tutor = roster.members.get(induction.tutor)
    if tutor is None or Role.INDUCTION_TUTOR not in tutor.roles:
        yield Lack.TUTOR
    if induction.contact is None:
        yield Lack.CONTACT


def _faults_of_pairings(roster: Roster) -> Iterator[Fault]:
    for pairing in roster.pairings.values():
        if pairing.ends_on is not None and pairing.ends_on < roster.today:
            continue
        for person, role in ((pairing.ect, Role.ECT), (pairing.mentor, Role.MENTOR)):
            yield from _unless(roster, pairing.ect, person, is_=role)


def _faults_of_inductions(roster: Roster) -> Iterator[Fault]:
    for ect, induction in roster.inductions.items():
        running = roster.running(ect)
        if not running and (ect not in roster.members or roster.is_over(ect)):
            continue  # kept as history
        yield from _unless(roster, ect, induction.tutor, is_=Role.INDUCTION_TUTOR)
        for pairing in running:
            both = (ect, pairing.mentor)
            if pairing.mentor == induction.tutor and both not in roster.agreed:
                yield Fault(Wrong.BOTH_ROLES, ect, pairing.mentor)


def _faults_of_the_whole(roster: Roster) -> Iterator[Fault]:
    if roster.ask not in roster.members:
        yield Fault(Wrong.ASKED_FOR, roster.ask)
    managing = (
        is_allowed(Action.MANAGE_PEOPLE, standings(member.person, [member], Subject()))
        for member in roster.members.values()
    )
    if not any(managing):
        yield Fault(Wrong.NOBODY_MANAGES, roster.ask)


def _unless(
    roster: Roster, ect: PersonId, person: PersonId, *, is_: Role
) -> Iterator[Fault]:
    member = roster.members.get(person)
    if member is None:
        yield Fault(Wrong.NOT_LISTED, ect, person)
    elif is_ not in member.roles:
        yield Fault(_NOT[is_], ect, person)
