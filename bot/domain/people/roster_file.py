"""A list of people as rows of cells: what each row says, and what is wrong with it.

A row adds a person or changes them; an empty cell leaves what there was; whoever is in
no row is left alone. Nobody is taken off a list by a file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Member, Role
from bot.domain.people.roster import Roster
from bot.domain.people.roster_cells import format_days, format_roles
from bot.domain.school.profile import Hours, School, Weekday


class Column(StrEnum):
    """The columns, as their first line names them."""

    PERSON = "Slack member ID"
    NAME = "Name"
    ROLES = "Roles"
    DAYS = "Working days"
    MENTOR = "Mentor"
    TUTOR = "Induction tutor"
    BEGAN = "Start date"
    SHARE = "Working pattern"
    SUBJECT = "Subject"
    PHASE = "Phase"
    BODY = "Appropriate body"
    CONTACT = "Named contact"
    REACH = "Contact address"
    REVIEWS = "Reviews due"
    SINCE = "Works like this from"  # days and pattern; empty: from the day of the file


REQUIRED = (Column.PERSON, Column.NAME, Column.ROLES)
OF_EVERYBODY = frozenset({*REQUIRED, Column.DAYS, Column.SINCE})  # not of ECTs alone


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands in the file, and its cells by column."""

    number: int  # of its line, as a spreadsheet counts
    cells: Mapping[Column, str]

    def __getitem__(self, column: Column) -> str:
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file would make of the roster, or what is wrong with it."""

    after: Roster
    faults: Mapping[int, Sequence[str]] = field(default_factory=dict)  # by row number
    general: Sequence[str] = ()  # what is wrong with no row in particular

    @property
    def is_fine(self) -> bool:
        """Whether it can be applied."""
        return not self.faults and not self.general


def as_rows(roster: Roster, school: School) -> list[Row]:
    """Return the roster as rows that read back as the same, in name order."""
    people = sorted(roster.members.values(), key=lambda m: (m.name, m.person))
    return [
        Row(number, _cells(roster, school, member))
        for number, member in enumerate(people, start=2)
    ]


def working_hours(
    days: frozenset[Weekday], school: School, before: Member | None
) -> tuple[Hours, ...] | None:
    """Return contracted hours for some weekdays: the school's own, on those days.

    Hours of a person's own on just these days stay; None is the school's own week.
    """
    own = before.contracted_hours if before else None
    if own is not None and days_of(own) == days:
        return own
    if days == days_of(school.contracted_hours):
        return None
    return tuple(span for span in school.contracted_hours if span.weekday in days)


def days_of(hours: Iterable[Hours]) -> frozenset[Weekday]:
    """Return the weekdays on which there are hours."""
    return frozenset(span.weekday for span in hours)


def _cells(roster: Roster, school: School, member: Member) -> dict[Column, str]:
    hours = member.contracted_hours
    cells = {
        Column.PERSON: str(member.person),
        Column.NAME: member.name,
        Column.ROLES: format_roles(member.roles),
        Column.DAYS: format_days(
            days_of(school.contracted_hours if hours is None else hours)
        ),
    }
    induction = roster.inductions.get(member.person)
    if induction is None or Role.ECT not in member.roles or induction.last_day:
        return cells
    contact = induction.contact or Contact(name="", reach="")
    return {
        **cells,
        Column.MENTOR: str(roster.mentor_of(member.person) or ""),
        Column.TUTOR: str(induction.tutor),
        Column.BEGAN: induction.counted_from.isoformat(),
        Column.SHARE: f"{induction.full_time_equivalent:g}",
        Column.SUBJECT: induction.subject,
        Column.PHASE: induction.phase,
        Column.BODY: contact.organisation,
        Column.CONTACT: contact.name,
        Column.REACH: contact.reach,
        Column.REVIEWS: "; ".join(day.isoformat() for day in induction.reviews),
    }


def differences(before: Roster, after: Roster) -> list[tuple[PersonId, bool]]:
    """Return whom a change touches, in name order, and whether they are new."""
    people = {*before.members, *after.members}
    touched = [
        person
        for person in people
        if before.members.get(person) != after.members.get(person)
        or before.inductions.get(person) != after.inductions.get(person)
        or before.mentor_of(person) != after.mentor_of(person)
    ]
    touched.sort(key=lambda person: (after.name(person), person))
    return [(person, person not in before.members) for person in touched]
