"""Taking one person out of everything that is kept: counted first, done when asked.

Source: UK GDPR, article 17. What is about them in words, their own concerns and what
was sent to them goes; what others' numbers need stays, with a name that leads back to
nobody. Notes of a mentor's sessions are about the ECT, and stay the ECT's, without the
mentor's name (docs/decisions/0014-erasing-leaves-the-numbers.md).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.audit import AuditEntry, erased
from bot.domain.confirmations import Confirming
from bot.domain.pairings import Pairing
from bot.domain.record import PersonId, Record, TeamId
from bot.domain.results.erasing import Cleared
from bot.domain.retention import Keep
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, Reading, Store
from bot.ports.vault import Vault
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
from bot.usecases.withholding import Shut, Withholding

_NOT_TOUCHED = frozenset({Keep.SCHOOL, Keep.MACHINE})


class CannotErase(Exception):
    """Somebody cannot be erased now; str() says why, and tells of no concern."""


@dataclass(frozen=True, slots=True)
class HowErased:
    """What the school decides of an erasure."""

    also_named: str = ""  # a name that the school's list no longer has
    also_notes: bool = False  # notes that a mentor wrote go for their ECTs, too


_AS_USUAL = HowErased()


@dataclass(frozen=True, slots=True)
class _Them:
    """Whom an erasure takes out, and what is theirs in more ways than by name."""

    person: PersonId
    names: re.Pattern[str]
    instead: dict[str, str]
    wrote: frozenset[str]  # concerns
    as_ect: frozenset[str]  # pairings
    as_mentor: frozenset[str]
    withholding: Withholding
    also_notes: bool


def erase(  # noqa: PLR0913 - where, whom, and what the school decides, by name
    store: Store,
    team: TeamId,
    person: PersonId,
    *,
    occasion: Occasion,
    vault: Vault,
    how: HowErased = _AS_USUAL,
    apply: bool = False,
) -> Cleared:
    """Take a person out of one workspace's records, or count what that would do.

    Raises CannotErase.
    """
    with store.transaction(team) as records:
        _refuse_unless_free(records, person)
        names = [n for n in (*names_of(records, person), how.also_named) if n]
        instead = {person: occasion.alias()} | dict.fromkeys(names, WHO_HAS_LEFT)
        them = _Them(
            person,
            namer(*instead),
            instead,
            wrote=_written_by(records, person),
            as_ect=_ids(records.find(kinds.PAIRINGS_OF_ECT, person)),
            as_mentor=_ids(records.find(kinds.PAIRINGS_OF_MENTOR, person)),
            withholding=Withholding(records, vault, person, names),
            also_notes=how.also_notes,
        )
        clearings, left = list(_clearings(records, them)), _words_left(records, them)
        is_done, certificate = apply and bool(clearings), ""
        if is_done:
            certificate = carry_out(records, "erased", occasion, clearings)
        done = counted(clearings, certificate=certificate, held=0, is_done=is_done)
        return replace(done, words_left=left)


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
    as_mentor = records.find(kinds.PAIRINGS_OF_MENTOR, person)
    as_ect = records.find(kinds.PAIRINGS_OF_ECT, person)
    pairings = _ids((*as_mentor, *as_ect))
    return any(
        said.pairing in pairings
        and said.answer is Confirming.NOT_QUITE
        and said.reply is None
        for said in records.every(kinds.CONFIRMATIONS)
    )


def _ids(pairings: Iterable[Pairing]) -> frozenset[str]:
    return frozenset(pairing.id for pairing in pairings)


def _written_by(records: Reading, person: PersonId) -> frozenset[str]:
    """Return the concerns that somebody raised."""
    concerns = records.every(kinds.CONCERNS)
    return frozenset(concern.id for concern in concerns if concern.writer == person)


def _clearings(records: Reading, them: _Them) -> Iterator[Clearing]:
    for kind, purpose in PURPOSES.items():
        if purpose.keep in _NOT_TOUCHED:
            continue
        for record in list(records.every(kind)):
            if _goes(kind, record, them):
                yield removed(kind, record)
                continue
            left = _without_name(kind, record, them)
            if left is not record or is_named(record, them.names):
                yield _kept(kind, left, them.names, them.instead)


def _goes(kind: Kind[Any], record: Any, them: _Them) -> bool:
    """Whether a record goes whole: it is theirs, or about them in words."""
    keep = PURPOSES[kind].keep
    if keep is Keep.PLACE:
        return getattr(record, "person", None) == them.person
    if keep is Keep.WORDS:
        pairing = getattr(record, "pairing", None)
        return pairing in them.as_ect or (them.also_notes and pairing in them.as_mentor)
    if kind is kinds.CONCERN_WORDS:
        return record.author == them.person or record.concern in them.wrote
    return kind in {kinds.NOTICES, kinds.NUDGES} and record.reader == them.person


def _without_name(kind: Kind[Any], record: Record, them: _Them) -> Record:
    """Return words that stay with an ECT, or are another pair's, without the name."""
    if PURPOSES[kind].keep is not Keep.WORDS:
        return record
    try:
        return them.withholding.without(kind, record)
    except Shut:
        if getattr(record, "pairing", None) not in them.as_mentor:
            return record
        raise CannotErase(
            "Notes of this person's sessions stay with the ECTs whom they are about, "
            "without the name; some cannot be opened with the keys that are here. Put "
            "the older key back (docs/keys.md), or add --also-notes, and they go. "
            "Nothing was erased."
        ) from None


def _words_left(records: Reading, them: _Them) -> int:
    """Count the records with words of theirs as a mentor that stay with the ECTs."""
    if them.also_notes:
        return 0
    return sum(
        getattr(record, "pairing", None) in them.as_mentor
        for kind, purpose in PURPOSES.items()
        if purpose.keep is Keep.WORDS
        for record in records.every(kind)
    )


def _kept(
    kind: Kind[Any], record: Record, names: re.Pattern[str], instead: dict[str, str]
) -> Clearing:
    if isinstance(record, AuditEntry):
        without = erased(record, lambda value: names.search(value) is not None)
        return Clearing(kind, kind.key(record), without)
    return unnamed(kind, record, instead)
