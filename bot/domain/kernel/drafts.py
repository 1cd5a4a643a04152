"""What somebody has said before it is recorded, and which part of it is which."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.kernel.instants import require_utc
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.sessions.records import Place


class Field(StrEnum):
    """The parts of what a person gives, as forms and sentences name them."""

    ECT = "ect"
    DAY = "day"
    START = "start"
    LENGTH = "length"
    PLACE = "place"
    FOCUS = "focus"
    STEPS_DONE = "steps_done"
    NOTE = "note"
    NEXT_STEPS = "next_steps"
    REASON = "reason"
    SLOT = "slot"  # one of the times that are proposed
    EVERY = "every"
    UNTIL = "until"
    SCOPE = "scope"
    FILE = "file"
    OTHER = "other"
    OFFER = "offer"
    BEGAN = "began"
    TOTAL = "total"
    AGREED = "agreed"
    PERSON = "person"
    NAME = "name"
    ROLES = "roles"
    MENTOR = "mentor"
    TUTOR = "tutor"
    SHARE = "share"  # of full time
    TERMS_BEFORE = "terms_before"  # of induction, at other schools
    DAYS = "days"
    REVIEWS = "reviews"  # when they are due
    CONTACT = "contact"
    WHY = "why"  # there was no session


class Choice(StrEnum):
    """A way on that goes with a refusal."""

    PLAN_INSTEAD = "plan_instead"
    LOG_INSTEAD = "log_instead"
    GIVE_REASON = "give_reason"
    SAVE_ALL_THE_SAME = "save_all_the_same"  # somebody was quicker


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as its mentor describes it; nothing here is checked yet."""

    pairing: PairingId
    starts_at: datetime  # in UTC
    minutes: int
    place: Place = Place.IN_PERSON
    focus_areas: tuple[str, ...] = ()
    note: str = field(default="", repr=False)
    next_steps: tuple[str, ...] = field(default=(), repr=False)
    steps_done: frozenset[str] = frozenset()  # ids of NextStep
    reason: str | None = None

    def __post_init__(self) -> None:
        """Refuse a start on a local clock: it would be kept as it is."""
        require_utc(self.starts_at, of="starts_at")


@dataclass(frozen=True, slots=True)
class Edit:
    """A recorded session as its mentor would have it from now on."""

    session: SessionId
    draft: SessionDraft
    seen: datetime | None = None  # the version that they saw; None: they know it all


@dataclass(frozen=True, slots=True)
class PickedReason:
    """A reason that was picked below a typed line, and what the line meant then.

    By the time of the press "tomorrow" is another day, and its mentor may have another
    ECT.
    """

    reason: str
    pairing: PairingId
    starts_at: datetime | None
