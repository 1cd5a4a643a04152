"""Taking one person out of everything that is kept: counted first, done when asked.

Source: UK GDPR, article 17. What is about them in words, their own concerns and what
was sent to them goes; what others' numbers need stays, with a name that leads back to
nobody. Notes of a mentor's sessions are about the ECT, and stay the ECT's, without the
mentor's name (docs/decisions/0014-erasing-leaves-the-numbers.md).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from bot.domain.data_protection.audit import AuditEntry, erased
from bot.domain.data_protection.retention import Keep
from bot.domain.kernel.formatting import WHO_HAS_LEFT
from bot.domain.kernel.record import PersonId, Record, TeamId
from bot.domain.people.pairings import Pairing
from bot.domain.school.set_up import SetUp
from bot.domain.sessions.confirmations import Confirming
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, Reading, Store
from bot.ports.vault import Vault
from bot.results.data_protection.erasing import Cleared, Found, Left
from bot.usecases.data_protection.anonymising import without_people
from bot.usecases.data_protection.erasing_concerns import of_concerns, written_by
from bot.usecases.data_protection.erasing_words import InWords, leave_it
from bot.usecases.data_protection.naming import is_named, namer
from bot.usecases.data_protection.redacting import Redaction
from bot.usecases.data_protection.removing_people import (
    Clearing,
    Held,
    Occasion,
    carry_out,
    counted,
    names_of,
    removed,
    unnamed,
)

_CONCERNS = frozenset({kinds.CONCERNS, kinds.CONCERN_EVENTS})


class CannotErase(Exception):
    """Somebody cannot be erased now; str() says why, and tells of no concern."""


@dataclass(frozen=True, slots=True)
class HowErased:
    """What the school decides of an erasure."""

    also_named: str = ""  # a name that the school's list no longer has
    also_notes: bool = False  # notes that a mentor wrote go for their ECTs, too
    replaces: Callable[[Found], bool] = leave_it  # a name in the notes of others
    in_concerns: bool = False  # the same in their concerns, of which none is told
    is_set_aside: bool = False  # nobody works with these records any more


_AS_USUAL = HowErased()


@dataclass(frozen=True, slots=True)
class _Them:
    """Whom an erasure takes out, and what is theirs in more ways than by name."""

    person: PersonId
    names: re.Pattern[str]  # and the concerns that they raised
    instead: dict[str, str]
    wrote: frozenset[str]  # concerns
    as_ect: frozenset[str]  # pairings
    as_mentor: frozenset[str]
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
        if not how.is_set_aside:
            _refuse_unless_free(records, person)
        names = _names(records, person, how)
        them = _them(
            records, person, names, also_notes=how.also_notes, occasion=occasion
        )
        words = InWords(
            records,
            Redaction(records, vault, person, names),
            how.replaces,
            always=them.as_mentor,
            in_concerns=how.in_concerns,
        )
        clearings = [
            *_clearings(records, them, words),
            *of_concerns(records, person, occasion),
        ]
        if words.shut_of_theirs:
            raise CannotErase(_SHUT)
        is_done, certificate = apply and bool(clearings), ""
        words_left = _words_left(records, them)
        if is_done:
            certificate = carry_out(records, "erased", occasion, clearings)
        done = counted(clearings, certificate=certificate, held=0, is_done=is_done)
        return replace(
            done,
            words_left=words_left,
            found=tuple(words.found),
            replaced=words.replaced,
            shut=words.shut,
            left=tuple(_left(records, them)) if apply else (),
        )


def _names(records: Reading, person: PersonId, how: HowErased) -> set[str]:
    set_ups: Iterable[SetUp] = records.every(kinds.SET_UPS)
    as_founder = {
        founder.name
        for set_up in set_ups
        for founder in set_up.founders
        if founder.person == person
    }
    given = {how.also_named} if how.also_named else set()
    return names_of(records, person) | as_founder | given


def _them(
    records: Reading,
    person: PersonId,
    names: set[str],
    *,
    also_notes: bool,
    occasion: Occasion,
) -> _Them:
    wrote = written_by(records, person)
    instead = {person: occasion.alias()} | dict.fromkeys(names, WHO_HAS_LEFT)
    instead |= {concern: occasion.alias() for concern in wrote}
    return _Them(
        person,
        namer(*instead),
        instead,
        wrote=frozenset(wrote),
        as_ect=_ids(records.find(kinds.PAIRINGS_OF_ECT, person)),
        as_mentor=_ids(records.find(kinds.PAIRINGS_OF_MENTOR, person)),
        also_notes=also_notes,
    )


_SHUT = (
    "Notes of this person's sessions stay with the ECTs whom they are about, without "
    "the name; some cannot be opened with the keys that are here. Put the older key "
    "back (docs/keys.md), or add --also-notes, and they go. Nothing was erased."
)


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


def _clearings(records: Reading, them: _Them, words: InWords) -> Iterator[Clearing]:
    """Yield what becomes of all but concerns; contacts that a school enters stay."""
    for kind, purpose in PURPOSES.items():
        if kind in _CONCERNS or purpose.keep is Keep.SCHOOL:
            continue
        for record in list(records.every(kind)):
            if _goes(kind, record, them):
                yield removed(kind, record)
                continue
            left = words.without(kind, record)
            if left is not record or is_named(record, them.names):
                yield _kept(kind, left, them)
    yield from _as_founder(records, them)


def _as_founder(records: Reading, them: _Them) -> Iterator[Clearing]:
    set_ups: Iterable[SetUp] = list(records.every(kinds.SET_UPS))
    for set_up in set_ups:
        others = tuple(one for one in set_up.founders if one.person != them.person)
        if others != set_up.founders:
            without = msgspec.structs.replace(set_up, founders=others)
            yield Clearing(kinds.SET_UPS, set_up.school, without)


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
    if kind is kinds.CLAIMS:
        return is_named(record, them.names)
    if kind in {kinds.NOTICES, kinds.NUDGES}:
        return record.reader == them.person or record.subject in them.wrote
    return False


def _is_about(record: Any, them: _Them) -> bool:
    """Whether a fact tells of the person themselves: of their absence, for one."""
    subject = getattr(record, "subject", None) or ""
    return (
        them.person in {getattr(record, name, None) for name in ("ect", "person")}
        or getattr(record, "pairing", None) in them.as_ect
        or them.names.search(subject) is not None
    )


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


def _kept(kind: Kind[Any], record: Record, them: _Them) -> Clearing:
    if isinstance(record, AuditEntry):
        without = erased(record, lambda value: them.names.search(value) is not None)
        return Clearing(kind, kind.key(record), without)
    if PURPOSES[kind].keep is Keep.FACTS and _is_about(record, them):
        about_nobody = without_people(record, Keep.FACTS, them.instead)
        return Clearing(kind, kind.key(record), about_nobody)
    return unnamed(kind, record, them.instead)


def _left(records: Reading, them: _Them) -> Iterator[Left]:
    """Yield what names them still, as far as whoever runs the bot may know of it."""
    for kind, purpose in PURPOSES.items():
        if purpose.keep is Keep.CONCERN:
            continue
        there = sum(is_named(record, them.names) for record in records.every(kind))
        if there:
            yield Left(purpose.why, there)
