"""A school as its admin writes it down in one file, and what must hold in it.

Ids of people are Slack's ("U…"); everything else follows from who is named where.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from zoneinfo import available_timezones

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PairingId, PersonId, Record
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import (
    BothRoles,
    FullTimeEquivalent,
    Induction,
    Pairing,
    Target,
    UsualSlot,
)
from bot.domain.school.contact_rules import (
    ContactLack,
    contacts_lacking,
    without_contact,
)
from bot.domain.school.profile import DateSpan, Hours, School

_LACKS = {
    ContactLack.SAFEGUARDING: "the designated lead and a deputy",
    ContactLack.GOVERNORS: "the chair, for a worry about the head",
    ContactLack.WELLBEING: "who is there for staff, such as a helpline",
    ContactLack.CHECKED: "the day on which somebody last checked these contacts",
}


class PersonEntry(Record, frozen=True, kw_only=True):
    """One person and their roles."""

    person: PersonId
    name: str
    roles: frozenset[Role]
    contracted_hours: tuple[Hours, ...] | None = None
    hours_from: date | None = None  # where they had others; None: the day of entering
    away: tuple[DateSpan, ...] = ()  # dates alone; the bot holds no reasons


class BothRolesEntry(Record, frozen=True, kw_only=True):
    """Why one person is mentor and induction tutor of an ECT, and who agreed (R5)."""

    reason: str
    agreed_by: PersonId  # a headteacher
    agreed_on: date


class EctEntry(Record, frozen=True, kw_only=True):
    """One ECT: who mentors them, who their induction tutor is, since when."""

    ect: PersonId
    mentor: PersonId
    tutor: PersonId
    began: date
    terms_before: float = 0
    full_time_equivalent: FullTimeEquivalent = 1
    share_from: date | None = None  # where it was another; None: the day of entering
    usual: UsualSlot | None = None
    target: Target | None = None
    target_from: date | None = None  # the same
    contact: Contact | None = None
    subject: str = ""
    phase: str = ""
    reviews: tuple[date, ...] = ()  # as the appropriate body set them
    both_roles: BothRolesEntry | None = None  # where mentor and tutor are one person


class SchoolFile(Record, frozen=True, kw_only=True):
    """All that the bot needs to know of one school."""

    school: School
    rhythm_from: date | None = None  # where it had another; None: the day of entering
    people: tuple[PersonEntry, ...]
    ects: tuple[EctEntry, ...]

    def faults(self) -> list[str]:
        """Say what does not fit together; empty where all does (R5 among it)."""
        roles = {entry.person: entry.roles for entry in self.people}
        faults = [
            f"{person} is listed twice."
            for person, times in Counter(e.person for e in self.people).items()
            if times > 1
        ]
        if self.school.zone not in available_timezones():
            faults.append(
                f"school.zone: there is no time zone {self.school.zone}. For England "
                "leave it out, or write Europe/London."
            )
        for entry in self.ects:
            for person, role, word in (
                (entry.ect, Role.ECT, "an ECT"),
                (entry.mentor, Role.MENTOR, "a mentor"),
                (entry.tutor, Role.INDUCTION_TUTOR, "an induction tutor"),
            ):
                if role not in roles.get(person, frozenset()):
                    faults.append(f"{person} is named as {word}, and people: lacks it.")
            if entry.mentor == entry.ect:
                faults.append(f"{entry.ect} cannot be their own mentor.")
            if entry.mentor == entry.tutor:
                faults += _faults_of_both(entry, roles)
        faults += [
            f"{ect} has no contact: name theirs at the appropriate body."
            for ect in without_contact((e.ect, self._contact(e)) for e in self.ects)
        ]
        faults += [
            f"school.{lack.value} is missing: {_LACKS[lack]}."
            for lack in contacts_lacking(self.school)
        ]
        if self.school.ask not in roles:
            faults.append(f"school.ask is {self.school.ask}, who is not in people:.")
        return faults

    def members(self) -> list[Member]:
        """Return everybody's place at the school."""
        return [
            Member(
                school=self.school.id,
                person=entry.person,
                name=entry.name,
                roles=entry.roles,
                contracted_hours=entry.contracted_hours,
                away=entry.away,
            )
            for entry in self.people
        ]

    def inductions(self) -> list[Induction]:
        """Return the inductions."""
        return [
            Induction(
                school=self.school.id,
                ect=entry.ect,
                tutor=entry.tutor,
                counted_from=entry.began,
                terms_before=entry.terms_before,
                full_time_equivalent=entry.full_time_equivalent,
                contact=self._contact(entry),
                subject=entry.subject,
                phase=entry.phase,
                reviews=entry.reviews,
            )
            for entry in self.ects
        ]

    def _contact(self, entry: EctEntry) -> Contact | None:
        """Return an ECT's own contact, or the school's, which is for all of them."""
        return entry.contact or self.school.appropriate_body

    def both_roles(self) -> list[BothRoles]:
        """Return who is mentor and induction tutor of one ECT, as it was agreed."""
        return [
            BothRoles(
                school=self.school.id,
                ect=entry.ect,
                person=entry.mentor,
                reason=entry.both_roles.reason,
                asked_by=entry.both_roles.agreed_by,
                asked_on=entry.both_roles.agreed_on,
                agreed_by=entry.both_roles.agreed_by,
                agreed_on=entry.both_roles.agreed_on,
            )
            for entry in self.ects
            if entry.both_roles is not None and entry.mentor == entry.tutor
        ]

    def pairings(self) -> list[Pairing]:
        """Return the pairings; a mentor who takes over later makes a new one."""
        return [
            Pairing(
                id=PairingId(f"{self.school.id}/{entry.mentor}/{entry.ect}"),
                school=self.school.id,
                mentor=entry.mentor,
                ect=entry.ect,
                begins_on=entry.began,
                target=entry.target,
                usual=entry.usual,
            )
            for entry in self.ects
        ]


def _faults_of_both(
    entry: EctEntry, roles: Mapping[PersonId, frozenset[Role]]
) -> list[str]:
    """Refuse one person in both roles, unless a headteacher has agreed (R5)."""
    both = entry.both_roles
    if both is None:
        said = (
            f"{entry.mentor} is mentor and induction tutor of {entry.ect}. A mentor "
            "does not assess, so please name two people. In exceptional circumstances "
            "add both_roles: with reason, agreed_by (a headteacher) and agreed_on."
        )
        return [said]
    if Role.HEADTEACHER not in roles.get(both.agreed_by, frozenset()):
        return [
            f"both_roles of {entry.ect}: {both.agreed_by} is no headteacher in people:."
        ]
    return []
