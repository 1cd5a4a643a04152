"""The audit: who did or saw what, entry after entry, each chained to the one before.

It holds no words. An entry is never changed and never removed by itself: its link is a
hash over what it says and over the link before, so that whoever changes, removes or
moves one breaks the chain there. Who it was, and what about, are in the chain as salted
marks, so that a person can be erased and the chain holds
(docs/decisions/0015-the-audit-is-a-chain.md).
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

import msgspec

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import Record

NOTHING_BEFORE = "0" * 64
_SITTING = timedelta(hours=1)


class Saw(StrEnum):
    """What somebody opened; what somebody did has the word of its own history."""

    CONCERN = "saw_concern"  # as its reader
    SESSION = "saw_session"  # as the induction tutor
    EARLIER_NOTES = "saw_earlier_notes"  # of a pairing, as the ECT's later mentor
    REPORT = "had_report"  # on others, as the induction tutor
    OWN_DATA = "saw_own_data"


class Marked(Record, frozen=True, kw_only=True):
    """A name or id in the audit: erased, it leaves a mark that tells nothing."""

    value: str | None  # None: erased, or nobody in particular
    salt: str  # goes with the value: without it nobody can guess from the mark
    mark: str


class AuditEntry(Record, frozen=True, kw_only=True):
    """One thing that somebody did or saw."""

    number: int  # from 1 on, without a gap
    at: Instant
    by: Marked
    what: str  # one of a fixed list of words, never words of people
    subject: Marked  # the id of the record, which can hold a person's
    before: str  # the link of the entry before
    link: str


class AuditStart(Record, frozen=True, kw_only=True):
    """Where the audit begins, once its oldest entries have been let go."""

    number: int  # the first entry that is kept
    before: str  # the link of the last that is not
    at: Instant


def is_told_already(entries: Iterable[AuditEntry], by: str, now: datetime) -> bool:
    """Whether somebody's look at earlier notes is part of one that is in *entries*.

    A form is drawn anew with each thing that is picked in it: an hour's are one look.
    """
    return any(
        entry.what == Saw.EARLIER_NOTES
        and entry.by.value == by
        and now - entry.at < _SITTING
        for entry in entries
    )


def marked(value: str | None, salt: str) -> Marked:
    """Mark a value; *salt* is new and unguessable."""
    if value is None:
        return Marked(value=None, salt="", mark="")
    return Marked(value=value, salt=salt, mark=_mark(salt, value))


def erased(entry: AuditEntry, names: Callable[[str], bool]) -> AuditEntry:
    """Return an entry without what *names* somebody; its place in the chain holds."""
    return msgspec.structs.replace(
        entry, by=_without(entry.by, names), subject=_without(entry.subject, names)
    )


def following(
    last: AuditEntry | None, *, at: Instant, by: Marked, what: str, subject: Marked
) -> AuditEntry:
    """Return the entry that follows the last one."""
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=at,
        by=by,
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
    if not (_is_as_marked(entry.by) and _is_as_marked(entry.subject)):
        return f"Entry {entry.number} names something else than it did."
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
            entry.by.mark,
            entry.what,
            entry.subject.mark,
            entry.before,
        )
    )
    return msgspec.structs.replace(entry, link=sha256(said.encode()).hexdigest())


def _mark(salt: str, value: str) -> str:
    return sha256(f"{salt}\n{value}".encode()).hexdigest()


def _is_as_marked(marked: Marked) -> bool:
    return marked.value is None or _mark(marked.salt, marked.value) == marked.mark


def _without(marked: Marked, names: Callable[[str], bool]) -> Marked:
    if marked.value is None or not names(marked.value):
        return marked
    return Marked(value=None, salt="", mark=marked.mark)
