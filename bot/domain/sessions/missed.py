"""Sessions that did not take place, and weeks without one: when, and a short reason.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Time off timetable for training and mentoring activities" (R7). A week in which the
time was not given adds up to something that the induction tutor sees; nobody is blamed,
and why somebody was absent is never held.
"""

from datetime import date
from enum import StrEnum

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PairingId, PersonId, Record, SchoolId, SessionId


class Why(StrEnum):
    """Why there was no session."""

    TIME_TAKEN = "time_taken"  # the time was not given (R7)
    AWAY = "away"  # one of the two; never why
    EVENT = "event"
    AGREED = "agreed"
    OTHER = "other"


class Missed(Record, frozen=True, kw_only=True):
    """A session, or a whole week, that had none, and why."""

    pairing: PairingId
    school: SchoolId
    monday: date  # of the week that it counts for
    session: SessionId | None = None
    why: Why
    by: PersonId
    at: Instant
