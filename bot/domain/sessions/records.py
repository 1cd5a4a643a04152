"""Mentoring sessions: the facts, and apart from them the words.

Facts (whether, when, how long, when in the day) and words (focus areas, note, next
steps) are separate records, because an induction tutor may see the first and never the
second (R5).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import (
    PairingId,
    PersonId,
    Record,
    SchoolId,
    Sealed,
    SeriesId,
    SessionId,
)

MAX_MINUTES = 240  # a longer "session" is a slip of the keyboard
MIN_MINUTES = 5
NOTE_MAX_CHARS = 2000
NEXT_STEP_MAX_CHARS = 150  # what a tick box in the next form can show


class Place(StrEnum):
    """How the two met."""

    IN_PERSON = "in_person"
    ONLINE = "online"


class TimeClass(StrEnum):
    """Where a time stands (R8; Induction for ECTs (England), 2.44)."""

    TEACHING = "teaching"
    OUTSIDE_TEACHING = "outside_teaching"
    OUTSIDE_CONTRACT = "outside_contract"


class SessionState(StrEnum):
    """What became of a session."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"  # planned, and it did not take place
    CANCELLED = "cancelled"  # taken off the plan in good time, with its words
    UNDONE = "undone"  # logged by mistake; kept so that an old button can say so


class Session(Record, frozen=True, kw_only=True):
    """The facts of one mentoring session."""

    id: SessionId
    school: SchoolId
    pairing: PairingId
    mentor: PersonId
    ect: PersonId
    starts_at: Instant
    minutes: Annotated[int, msgspec.Meta(ge=MIN_MINUTES, le=MAX_MINUTES)]
    place: Place = Place.IN_PERSON
    state: SessionState
    time_class: TimeClass
    reason: str | None = None  # why it was outside teaching hours
    recorded_at: Instant
    edited_at: Instant | None = None
    series: SeriesId | None = None  # the plan of several that it came with

    @property
    def version(self) -> datetime:
        """When the session was last changed, to tell whether somebody was quicker."""
        return self.edited_at or self.recorded_at

    @property
    def ends_at(self) -> datetime:
        """The moment the session ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


class SessionNote(Record, frozen=True, kw_only=True):
    """The words of one session, for the mentor and that ECT alone."""

    session: SessionId
    pairing: PairingId
    focus_areas: tuple[str, ...] = ()  # of the school's list, so not sealed
    text: Sealed | None = None


class NextStep(Record, frozen=True, kw_only=True):
    """One thing the ECT means to do next, open until a later session ticks it off."""

    id: str
    pairing: PairingId
    text: Sealed
    set_in: SessionId
    set_at: Instant
    done_in: SessionId | None = None
