"""Letting go of what a school has kept for as long as it wants to (F41).

Counted first, done when asked. Facts stay as numbers without names; words, messages and
the oldest of the audit go. Whoever is held keeps everything (F43).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.audit import AuditStart
from bot.domain.keeping import facts_until, is_past, words_until
from bot.domain.pairings import Pairing
from bot.domain.record import PersonId, Record, SchoolId, TeamId
from bot.domain.results.erasing import Cleared
from bot.domain.retention import Keep, Retention
from bot.domain.schools import School
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, Reading, Records, Store
from bot.usecases.clearing import (
    GONE,
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

_YEAR = timedelta(days=365.25)
_WHEN = ("over_at", "settled_at", "posted_at", "recorded_at", "at", "not_before")


@dataclass(frozen=True, slots=True)
class _Look:
    """One workspace, looked through at one moment."""

    records: Reading
    occasion: Occasion
    held: Held
    schools: Mapping[SchoolId, School]

    def today(self, school: School) -> date:
        return self.occasion.now.astimezone(ZoneInfo(school.zone)).date()

    def retention(self, record: Record) -> Retention:
        school = self.schools.get(getattr(record, "school", SchoolId("")))
        return school.retention if school else Retention()


def retain(
    store: Store, team: TeamId, *, occasion: Occasion, apply: bool = False
) -> Cleared:
    """Let go of what is over time in one workspace, or count what that would be."""
    with store.transaction(team) as records:
        schools = {school.id: school for school in records.every(kinds.SCHOOLS)}
        look = _Look(records, occasion, Held(records), schools)
        found = [
            *_words(look),
            *_facts(look),
            *_facts_of_the_gone(look),
            *_concerns(look),
            *_messages(look),
        ]
        clearings = list({(c.kind.name, c.key): c for c in found}.values())
        oldest = _oldest_audit(look)
        held = len(look.held.people)
        everything = [*clearings, *oldest]
        if not apply or not everything:
            return counted(everything, certificate="", held=held, is_done=False)
        certificate = carry_out(records, "retained", occasion, clearings)
        _let_go(records, oldest, occasion.now)
        return counted(everything, certificate=certificate, held=held, is_done=True)


def _words(look: _Look) -> Iterator[Clearing]:
    for kind in (k for k, purpose in PURPOSES.items() if purpose.keep is Keep.WORDS):
        for record in look.records.every(kind):
            day, school = _day_of(look, record)
            if school is None or look.held.has(record):
                continue
            until = words_until(day, school.terms, school.retention.words_terms)
            if until < look.today(school):
                yield removed(kind, record)


def _day_of(look: _Look, words: Any) -> tuple[date, School | None]:
    """Return the day that words belong to, and their school."""
    pairing = look.records.get(kinds.PAIRINGS, words.pairing)
    school = look.schools.get(pairing.school) if pairing else None
    drop_in = look.records.get(kinds.DROP_INS, getattr(words, "drop_in", ""))
    if drop_in is not None:
        return drop_in.day, school
    of: str = getattr(words, "session", "") or getattr(words, "set_in", "")
    session = look.records.get(kinds.SESSIONS, of)
    if session is None or school is None:
        return date.max, None
    return session.starts_at.astimezone(ZoneInfo(school.zone)).date(), school


def _facts(look: _Look) -> Iterator[Clearing]:
    for school in look.schools.values():
        of_ect: dict[PersonId, list[Pairing]] = {}
        for pairing in look.records.find(kinds.PAIRINGS_OF_SCHOOL, school.id):
            of_ect.setdefault(pairing.ect, []).append(pairing)
        for ect, pairings in of_ect.items():
            until = facts_until(pairings, school.retention.facts_years)
            is_over = until is not None and until < look.today(school)
            if is_over and not ect.startswith(GONE):
                yield from _facts_of(look, ect, pairings)


def _facts_of(
    look: _Look, ect: PersonId, pairings: list[Pairing]
) -> Iterator[Clearing]:
    """Keep an induction's facts without the names of anybody in them."""
    own = {pairing.id for pairing in pairings}
    sessions = {s.id for s in look.records.every(kinds.SESSIONS) if s.pairing in own}
    people = {ect, *(pairing.mentor for pairing in pairings)}
    induction = look.records.get(kinds.INDUCTIONS, f"{pairings[0].school}/{ect}")
    if induction is not None:
        people.add(induction.tutor)
    instead: dict[str, str] = {person: look.occasion.alias() for person in people}
    for person in people:
        for name in names_of(look.records, person):
            instead[name] = WHO_HAS_LEFT
    for kind in (k for k, purpose in PURPOSES.items() if purpose.keep is Keep.FACTS):
        for record in look.records.every(kind):
            if _is_of(record, ect, own, sessions) and not look.held.has(record):
                yield unnamed(kind, record, instead)


