"""One workspace, looked through at one moment for what is past its time (F41)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.data_protection.retention import Retention
from bot.domain.data_protection.retention_rules import is_past
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.school.profile import School
from bot.ports import kinds
from bot.ports.store import Reading
from bot.usecases.data_protection.removing_people import Held, Occasion

_WHEN = ("over_at", "settled_at", "posted_at", "recorded_at", "at", "not_before")


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked through, and what is known of it at the beginning."""

    records: Reading
    occasion: Occasion
    at: datetime  # what is past its time then
    held: Held
    schools: Mapping[SchoolId, School]  # those that are looked through
    others: frozenset[SchoolId]  # those that are not
    people: Mapping[PersonId, frozenset[SchoolId]]  # in whose lists they are

    def is_older(self, when: datetime | None, months: int) -> bool:
        """Whether a moment lies so many months back; what is to come never does."""
        return when is not None and is_past(when, self.at, months=months)

    def today(self, school: School) -> date:
        """Return the school's own date."""
        return self.at.astimezone(ZoneInfo(school.zone)).date()

    def retention(self, record: Record) -> Retention | None:
        """Return the times that hold for a record; None for another school's.

        What is of no school, or of one that is gone or never came to be, goes by the
        usual times.
        """
        of: SchoolId | None = getattr(record, "school", None)
        school = self.schools.get(of) if of else None
        if school is not None:
            return school.retention
        return None if of in self.others else Retention()

    def is_here(self, person: PersonId, school: SchoolId | None = None) -> bool:
        """Whether somebody is in a school's list of people, or in any."""
        lists = self.people.get(person, frozenset())
        return bool(lists) if school is None else school in lists


def look_through(
    records: Reading,
    occasion: Occasion,
    *,
    school: SchoolId | None = None,
    at: datetime | None = None,
) -> Look:
    """Look at one school, or at all of a workspace, for what is past its time now.

    *at* has it look for what was by then, under the times that hold now.
    """
    every = {one.id: one for one in records.every(kinds.SCHOOLS)}
    schools = {name: one for name, one in every.items() if school in {None, name}}
    people: dict[PersonId, frozenset[SchoolId]] = {}
    for member in records.every(kinds.MEMBERS):
        lists = people.get(member.person, frozenset())
        people[member.person] = lists | {member.school}
    return Look(
        records,
        occasion,
        at or occasion.now,
        Held(records),
        schools,
        others=frozenset(every.keys() - schools.keys()),
        people=people,
    )


def when_done(record: Any) -> datetime | None:
    """Return when something was done with; None while that is still to come."""
    found = (getattr(record, name, None) for name in _WHEN)
    return next((when for when in found if when is not None), None)
