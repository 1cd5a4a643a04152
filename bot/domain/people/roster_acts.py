"""What was changed in a school's list of people, kept so that it can be undone.

Each change keeps the entries that it replaced, as they were stored, and what it put in
their place: an undo is refused where somebody has changed the same entries since.
"""

from enum import StrEnum

from bot.domain.kernel.history import Event
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PairingId, PersonId, Record, SchoolId


class Entry(StrEnum):
    """What kind of entry was changed."""

    MEMBER = "member"
    INDUCTION = "induction"
    PAIRING = "pairing"
    EARLIER_NOTES = "earlier_notes"
    SESSION = "session"  # a plan of a pairing that ends


class Image(Record, frozen=True, kw_only=True):
    """One entry, before and after; None where there was or is none."""

    entry: Entry
    key: str
    before: str | None
    after: str | None


class RosterChange(Record, frozen=True, kw_only=True):
    """One change by one person, with all that it touched."""

    id: str
    school: SchoolId
    by: PersonId
    did: Event
    about: PersonId | None  # None: several people, from a file
    at: Instant
    images: tuple[Image, ...]
    undone_at: Instant | None = None


class EarlierNotes(Record, frozen=True, kw_only=True):
    """Whether an ECT shows a new mentor the notes of those who came before (R5)."""

    pairing: PairingId  # of the new mentor
    school: SchoolId
    ect: PersonId
    mentor: PersonId
    asked_at: Instant
    shows: bool | None = None  # None: not answered, which shows nothing
    answered_at: Instant | None = None
