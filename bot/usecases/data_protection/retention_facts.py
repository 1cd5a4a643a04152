"""Facts that were kept for as long as a school wants to: they stay without people.

A fact belongs to an ECT's induction at a school, and goes by its end, for everybody who
is named in it. What belongs to none, such as a mentor's training or what was changed in
the list of people, belongs to who is named in it, and goes by the last that was noted
of them once they are in no list any more.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from bot.domain.data_protection.retention import Keep
from bot.domain.data_protection.retention_rules import facts_until
from bot.domain.entitlement.time_off import TimeOffWeek
from bot.domain.kernel.history import HistoryEntry
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.people.member import Role
from bot.domain.people.pairings import BothRoles, Induction, Pairing
from bot.domain.school.profile import School
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind
from bot.usecases.data_protection.anonymising import people_in, without_people
from bot.usecases.data_protection.removing_people import GONE, Clearing
from bot.usecases.data_protection.retention_snapshot import Look, when_done
from bot.usecases.people.roster_writing import entry_name

Owner = tuple[SchoolId, PersonId]  # an ECT's induction at a school

_KINDS = tuple(kind for kind, purpose in PURPOSES.items() if purpose.keep is Keep.FACTS)


@dataclass(frozen=True, slots=True)
class _Fact:
    kind: Kind[Any]
    record: Record
    people: frozenset[PersonId]  # without those who were taken out before


def _fact(kind: Kind[Any], record: Record) -> _Fact:
    named = (one for one in people_in(record) if not one.startswith(GONE))
    return _Fact(kind, record, frozenset(named))


def inductions_over(look: Look) -> frozenset[Owner]:
    """Return the inductions whose facts have been kept for long enough."""
    return frozenset(
        (school.id, ect)
        for school in look.schools.values()
        for ect, until in _kept_until(look, school)
        if until is not None and until < look.today(school)
    )


def facts_over_time(look: Look, over: frozenset[Owner]) -> Iterator[Clearing]:
    """Return the facts that lose their people, *over* being the inductions that do."""
    of_inductions: dict[Owner, list[_Fact]] = {}
    of_people: list[_Fact] = []
    owners = _Owners(look)
    for kind in _KINDS:
        for record in look.records.every(kind):
            owner = owners.of(kind, record)
            if owner is None:
                of_people.append(_fact(kind, record))
            elif owner in over:
                of_inductions.setdefault(owner, []).append(_fact(kind, record))
    for facts in of_inductions.values():
        people = {one for fact in facts for one in fact.people}
        yield from _cleared(look, facts, people)
    yield from _of_people(look, of_people)


def _kept_until(look: Look, school: School) -> Iterator[tuple[PersonId, date | None]]:
    of_ect: dict[PersonId, list[Pairing]] = {}
    for pairing in look.records.find(kinds.PAIRINGS_OF_SCHOOL, school.id):
        of_ect.setdefault(pairing.ect, []).append(pairing)
    found = look.records.find(kinds.INDUCTIONS_OF_SCHOOL, school.id)
    inductions: dict[PersonId, Induction] = {one.ect: one for one in found}
    for ect in of_ect.keys() | inductions.keys():
        pairings, induction = of_ect.get(ect, []), inductions.get(ect)
        ended_on = induction.ended_on if induction else None
        if induction and not pairings and not look.is_here(ect, school.id):
            # Nobody mentored them, and perhaps nobody entered when they left.
            ended_on = induction.last_day or induction.counted_from
        years = school.retention.facts_years
        yield ect, facts_until(pairings, years, ended_on=ended_on)


class _Owners:
    """Knows which induction a fact belongs to; told of each in the order of kinds."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._by_id: dict[str, Owner] = {}  # of what acts are about
        self._entries: dict[str, Owner] = {}  # of ECTs in the list of people

    def of(self, kind: Kind[Any], record: Any) -> Owner | None:
        """Return the induction; None where a fact belongs to none."""
        owner = self._found(record)
        if owner is not None:
            self._by_id[kind.key(record)] = owner
            if isinstance(record, Induction | Pairing):
                self._entries[entry_name(*owner)] = owner
        return owner

    def _found(self, record: Any) -> Owner | None:
        if isinstance(record, HistoryEntry):
            return self._by_id.get(record.subject) or self._of_entry(record)
        if isinstance(record, TimeOffWeek):
            as_ect = record.hat is Role.ECT
            return (record.school, record.person) if as_ect else None
        if hasattr(record, "ect"):
            return record.school, record.ect
        of = (getattr(record, name, "") for name in ("pairing", "session"))
        return next((self._by_id[one] for one in of if one in self._by_id), None)

    def _of_entry(self, act: HistoryEntry) -> Owner | None:
        """Leave out what an ECT of former times has become since, such as a mentor."""
        kept = self._look.retention(act)
        is_old = kept and self._look.is_older(act.at, 12 * kept.facts_years)
        return self._entries.get(act.subject) if is_old else None


def _of_people(look: Look, facts: Iterable[_Fact]) -> Iterator[Clearing]:
    old: list[_Fact] = []
    stay: set[PersonId] = set()
    for fact in facts:
        kept = look.retention(fact.record)
        if kept is None:
            continue
        if look.is_older(_noted_at(fact.record), 12 * kept.facts_years):
            old.append(fact)
        else:
            stay |= fact.people
    named = {one for fact in old for one in fact.people} - stay
    gone = {one for one in named if not look.is_here(one)}
    # An act's own words go by its age: they can tell of anybody.
    yield from _cleared(
        look,
        [f for f in old if f.people & gone or isinstance(f.record, HistoryEntry)],
        gone,
    )


def _cleared(
    look: Look, facts: Iterable[_Fact], people: Iterable[PersonId]
) -> Iterator[Clearing]:
    """Keep facts without the names of these people, each of whom has one new id."""
    instead: dict[str, str] = {one: look.occasion.alias() for one in sorted(people)}
    for kind, record in ((fact.kind, fact.record) for fact in facts):
        left = without_people(record, PURPOSES[kind].keep, instead)
        if left != record and not look.held.has(record):
            yield Clearing(kind, kind.key(record), left)


def _noted_at(record: Record) -> datetime | None:
    if isinstance(record, BothRoles):
        return datetime.combine(record.asked_on, time(), tzinfo=UTC)
    return when_done(record)
