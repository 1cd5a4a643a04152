"""What has been kept for as long as a school wants to (F41): found, not changed.

Facts stay as numbers without names; words, messages and the oldest of the audit go.
Whoever is held keeps everything (F43).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.keeping import facts_until, is_past, words_until
from bot.domain.pairings import Pairing
from bot.domain.record import PersonId, Record, SchoolId
from bot.domain.retention import Keep, Retention
from bot.domain.schools import School
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Reading
from bot.usecases.clearing import (
    GONE,
    Clearing,
    Held,
    Occasion,
    names_of,
    removed,
    unnamed,
)
from bot.usecases.lookup import WHO_HAS_LEFT

_YEAR = timedelta(days=365.25)
_WHEN = ("over_at", "settled_at", "posted_at", "recorded_at", "at", "not_before")


@dataclass(frozen=True, slots=True)
class Look:
    """One workspace, looked through at one moment."""

    records: Reading
    occasion: Occasion
    at: datetime  # what is past its time then
    held: Held
    schools: Mapping[SchoolId, School]  # those that are looked through
    is_whole: bool  # these are all that the workspace has

    def is_older(self, when: datetime | None, months: int) -> bool:
        """Whether a moment lies so many months back; what is to come never does."""
        return when is not None and is_past(when, self.at, months=months)

    def today(self, school: School) -> date:
        """Return the school's own date."""
        return self.at.astimezone(ZoneInfo(school.zone)).date()

    def retention(self, record: Record) -> Retention | None:
        """Return the times that hold for a record; None for another school's.

        What is of no school, or of one that is gone, goes by the usual times.
        """
        of: SchoolId | None = getattr(record, "school", None)
        school = self.schools.get(of) if of else None
        if school is not None:
            return school.retention
        return Retention() if self.is_whole or of is None else None


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
    schools = {
        one.id: one
        for one in records.every(kinds.SCHOOLS)
        if school is None or one.id == school
    }
    return Look(
        records,
        occasion,
        at or occasion.now,
        Held(records),
        schools,
        is_whole=school is None,
    )


def over_time(look: Look) -> list[Clearing]:
    """Return what goes or loses its names, but for the audit."""
    found = [
        *_words(look),
        *_facts(look),
        *_facts_of_the_gone(look),
        *_concerns(look),
        *_messages(look),
        *_certificates(look),
    ]
    return list({(c.kind.name, c.key): c for c in found}.values())


def _words(look: Look) -> Iterator[Clearing]:
    for kind in (k for k, purpose in PURPOSES.items() if purpose.keep is Keep.WORDS):
        for record in look.records.every(kind):
            day, school = _day_of(look, record)
            if school is None or look.held.has(record):
                continue
            until = words_until(day, school.terms, school.retention.words_terms)
            if until < look.today(school):
                yield removed(kind, record)


def _day_of(look: Look, words: Any) -> tuple[date, School | None]:
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


def _facts(look: Look) -> Iterator[Clearing]:
    for school in look.schools.values():
        of_ect: dict[PersonId, list[Pairing]] = {}
        for pairing in look.records.find(kinds.PAIRINGS_OF_SCHOOL, school.id):
            of_ect.setdefault(pairing.ect, []).append(pairing)
        for ect, pairings in of_ect.items():
            induction = look.records.get(kinds.INDUCTIONS, f"{school.id}/{ect}")
            until = facts_until(
                pairings,
                school.retention.facts_years,
                ended_on=induction.ended_on if induction else None,
            )
            is_over = until is not None and until < look.today(school)
            if is_over and not ect.startswith(GONE):
                yield from _facts_of(look, ect, pairings)


