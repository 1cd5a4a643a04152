"""What is shown of plans: the form, what became of it, and what is to come."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.planning.series import Ending, LeftOut
from bot.domain.planning.wish import PlanWish
from bot.results.sessions.cards import PairingChoice, SessionFacts


@dataclass(frozen=True, slots=True)
class PlanMode:
    """What the form is for."""

    moving: SessionId | None = None
    seen: datetime | None = None  # when the session to move was, as its mentor saw it
    all_that_follow: bool = False
    other_time: bool = False  # a time of the mentor's own, none of those proposed
    notice: str | None = None  # a sentence above the form, about what does not fit


@dataclass(frozen=True, slots=True)
class ClashShown:
    """What stands in the way of one day of a series."""

    on: date
    starts: datetime  # local; of what is there already
    ends: datetime
    ect: str
    is_own: bool  # the mentor's; else the ECT's
    is_same_pair: bool = False


@dataclass(frozen=True, slots=True)
class SeriesShown:
    """The days of a series, before or after it was planned or moved."""

    days: tuple[date, ...]
    starts: time
    ends: time
    weeks: int = 0  # school weeks from one to the next; 0: as it was
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanForm:
    """The form, already filled in as well as can be known."""

    wish: PlanWish
    pairing: PairingChoice
    starts: datetime  # local to the school
    zone: str
    today: date
    slots: tuple[datetime, ...]  # local: in teaching hours, and free for both
    timetables_known: bool  # and not only what was planned with the bot
    usual_weeks: int  # school weeks from one to the next, as the pairing means to meet
    is_part_time: bool  # the ECT, so that those weeks are rounded
    endings: dict[Ending, date]
    reasons: tuple[str, ...]
    tutor: str
    tutor_is_mentor: bool
    outside: str | None = None  # why a reason is asked for
    in_lesson: bool = False  # by a timetable, one of the two teaches then
    preview: SeriesShown | None = None
    clashes: tuple[ClashShown, ...] = ()
    moved: SessionFacts | None = None  # the session that is to move
    following: int = 0  # sessions of the same series after that one
    mode: PlanMode = PlanMode()


@dataclass(frozen=True, slots=True)
class PlanChangeCard:
    """What a change did to a plan, as its mentor sees it."""

    change: str
    did: Event
    ect: str
    tutor: str
    before: tuple[SessionFacts, ...]
    after: tuple[SessionFacts, ...]
    left_out: tuple[LeftOut, ...] = ()
    weeks: int = 0  # of the series that it made
    reason: str | None = None
    is_outside: bool = False
    by_tutor: bool = False  # the mentor is this ECT's induction tutor too
    may_undo: bool = False
    is_undone: bool = False
    assumed: tuple[str, ...] = ()  # what a typed line left open


@dataclass(frozen=True, slots=True)
class NotThen:
    """What became of a session of which its ECT was reminded."""

    facts: SessionFacts  # as it stands now
    was: datetime  # local to the school
    is_then: bool  # after all


@dataclass(frozen=True, slots=True)
class PlanLineRefused:
    """A typed line that could not stand, kept for the person who typed it."""

    typed: str
    sentence: str
    example: str
    meant: datetime | None = None  # understood so: the form can take it over
    pairing: PairingId | None = None  # the same
    reasons: tuple[str, ...] = ()  # to pick from, where one is all that is missing
    clashes: tuple[ClashShown, ...] = ()


@dataclass(frozen=True, slots=True)
class UpcomingSession:
    """One session to come, as one of its two people sees it."""

    facts: SessionFacts
    is_mentor: bool
    swappable: bool = False  # there is another ECT's session to change places with


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A page of the sessions to come, next first."""

    sessions: tuple[UpcomingSession, ...]
    page: int  # from 0
    pages: int
    in_all: int
    may_plan: bool  # as the mentor of somebody, today
    is_ect: bool


@dataclass(frozen=True, slots=True)
class CancelForm:
    """What to ask before a session is called off."""

    facts: SessionFacts
    following: int = 0
    all_that_follow: bool = False


@dataclass(frozen=True, slots=True)
class SwapForm:
    """What to ask before two sessions change places."""

    facts: SessionFacts
    others: tuple[SessionFacts, ...]
    reasons: tuple[str, ...]
    tutor: str | None  # None: the mentor is this ECT's induction tutor too
    picked: SessionId | None = None
    outside: str | None = None  # why a reason is asked for
