"""Flags on sessions outside teaching hours, and what the induction tutor said (R8).

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Time off timetable for training and mentoring activities". A flag is a question, never
a finding: guidance expects teaching hours and allows for exceptional circumstances.
"""

from datetime import date
from enum import StrEnum

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId, SeriesId, SessionId


class FlagAnswer(StrEnum):
    """What an induction tutor can answer."""

    FINE = "fine"
    TALK = "talk"


class Flag(Record, frozen=True, kw_only=True):
    """A session outside teaching hours, shown to the ECT's induction tutor."""

    session: SessionId
    school: SchoolId
    tutor: PersonId
    raised_on: date  # the school day whose message holds it
    series: SeriesId | None = None  # it stands for all of these that keep their time
    answer: FlagAnswer | None = None
    answered_by: PersonId | None = None
    answered_at: Instant | None = None
