"""The audit: who did or saw what, entry after entry, each chained to the one before.

It holds no words. An entry is never changed and never removed by itself: its link is a
hash over what it says and over the link before, so that whoever changes, removes or
moves one breaks the chain there. Who it was is in the chain as a salted mark, so that a
person can be erased and the chain stays whole. Why: docs/decisions/0018.
"""

from collections.abc import Iterable
from datetime import UTC
from enum import StrEnum
from hashlib import sha256

import msgspec

from bot.domain.record import PersonId, Record
from bot.domain.sessions import Instant

NOTHING_BEFORE = "0" * 64


class Saw(StrEnum):
    """What somebody opened; what somebody did has the word of its own history."""

    CONCERN = "saw_concern"  # as its reader
    SESSION = "saw_session"  # as the induction tutor
    REPORT = "had_report"  # on others, as the induction tutor
    OWN_DATA = "saw_own_data"


class AuditEntry(Record, frozen=True, kw_only=True):
    """One thing that somebody did or saw."""

    number: int  # from 1 on, without a gap
    at: Instant
    by: PersonId | None  # None: somebody who was erased, or whoever runs the bot
    salt: str  # goes with *by*: without it the mark tells nothing
    mark: str  # of *by*
    what: str  # one of a fixed list of words, never words of people
    subject: str  # the id of the record
    before: str  # the link of the entry before
    link: str


class AuditStart(Record, frozen=True, kw_only=True):
    """Where the audit begins, once its oldest entries have been let go."""

    number: int  # the first entry that is kept
    before: str  # the link of the last that is not
    at: Instant


def following(
    last: AuditEntry | None,
    *,
    at: Instant,
    by: PersonId | None,
    salt: str,
    what: str,
    subject: str,
) -> AuditEntry:
    """Return the entry that follows the last one; *salt* is new and unguessable."""
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=at,
        by=by,
        salt=salt,
        mark=_mark(salt, by) if by else "",
        what=what,
        subject=subject,
        before=last.link if last else NOTHING_BEFORE,
        link="",
    )
    return _with_link(entry)


def first_break(
    entries: Iterable[AuditEntry],
    *,
    start: AuditStart | None = None,
    known: tuple[int, str] | None = None,
) -> str | None:
    """Say where the chain of *entries*, in order, does not hold; None: it is whole.

    *known* is a number and its link that were written down before: it shows that the
    end was not cut off, and that the whole was not written anew.
    """
    expected, before = (start.number, start.before) if start else (1, NOTHING_BEFORE)
    for entry in entries:
        wrong = _wrong_with(entry, expected, before)
        if wrong is not None:
            return wrong
        if known is not None and known[0] == entry.number and known[1] != entry.link:
            return f"Entry {entry.number} is not the one that was written down."
        expected, before = entry.number + 1, entry.link
    if known is not None and known[0] >= expected:
        return _missing(expected, known[0])
    return None


def _wrong_with(entry: AuditEntry, expected: int, before: str) -> str | None:
    if entry.number > expected:
        return _missing(expected, entry.number - 1)
    if entry.number < expected:
        return f"Entry {entry.number} stands where {expected} should."
    if entry.before != before:
        return f"Entry {entry.number} does not follow the one before it."
    if _with_link(entry).link != entry.link:
        return f"Entry {entry.number} was changed."
    if entry.by is not None and _mark(entry.salt, entry.by) != entry.mark:
        return f"Entry {entry.number} names somebody else than it did."
    return None


def _missing(first: int, last: int) -> str:
    if first == last:
        return f"Entry {first} is missing."
    return f"Entries {first} to {last} are missing."


def _with_link(entry: AuditEntry) -> AuditEntry:
    said = "\n".join(
        (
            str(entry.number),
            entry.at.astimezone(UTC).isoformat(),
            entry.mark,
            entry.what,
            entry.subject,
            entry.before,
        )
    )
    return msgspec.structs.replace(entry, link=sha256(said.encode()).hexdigest())


def _mark(salt: str, by: PersonId) -> str:
    return sha256(f"{salt}\n{by}".encode()).hexdigest()
