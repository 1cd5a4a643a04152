"""What has been kept for as long as a school wants to (F41): found, not changed.

Facts stay as numbers without people (bot/usecases/data_protection/retention_facts.py);
words, messages, what somebody set who has left, and the oldest of the audit go. Whoever
is held keeps everything (F43).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.domain.data_protection.retention import Keep, Retention
from bot.domain.data_protection.retention_rules import words_until
from bot.domain.kernel.history import is_open_to_undo
from bot.domain.kernel.record import SchoolId
from bot.domain.school.profile import School
from bot.domain.school.set_up import SetUp
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind
from bot.usecases.data_protection.anonymising import people_in, without_people
from bot.usecases.data_protection.removing_people import GONE, Clearing, removed
from bot.usecases.data_protection.retention_facts import (
    Owner,
    facts_over_time,
    inductions_over,
)
from bot.usecases.data_protection.retention_snapshot import Look, when_done

_YEAR = timedelta(days=365.25)


def _kept(keep: Keep) -> tuple[Kind[Any], ...]:
    return tuple(kind for kind, purpose in PURPOSES.items() if purpose.keep is keep)


def over_time(look: Look) -> list[Clearing]:
    """Return what goes or loses its names, but for the audit."""
    over = inductions_over(look)
    return [
        *_words(look, over),
        *facts_over_time(look, over),
        *_concerns(look),
        *_messages(look),
        *_of_who_has_left(look),
        *_set_ups(look),
        *_certificates(look),
    ]


def _words(look: Look, over: frozenset[Owner]) -> Iterator[Clearing]:
    for kind in _kept(Keep.WORDS):
        for record in look.records.every(kind):
            day, school = _day_of(look, record)
            if school is None or look.held.has(record):
                continue
            until = words_until(day, school.terms, school.retention.words_terms)
            # At the latest with the facts that they belong to.
            if until < look.today(school) or _owner(look, record) in over:
                yield removed(kind, record)


def _owner(look: Look, words: Any) -> Owner | None:
    pairing = look.records.get(kinds.PAIRINGS, words.pairing)
    return (pairing.school, pairing.ect) if pairing else None


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


def _concerns(look: Look) -> Iterator[Clearing]:
    for concern in look.records.every(kinds.CONCERNS):
        kept = look.retention(concern)
        if kept is None or not look.is_older(concern.closed_at, kept.concerns_months):
            continue
        if look.held.has(concern):
            continue
        events = look.records.find(kinds.EVENTS_OF_CONCERN, concern.id)
        people = people_in(concern).union(*map(people_in, events))
        instead: dict[str, str] = {
            one: look.occasion.alias()
            for one in sorted(people)
            if not one.startswith(GONE)
        }
        if instead:
            left = without_people(concern, Keep.CONCERN, instead)
            yield Clearing(kinds.CONCERNS, concern.id, left)
            for event in events:
                left_of_it = without_people(event, Keep.CONCERN, instead)
                key = kinds.CONCERN_EVENTS.key(event)
                yield Clearing(kinds.CONCERN_EVENTS, key, left_of_it)
        for words in look.records.find(kinds.WORDS_OF_CONCERN, concern.id):
            yield removed(kinds.CONCERN_WORDS, words)


def _messages(look: Look) -> Iterator[Clearing]:
    for kind in _kept(Keep.MESSAGES):
        for record in look.records.every(kind):
            kept = look.retention(record)
            is_old = kept and look.is_older(when_done(record), kept.messages_months)
            if is_old and not _is_to_come(look, record) and not look.held.has(record):
                yield removed(kind, record)


def _is_to_come(look: Look, message: Any) -> bool:
    """Whether a message that stands is to be drawn anew, for somebody who is there."""
    is_due = getattr(message, "is_due", False) and message.ts is not None
    return bool(is_due) and look.is_here(message.reader)


def _of_who_has_left(look: Look) -> Iterator[Clearing]:
    """Return what people set for themselves who are in no list any more.

    What was changed in the list just now can still be undone.
    """
    lately = {
        change.about
        for change in look.records.every(kinds.ROSTER_CHANGES)
        if change.about and is_open_to_undo(change.at, look.at)
    }
    for kind in _kept(Keep.PLACE):
        for record in look.records.every(kind):
            school: SchoolId | None = getattr(record, "school", None)
            if look.retention(record) is None or record.person in lately:
                continue
            if not look.is_here(record.person, school) and not look.held.has(record):
                yield removed(kind, record)


def _set_ups(look: Look) -> Iterator[Clearing]:
    """Return set-ups that nobody goes on with, and founders who have left."""
    for set_up in look.records.every(kinds.SET_UPS):
        if look.retention(set_up) is None or look.held.has(set_up):
            continue
        if set_up.school not in look.schools:
            touched = _touched_at(look, set_up)
            if look.is_older(touched, Retention().messages_months) or touched is None:
                yield removed(kinds.SET_UPS, set_up)
            continue
        here = [f for f in set_up.founders if look.is_here(f.person, set_up.school)]
        if len(here) < len(set_up.founders):
            left = msgspec.structs.replace(set_up, founders=tuple(here))
            yield Clearing(kinds.SET_UPS, set_up.school, left)


def _touched_at(look: Look, set_up: SetUp) -> datetime | None:
    """Return when somebody last did something about a set-up, as far as is known."""
    changes = look.records.find(kinds.SET_UP_CHANGES_OF_SCHOOL, set_up.school)
    found = [set_up.begun_at, *(change.at for change in changes)]
    return max((when for when in found if when is not None), default=None)


def _certificates(look: Look) -> Iterator[Clearing]:
    """Return the looks that were done with for as long as the audit is kept."""
    for clearance in look.records.every(kinds.CLEARANCES):
        kept = look.retention(clearance)
        if kept and look.is_older(clearance.cleared_at, 12 * kept.audit_years):
            yield removed(kinds.CLEARANCES, clearance)


def oldest_audit(look: Look) -> list[Clearing]:
    """Return the oldest entries, in order.

    It can be all of them: that they were let go of is the entry to go on from.
    """
    if look.held.people:
        return []
    schools: Iterator[School] = look.records.every(kinds.SCHOOLS)
    retentions = [school.retention for school in schools]
    years = max((r.audit_years for r in retentions), default=Retention().audit_years)
    before = look.at - years * _YEAR
    old = takewhile(
        lambda entry: entry.at < before, list(look.records.every(kinds.AUDIT))
    )
    return [removed(kinds.AUDIT, entry) for entry in old]
