"""What the use cases hand to the views: finished facts, nothing left to look up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.contacts import Contact
from bot.domain.drafts import Choice, SessionDraft
from bot.domain.flags import Flag
from bot.domain.induction import InductionYear
from bot.domain.people import Role
from bot.domain.record import PairingId, PersonId, SchoolId, SessionId
from bot.domain.sessions import NextStep, Session


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session with names and local times, and none of its words."""

    session: Session
    mentor: str
    ect: str
    tutor: str
    starts: datetime  # local to the school
    ends: datetime
    today: date


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session as its mentor and ECT see it, words included."""

    facts: SessionFacts
    focus_areas: tuple[str, ...] = ()
    note: str = field(default="", repr=False)
    next_steps: tuple[str, ...] = field(default=(), repr=False)
    steps_done: tuple[str, ...] = field(default=(), repr=False)
    may_undo: bool = False
    assumed: tuple[str, ...] = ()  # what a one-liner left open and the bot filled in
    flag: Flag | None = None  # the induction tutor's answer is the mentor's to see
    by_tutor: bool = False  # the mentor is this ECT's induction tutor too


@dataclass(frozen=True, slots=True)
class PairingChoice:
    """One ECT to choose from."""

    pairing: PairingId
    ect: str


@dataclass(frozen=True, slots=True)
class FormMode:
    """What the form is for, and how much of it shows."""

    editing: SessionId | None = None
    planning: bool = False
    notice: str | None = None  # a sentence above the form
    when_open: bool = False  # show the fields for date, time, length and place


@dataclass(frozen=True, slots=True)
class LogForm:
    """The form, already filled in as well as can be known."""

    draft: SessionDraft
    pairing: PairingChoice
    starts: datetime  # local to the school
    zone: str
    today: date
    focus_areas: tuple[str, ...]
    open_steps: tuple[NextStep, ...]
    reasons: tuple[str, ...]
    tutor: str
    tutor_is_mentor: bool = False
    outside: str | None = None  # why a reason is asked for; None: in teaching hours
    mode: FormMode = FormMode()


@dataclass(frozen=True, slots=True)
class LineRefused:
    """A one-liner that could not stand, kept for the person who typed it."""

    typed: str
    sentence: str
    example: str
    choice: Choice | None = None
    draft: SessionDraft | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FlaggedSession:
    """A session outside teaching hours, as the induction tutor sees it."""

    facts: SessionFacts
    flag: Flag
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class FlagDay:
    """All flags that one message to an induction tutor holds."""

    day: date
    flags: tuple[FlaggedSession, ...]


@dataclass(frozen=True, slots=True)
class PairingStatus:
    """How one pairing's meetings stand; facts only."""

    mentor: str
    ect: str
    year: InductionYear
    weeks_per_session: int
    full_time_equivalent: float
    held: int
    expected: int
    weeks: int
    this_week: tuple[SessionFacts, ...]
    next_session: SessionFacts | None
    out_of_hours: int
    away: bool = False


@dataclass(frozen=True, slots=True)
class SchoolCounts:
    """What leaders see of a school: counts, small ones withheld by the view."""

    ects: int
    met_this_week: int
    out_of_hours: int


@dataclass(frozen=True, slots=True)
class SchoolStatus:
    """What one person sees of one school; a part is None where it is not theirs."""

    school: str
    today: date
    closed: str | None  # why today is no school day
    as_mentor: tuple[PairingStatus, ...] | None = None
    as_ect: tuple[PairingStatus, ...] | None = None
    as_tutor: tuple[PairingStatus, ...] | None = None
    open_flags: int = 0
    counts: SchoolCounts | None = None


@dataclass(frozen=True, slots=True)
class Adviser:
    """Somebody at the school to turn to, and as what."""

    person: PersonId
    role: Role


@dataclass(frozen=True, slots=True)
class WhoToTalkTo:
    """Whom somebody can turn to, by who is asking."""

    inside: tuple[Adviser, ...]
    appropriate_body: tuple[Contact, ...]
    safeguarding: tuple[Contact, ...]
    ask: PersonId | None


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who somebody is to the bot, for help texts."""

    person: PersonId
    name: str | None
    roles: frozenset[Role]
    schools: Sequence[tuple[SchoolId, str]]
    ask: PersonId | None
