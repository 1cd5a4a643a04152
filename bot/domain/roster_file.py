"""A list of people as rows of cells: what each row says, and what is wrong with it.

A row adds a person or changes them; an empty cell leaves what there was; whoever is in
no row is left alone. Nobody is taken off a list by a file.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

import msgspec

from bot.domain.contacts import Contact
from bot.domain.errors import Refusal
from bot.domain.people import Member, Role
from bot.domain.record import PersonId
from bot.domain.roster import Fault, Roster, new_faults
from bot.domain.roster_cells import (
    NAME_MAX_CHARS,
    AmericanDate,
    BadCell,
    could_be_american,
    is_person,
    read_date,
    read_days,
    read_person,
    read_roles,
    read_share,
    read_text,
    said_days,
    said_roles,
)
from bot.domain.roster_changes import EctEntry, with_ect
from bot.domain.roster_faults import said_fault
from bot.domain.schools import Hours, School, Weekday

T = TypeVar("T")


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


REQUIRED = (Column.PERSON, Column.NAME, Column.ROLES)
_OF_ECTS = tuple(Column)[4:]
_BOTH_ORDERS = (
    "Another date in this file has the American order, so this one could be either. "
    "Please write all dates like 2026-09-03."
)


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


def read_rows(rows: Sequence[Row], roster: Roster, school: School) -> FileRead:
    """Read all rows; with any fault in them the roster is to stay as it was."""
    reading = _Reading(roster, school)
    reading.read(rows)
    return reading.result()


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


class _Reading:
    """One reading of a file: what was understood so far, and what was not."""

    def __init__(self, roster: Roster, school: School) -> None:
        self._before = self._after = roster
        self._school = school
        self._faults: defaultdict[int, list[str]] = defaultdict(list)
        self._general: list[str] = []
        self._row_of: dict[PersonId, int] = {}
        self._named: dict[str, set[PersonId]] = defaultdict(set)

    def read(self, rows: Sequence[Row]) -> None:
        ids = Counter(row[Column.PERSON].upper() for row in rows)
        members = dict(self._before.members)
        people: list[tuple[Row, PersonId]] = []
        for row in rows:
            if ids[row[Column.PERSON].upper()] > 1 and row[Column.PERSON]:
                self._faults[row.number].append(
                    "This person is in more than one row. Please keep one."
                )
                continue
            member = self._member(row)
            if member is not None:
                members[member.person] = member
                self._row_of[member.person] = row.number
                people.append((row, member.person))
        self._after = replace(self._before, members=members)
        for member in members.values():
            self._named[member.name.casefold()].add(member.person)
        for row, person in people:
            self._read_ect(row, members[person])
        self._check_dates(rows)
        for fault in new_faults(self._before, self._after):
            self._place(fault)

    def result(self) -> FileRead:
        return FileRead(self._after, dict(self._faults), tuple(self._general))

    def _member(self, row: Row) -> Member | None:
        """Read the person of a row; None where even that cannot be read."""
        person = self._cell(row, Column.PERSON, read_person)
        if person is None:
            return None
        old = self._before.members.get(person)
        name = self._cell(
            row, Column.NAME, lambda cell: read_text(cell, "name", to=NAME_MAX_CHARS)
        )
        roles = self._cell(row, Column.ROLES, read_roles)
        days = self._cell(row, Column.DAYS, read_days)
        for column, value, kept in (
            (Column.NAME, name, old),
            (Column.ROLES, roles, old),
        ):
            if not value and kept is None and not row[column]:
                self._faults[row.number].append(f"The {column.lower()} is missing.")
        hours = old.contracted_hours if old else None
        if days is not None:
            hours = working_hours(days, self._school, old)
        as_it_was = old or Member(
            school=self._before.school,
            person=person,
            name=str(person),
            roles=frozenset[Role](),
        )
        return msgspec.structs.replace(
            as_it_was,
            name=name or as_it_was.name,
            roles=roles or as_it_was.roles,
            contracted_hours=hours,
        )

    def _read_ect(self, row: Row, member: Member) -> None:
        given = [column for column in _OF_ECTS if row[column]]
        if Role.ECT not in member.roles:
            if given and row[Column.ROLES]:
                self._faults[row.number].append(
                    f"{given[0]} is for ECTs, and this person does not have that role."
                )
            return
        old = self._before.inductions.get(member.person)
        if old is not None and not given:
            return
        mentor = self._colleague(row, Column.MENTOR)
        tutor = self._colleague(row, Column.TUTOR)
        began = self._cell(row, Column.BEGAN, read_date)
        share = self._cell(row, Column.SHARE, read_share)
        mentor = mentor or self._before.mentor_of(member.person)
        tutor = tutor or (old.tutor if old else None)
        began = began or (old.counted_from if old else None)
        contact = self._contact(row, old.contact if old else None)
        subject, phase = (
            self._cell(row, column, lambda cell: read_text(cell, "text"))
            for column in (Column.SUBJECT, Column.PHASE)
        )
        for column, value in (
            (Column.MENTOR, mentor),
            (Column.TUTOR, tutor),
            (Column.BEGAN, began),
            (Column.CONTACT, contact),
        ):
            if value is None and not row[column]:
                self._faults[row.number].append(
                    f"{column} is missing: every ECT needs one."
                )
        if mentor is None or tutor is None or began is None:
            return
        self._enter(
            row,
            EctEntry(
                ect=member.person,
                mentor=mentor,
                tutor=tutor,
                began=began,
                full_time_equivalent=share,
                contact=contact,
                subject=subject,
                phase=phase,
            ),
        )

    def _enter(self, row: Row, entry: EctEntry) -> None:
        try:
            self._after = with_ect(self._after, entry)
        except Refusal as refusal:
            self._faults[row.number].append(refusal.sentence)

    def _contact(self, row: Row, old: Contact | None) -> Contact | None:
        body, name, reach = (
            self._cell(row, column, lambda cell: read_text(cell, "text"))
            for column in (Column.BODY, Column.CONTACT, Column.REACH)
        )
        if not (body or name or reach):
            return old
        contact = Contact(
            name=name or (old.name if old else ""),
            organisation=body or (old.organisation if old else ""),
            reach=reach or (old.reach if old else ""),
        )
        if not contact.reach or not contact.name:
            self._faults[row.number].append(
                "A named contact needs a name and an address or number."
            )
        return contact

    def _colleague(self, row: Row, column: Column) -> PersonId | None:
        """Read a mentor or tutor: a member ID, or a name that only one person has."""
        cell = row[column]
        if not cell:
            return None
        if is_person(cell):
            return PersonId(cell)
        found = self._named.get(" ".join(cell.split()).casefold(), set())
        if len(found) == 1:
            return next(iter(found))
        self._faults[row.number].append(
            f"{column}: several people are called “{cell[:40]}”. Please write the "
            "member ID."
            if found
            else f"{column}: nobody called “{cell[:40]}” is in the file or the list."
        )
        return None

    def _cell(self, row: Row, column: Column, read: Callable[[str], T]) -> T | None:
        """Read a cell, None for an empty one; what is wrong goes to its row."""
        if not row[column] and column is not Column.PERSON:
            return None
        try:
            return read(row[column])
        except BadCell as bad:
            self._faults[row.number].append(f"{column}: {bad}")
            return None

    def _check_dates(self, rows: Sequence[Row]) -> None:
        """Where one date is American, take none that could be read either way."""
        if not any(_is_american(row[Column.BEGAN]) for row in rows):
            return
        for row in rows:
            if could_be_american(row[Column.BEGAN]):
                self._faults[row.number].append(f"{Column.BEGAN}: {_BOTH_ORDERS}")

    def _place(self, fault: Fault) -> None:
        """Say a fault at the row it is about, or at that of whom it names."""
        said = said_fault(fault, self._after)
        for person in (fault.about, fault.other):
            if person in self._row_of:
                self._faults[self._row_of[person]].append(said)
                return
        self._general.append(said)


def _is_american(cell: str) -> bool:
    try:
        read_date(cell)
    except AmericanDate:
        return True
    except BadCell:
        return False
    return False


def _cells(roster: Roster, school: School, member: Member) -> dict[Column, str]:
    hours = member.contracted_hours
    cells = {
        Column.PERSON: str(member.person),
        Column.NAME: member.name,
        Column.ROLES: said_roles(member.roles),
        Column.DAYS: said_days(
            days_of(school.contracted_hours if hours is None else hours)
        ),
    }
    induction = roster.inductions.get(member.person)
    if induction is None or Role.ECT not in member.roles or induction.leaves_on:
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
