"""Reading the rows of a list of people: what they make of a roster, and what is wrong.

Each fault is said at its row, in plain words; with any of them nothing is applied.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import msgspec

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.formatting import format_date
from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Member, Role
from bot.domain.people.roster import Fault, Roster, new_faults
from bot.domain.people.roster_cells import (
    NAME_MAX_CHARS,
    AmericanDate,
    BadCell,
    could_be_american,
    is_person,
    read_date,
    read_days,
    read_person,
    read_reviews,
    read_roles,
    read_share,
    read_text,
)
from bot.domain.people.roster_changes import with_hours
from bot.domain.people.roster_entry import EctEntry, with_ect
from bot.domain.people.roster_faults import format_fault
from bot.domain.people.roster_file import (
    OF_EVERYBODY,
    Column,
    FileRead,
    Row,
    working_hours,
)
from bot.domain.school.profile import Hours, School

T = TypeVar("T")

_OF_ECTS = tuple(column for column in Column if column not in OF_EVERYBODY)
_DATES = (Column.BEGAN, Column.SINCE)
_BOTH_ORDERS = (
    "Another date in this file has the American order, so this one could be either. "
    "Please write all dates like 2026-09-03."
)


def read_rows(rows: Sequence[Row], roster: Roster, school: School) -> FileRead:
    """Read all rows; with any fault in them the roster is to stay as it was."""
    reading = _Reading(roster, school)
    reading.read(rows)
    return reading.result()


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
                self._faults[row.number].append(f"{column} is missing.")
        hours = old.contracted_hours if old else None
        if days is not None:
            hours = working_hours(days, self._school, old)
        as_it_was = old or Member(
            school=self._before.school,
            person=person,
            name=str(person),
            roles=frozenset[Role](),
            contracted_hours=hours,
        )
        named = msgspec.structs.replace(
            as_it_was, name=name or as_it_was.name, roles=roles or as_it_was.roles
        )
        return self._working(row, named, hours)

    def _working(
        self, row: Row, member: Member, hours: tuple[Hours, ...] | None
    ) -> Member:
        """Have somebody work as their row says, from the day that it says."""
        if hours == member.contracted_hours:
            return member
        try:
            return with_hours(member, hours, self._since(row), self._before.today)
        except Refusal as refusal:
            self._faults[row.number].append(f"{Column.SINCE}: {refusal.sentence}")
            return member

    def _since(self, row: Row) -> date:
        """Return from when what a row changes holds: today, unless it says."""
        return self._cell(row, Column.SINCE, read_date) or self._before.today

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
        if old is not None and old.last_day is not None:
            self._faults[row.number].append(
                "Their last day as an ECT here is down as "
                f"{format_date(old.last_day)}. "
                f"Please leave “{given[0]}” and what follows empty; if it goes on, say "
                "so in `/ect people`."
            )
            return
        mentor = self._colleague(row, Column.MENTOR)
        tutor = self._colleague(row, Column.TUTOR)
        began = self._cell(row, Column.BEGAN, read_date)
        share = self._cell(row, Column.SHARE, read_share)
        reviews = self._cell(row, Column.REVIEWS, read_reviews)
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
                share_from=self._since(row),
                contact=contact,
                subject=subject,
                phase=phase,
                reviews=reviews,
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
        usual = self._school.appropriate_body  # the one for all of them
        if not (name or reach) and old is None and usual is not None:
            return usual if body in {None, "", usual.organisation} else None
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
            said = f"{column}: {bad}"
            if said not in self._faults[row.number]:
                self._faults[row.number].append(said)
            return None

    def _check_dates(self, rows: Sequence[Row]) -> None:
        """Where one date is American, take none that could be read either way."""
        dates = [(row, column) for row in rows for column in _DATES]
        if not any(_is_american(row[column]) for row, column in dates):
            return
        for row, column in dates:
            if could_be_american(row[column]):
                self._faults[row.number].append(f"{column}: {_BOTH_ORDERS}")

    def _place(self, fault: Fault) -> None:
        """Say a fault at the row it is about, or at that of whom it names."""
        said = format_fault(fault, self._after)  # the row has the ID that it names
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
