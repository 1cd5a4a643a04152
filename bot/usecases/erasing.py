"""Taking one person out of everything that is kept: counted first, done when asked.

Source: UK GDPR, article 17. What they wrote and what was sent to them goes; what
others' numbers need stays, with a name that leads back to nobody
(docs/decisions/0014-erasing-leaves-the-numbers.md).
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from bot.domain.audit import AuditEntry, erased
from bot.domain.confirmations import Confirming
from bot.domain.record import PersonId, Record, TeamId
from bot.domain.results.erasing import Cleared
from bot.domain.retention import Keep
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, Reading, Store
from bot.usecases.clearing import (
    Clearing,
    Held,
    Occasion,
    carry_out,
    counted,
    names_of,
    removed,
    unnamed,
)
from bot.usecases.lookup import WHO_HAS_LEFT
from bot.usecases.naming import is_named, namer

_NOT_TOUCHED = frozenset({Keep.SCHOOL, Keep.MACHINE})


class CannotErase(Exception):
    """Somebody cannot be erased now; str() says why, and tells of no concern."""


def erase(
    store: Store,
    team: TeamId,
    person: PersonId,
    *,
    occasion: Occasion,
    also_named: str = "",
    apply: bool = False,
) -> Cleared:
    """Take a person out of one workspace's records, or count what that would do.

    *also_named* is a name that the school's list no longer has. Raises CannotErase.
    """
    with store.transaction(team) as records:
        _refuse_unless_free(records, person)
        names = [name for name in (*names_of(records, person), also_named) if name]
        instead = {person: occasion.alias()} | dict.fromkeys(names, WHO_HAS_LEFT)
        clearings = list(_clearings(records, person, instead))
        if not apply or not clearings:
            return counted(clearings, certificate="", held=0, is_done=False)
        certificate = carry_out(records, "erased", occasion, clearings)
        return counted(clearings, certificate=certificate, held=0, is_done=True)


def _refuse_unless_free(records: Reading, person: PersonId) -> None:
    if person in Held(records).people or _has_open(records, person):
        raise CannotErase(
            "Something that concerns this person is still open, so nothing was erased. "
            "Once it is over, try again (docs/data-protection.md)."
        )
    if any(school.ask == person for school in records.every(kinds.SCHOOLS)):
        raise CannotErase(
            "This person is whom people ask at a school. Name somebody else there "
            "first; nothing was erased."
        )
    running = [p for p in records.every(kinds.PAIRINGS) if p.ends_on is None]
    ects = {(pairing.school, pairing.ect) for pairing in running}
    tutors = {
        induction.tutor
        for induction in records.every(kinds.INDUCTIONS)
        if (induction.school, induction.ect) in ects
    }
    if person in tutors | {one for p in running for one in (p.mentor, p.ect)}:
        raise CannotErase(
            "This person still has to do with mentoring: take them out of the school's "
            "list of people first, which ends that. Nothing was erased."
        )


def _has_open(records: Reading, person: PersonId) -> bool:
    concerns = records.every(kinds.CONCERNS)
    if any(c.is_open and person in {c.writer, *c.had, c.pass_on_to} for c in concerns):
        return True
    pairings = _pairings_of(records, person)
    return any(
        said.pairing in pairings
        and said.answer is Confirming.NOT_QUITE
        and said.reply is None
        for said in records.every(kinds.CONFIRMATIONS)
    )


def _pairings_of(records: Reading, person: PersonId) -> frozenset[str]:
    as_mentor = records.find(kinds.PAIRINGS_OF_MENTOR, person)
    as_ect = records.find(kinds.PAIRINGS_OF_ECT, person)
    return frozenset(pairing.id for pairing in (*as_mentor, *as_ect))


def _clearings(
    records: Reading, person: PersonId, instead: dict[str, str]
) -> Iterator[Clearing]:
    names, pairings = namer(*instead), _pairings_of(records, person)
    wrote = {c.id for c in records.every(kinds.CONCERNS) if c.writer == person}
    for kind, purpose in PURPOSES.items():
        if purpose.keep in _NOT_TOUCHED:
            continue
        for record in list(records.every(kind)):
            if _goes(kind, record, person, pairings=pairings, wrote=wrote):
                yield removed(kind, record)
            elif is_named(record, names):
                yield _kept(kind, record, names, instead)


def _goes(
    kind: Kind[Any],
    record: Any,
    person: PersonId,
    *,
    pairings: frozenset[str],
    wrote: AbstractSet[str],
) -> bool:
    """Whether a record goes whole: it is theirs, or holds words of theirs."""
    keep = PURPOSES[kind].keep
    if keep is Keep.PLACE:
        return getattr(record, "person", None) == person
    if keep is Keep.WORDS:
        return getattr(record, "pairing", None) in pairings
    if kind is kinds.CONCERN_WORDS:
        return record.author == person or record.concern in wrote
    return kind in {kinds.NOTICES, kinds.NUDGES} and record.reader == person


def _kept(
    kind: Kind[Any], record: Record, names: re.Pattern[str], instead: dict[str, str]
) -> Clearing:
    if isinstance(record, AuditEntry):
        without = erased(record, lambda value: names.search(value) is not None)
        return Clearing(kind, kind.key(record), without)
    return unnamed(kind, record, instead)