def _facts_of(look: Look, ect: PersonId, pairings: list[Pairing]) -> Iterator[Clearing]:
    """Keep an induction's facts without the names of anybody in them."""
    own, school = {pairing.id for pairing in pairings}, pairings[0].school
    sessions = {s.id for s in look.records.every(kinds.SESSIONS) if s.pairing in own}
    people = {ect, *(pairing.mentor for pairing in pairings)}
    induction = look.records.get(kinds.INDUCTIONS, f"{school}/{ect}")
    if induction is not None:
        people.add(induction.tutor)
    instead: dict[str, str] = {person: look.occasion.alias() for person in people}
    for person in people:
        for name in names_of(look.records, person):
            instead[name] = WHO_HAS_LEFT
    for kind in (k for k, purpose in PURPOSES.items() if purpose.keep is Keep.FACTS):
        for record in look.records.every(kind):
            is_of = _is_of(record, ect, school, pairings=own, sessions=sessions)
            if is_of and not look.held.has(record):
                yield unnamed(kind, record, instead)


def _facts_of_the_gone(look: Look) -> Iterator[Clearing]:
    """Keep what somebody who has left noted of themselves alone, without their name."""
    places = {member.person for member in look.records.every(kinds.MEMBERS)}
    aliases: dict[str, str] = {}
    for kind in (k for k, purpose in PURPOSES.items() if purpose.keep is Keep.FACTS):
        for record in look.records.every(kind):
            person = getattr(record, "person", None)
            when = _when_done(record)
            if person is None or person in places or person.startswith(GONE):
                continue
            kept = look.retention(record)
            is_old = kept is not None and look.is_older(when, 12 * kept.facts_years)
            if is_old and not look.held.has(record):
                alias = aliases.setdefault(person, look.occasion.alias())
                yield unnamed(kind, record, {person: alias})


def _is_of(
    record: Any,
    ect: PersonId,
    school: SchoolId,
    *,
    pairings: set[Any],
    sessions: set[Any],
) -> bool:
    """Whether a fact belongs to an ECT's induction at a school."""
    if isinstance(record, Pairing):
        return record.id in pairings
    of_pairing = getattr(record, "pairing", None) in pairings
    of_session = sessions & {
        getattr(record, name, None) for name in ("session", "subject")
    }
    is_theirs = ect in {getattr(record, name, None) for name in ("ect", "person")}
    is_here = getattr(record, "school", school) == school
    return of_pairing or bool(of_session) or (is_theirs and is_here)


def _concerns(look: Look) -> Iterator[Clearing]:
    for concern in look.records.every(kinds.CONCERNS):
        kept = look.retention(concern)
        if kept is None or not look.is_older(concern.closed_at, kept.concerns_months):
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


def _messages(look: Look) -> Iterator[Clearing]:
    for kind in (k for k, purpose in PURPOSES.items() if purpose.keep is Keep.MESSAGES):
        for record in look.records.every(kind):
            kept, when = look.retention(record), _when_done(record)
            is_old = kept is not None and look.is_older(when, kept.messages_months)
            if is_old and not look.held.has(record):
                yield removed(kind, record)


def _certificates(look: Look) -> Iterator[Clearing]:
    """Return the looks that were done with for as long as the audit is kept."""
    for clearance in look.records.every(kinds.CLEARANCES):
        kept = look.retention(clearance)
        if kept and look.is_older(clearance.cleared_at, 12 * kept.audit_years):
            yield removed(kinds.CLEARANCES, clearance)


def _when_done(record: Any) -> datetime | None:
    """Return when a message was done with; None while something is still to come."""
    if getattr(record, "is_due", False):
        return None
    found = (getattr(record, name, None) for name in _WHEN)
    return next((when for when in found if when is not None), None)


def oldest_audit(look: Look) -> list[Clearing]:
    """Return the oldest entries, in order; the last is always kept, to go on from."""
    if look.held.people:
        return []
    schools: Iterator[School] = look.records.every(kinds.SCHOOLS)
    retentions = [school.retention for school in schools]
    years = max((r.audit_years for r in retentions), default=Retention().audit_years)
    before = look.at - years * _YEAR
    entries = list(look.records.every(kinds.AUDIT))
    old = takewhile(lambda entry: entry.at < before, entries[:-1])
    return [removed(kinds.AUDIT, entry) for entry in old]