def _facts_of_the_gone(look: _Look) -> Iterator[Clearing]:
    """Keep what somebody who has left noted of themselves alone, without their name."""
    places = {member.person for member in look.records.every(kinds.MEMBERS)}
    aliases: dict[str, str] = {}
    for kind in (k for k, purpose in PURPOSES.items() if purpose.keep is Keep.FACTS):
        for record in look.records.every(kind):
            person = getattr(record, "person", None)
            when = _when_done(record)
            if person is None or person in places or person.startswith(GONE):
                continue
            months = 12 * look.retention(record).facts_years
            is_old = when is not None and is_past(
                when, look.occasion.now, months=months
            )
            if is_old and not look.held.has(record):
                alias = aliases.setdefault(person, look.occasion.alias())
                yield unnamed(kind, record, {person: alias})


def _is_of(record: Any, ect: PersonId, pairings: set[Any], sessions: set[Any]) -> bool:
    """Whether a fact belongs to an ECT's induction."""
    if isinstance(record, Pairing):
        return record.id in pairings
    of_pairing = getattr(record, "pairing", None) in pairings
    of_session = sessions & {
        getattr(record, name, None) for name in ("session", "subject")
    }
    is_theirs = ect in {getattr(record, name, None) for name in ("ect", "person")}
    return of_pairing or bool(of_session) or is_theirs


def _concerns(look: _Look) -> Iterator[Clearing]:
    for concern in look.records.every(kinds.CONCERNS):
        months = look.retention(concern).concerns_months
        closed = concern.closed_at
        if closed is None or not is_past(closed, look.occasion.now, months=months):
            continue
        if concern.writer.startswith(GONE) or look.held.has(concern):
            continue
        people = {concern.writer, *concern.had, *concern.about, concern.pass_on_to}
        instead: dict[str, str] = {one: look.occasion.alias() for one in people if one}
        yield unnamed(kinds.CONCERNS, concern, instead)
        for event in look.records.find(kinds.EVENTS_OF_CONCERN, concern.id):
            yield unnamed(kinds.CONCERN_EVENTS, event, instead)
        for words in look.records.find(kinds.WORDS_OF_CONCERN, concern.id):
            yield removed(kinds.CONCERN_WORDS, words)


def _messages(look: _Look) -> Iterator[Clearing]:
    for kind in (k for k, purpose in PURPOSES.items() if purpose.keep is Keep.MESSAGES):
        for record in look.records.every(kind):
            months = look.retention(record).messages_months
            when = _when_done(record)
            is_old = when is not None and is_past(
                when, look.occasion.now, months=months
            )
            if is_old and not look.held.has(record):
                yield removed(kind, record)


def _when_done(record: Any) -> datetime | None:
    """Return when a message was done with; None while something is still to come."""
    if getattr(record, "is_due", False):
        return None
    found = (getattr(record, name, None) for name in _WHEN)
    return next((when for when in found if when is not None), None)


def _oldest_audit(look: _Look) -> list[Clearing]:
    """Return the oldest entries, in order; the last is always kept, to go on from."""
    if look.held.people:
        return []
    retentions = [school.retention for school in look.schools.values()]
    years = max((r.audit_years for r in retentions), default=Retention().audit_years)
    before = look.occasion.now - years * _YEAR
    entries = list(look.records.every(kinds.AUDIT))
    old = takewhile(lambda entry: entry.at < before, entries[:-1])
    return [removed(kinds.AUDIT, entry) for entry in old]


def _let_go(records: Records, oldest: list[Clearing], now: datetime) -> None:
    kind: Kind[Any] = kinds.AUDIT
    for clearing in oldest:
        records.remove(kind, clearing.key)
    if oldest:
        first = next(iter(records.every(kinds.AUDIT)))
        start = AuditStart(number=first.number, before=first.before, at=now)
        records.put(kinds.AUDIT_STARTS, start)
