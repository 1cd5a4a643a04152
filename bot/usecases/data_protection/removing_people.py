"""Changes that take people out of the records, and leave the numbers as they were."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from bot.domain.concerns.records import Concern
from bot.domain.data_protection.audit import following, marked
from bot.domain.data_protection.legal_holds import LegalHold
from bot.domain.kernel.record import PersonId, Record
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.member import Member
from bot.domain.people.roster_acts import RosterChange
from bot.ports import kinds
from bot.ports.store import Kind, Reading, Records
from bot.results.data_protection.erasing import Cleared
from bot.usecases.data_protection.naming import is_named, namer, renamed

GONE = "gone-"  # what the ids of people begin with who were taken out


@dataclass(frozen=True, slots=True)
class Clearing:
    """One record to be taken away, or to be kept without a name."""

    kind: Kind[Any]
    key: str
    instead: Record | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """When it is done, and where new names for nobody come from."""

    now: datetime
    new_id: Callable[[], str]

    def alias(self) -> str:
        """Return a name that leads back to nobody."""
        return f"{GONE}{self.new_id()}"


_PARENT_KINDS: tuple[Kind[Any], ...] = (
    kinds.PAIRINGS,
    kinds.SESSIONS,
    kinds.CONCERNS,
    kinds.DROP_INS,
)


class Held:
    """Whose records are left alone, since something of theirs is open (F43).

    *people* are those who were named for it. An open concern holds what is its own, and
    nothing else of its writer's: what stayed for its sake others would see stay.
    """

    def __init__(self, records: Reading) -> None:
        holds: Iterable[LegalHold] = records.every(kinds.HOLDS)
        self.people = frozenset(hold.person for hold in holds)
        concerns: Iterable[Concern] = records.every(kinds.CONCERNS)
        self._names = namer(*self.people)
        held_in = _PARENT_KINDS if self.people else ()
        self._ids = frozenset(
            kind.key(record)
            for kind in held_in
            for record in records.every(kind)
            if is_named(record, self._names)
        ) | {concern.id for concern in concerns if concern.is_open}

    def has(self, record: Record) -> bool:
        """Whether a record is held: somebody's who is, or an open concern's."""
        of = {getattr(record, name, None) for name in _PARENTS}
        if not self._ids.isdisjoint(of):
            return True
        return bool(self.people) and is_named(record, self._names)


_PARENTS = ("id", "pairing", "session", "concern", "drop_in", "subject", "set_in")


def removed(kind: Kind[Any], record: Record) -> Clearing:
    """Take a record away."""
    return Clearing(kind, kind.key(record), None)


def unnamed(kind: Kind[Any], record: Record, instead: dict[str, str]) -> Clearing:
    """Keep a record with other names in the place of people's."""
    return Clearing(kind, kind.key(record), renamed(record, instead))


def carry_out(
    records: Records,
    what: str,
    occasion: Occasion,
    clearings: list[Clearing],
    *,
    by: PersonId | None = None,
) -> str:
    """Make the changes, and note in the audit that it was done, not of whom.

    Return the number of the certificate.
    """
    for clearing in clearings:
        if clearing.instead is None or clearing.kind.key(clearing.instead) != (
            clearing.key
        ):
            records.remove(clearing.kind, clearing.key)
        if clearing.instead is not None:
            records.put(clearing.kind, clearing.instead)
    certificate = occasion.new_id()
    entry = following(
        records.last(kinds.AUDIT_IN_ORDER),
        at=occasion.now,
        by=marked(by, occasion.new_id()),
        what=what,
        subject=marked(certificate, occasion.new_id()),
    )
    records.add(kinds.AUDIT, entry)
    return certificate


def counted(
    clearings: Iterable[Clearing], *, certificate: str, held: int, is_done: bool
) -> Cleared:
    """Count what goes, and what stays without a name; what tells of concerns apart."""
    found = [clearing for clearing in clearings if _is_in_numbers(clearing)]
    gone = sum(clearing.instead is None for clearing in found)
    return Cleared(certificate, gone, len(found) - gone, held, is_done)


def _is_in_numbers(clearing: Clearing) -> bool:
    """Whether a number may grow by it: that there is a concern is in none.

    The audit is in none either, since what is done with a concern stands in it.
    """
    if clearing.kind is kinds.NOTICES:
        return clearing.key.partition(":")[0] not in _COMES_OF_CONCERNS
    return clearing.kind not in _OF_CONCERNS


_OF_CONCERNS: tuple[Kind[Any], ...] = (
    kinds.CONCERNS,
    kinds.CONCERN_EVENTS,
    kinds.CONCERN_WORDS,
    kinds.AUDIT,
)
# The introduction comes sooner where a concern is what somebody hears of first.
_COMES_OF_CONCERNS = {
    NoticeKind.FIRST_CONTACT,
    *(kind for kind in NoticeKind if kind.is_about_concern),
}


def names_of(records: Reading, person: PersonId) -> set[str]:
    """Return the names under which a person stands, unless somebody else has it too.

    Who is in the school's list no more may still stand in changes kept for undoing.
    """
    members: list[Member] = list(records.every(kinds.MEMBERS))
    others = {member.name for member in members if member.person != person}
    own = {member.name for member in members if member.person == person}
    changes: list[RosterChange] = list(records.every(kinds.ROSTER_CHANGES))
    for change in changes:
        for image in change.images:
            for entry in (image.before, image.after):
                own |= _name_in(entry, person)
    return own - others


def _name_in(entry: str | None, person: PersonId) -> set[str]:
    if entry is None or person not in entry:
        return set()
    fields = msgspec.json.decode(entry)
    is_theirs = isinstance(fields, dict) and fields.get("person") == person
    return {fields["name"]} if is_theirs and fields.get("name") else set()
