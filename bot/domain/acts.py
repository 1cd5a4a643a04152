"""What people did, kept as a history of each record: who, what and when, no words."""

from enum import StrEnum

from bot.domain.record import PersonId, Record, SchoolId
from bot.domain.sessions import Instant


class Did(StrEnum):
    """What was done."""

    LOGGED = "logged"
    PLANNED = "planned"
    CHANGED = "changed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    UNDONE = "undone"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Act(Record, frozen=True, kw_only=True):
    """One thing that somebody did to one record."""

    id: str
    school: SchoolId
    subject: str  # the id of the record
    by: PersonId
    did: Did
    at: Instant
    facts: str = ""  # such as "Tue 3 Nov, 14:00 to Wed 4 Nov, 14:00"; never words
