"""What the use cases hand to the views: finished facts, nothing left to look up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.concern_routes import Route
from bot.domain.concerns import Concern, Happening, Topic
from bot.domain.confirmations import Confirming
from bot.domain.contacts import Contact
from bot.domain.drafts import Choice, SessionDraft
from bot.domain.flags import Flag
from bot.domain.heartbeats import Trouble
from bot.domain.induction import InductionYear
from bot.domain.missed import Why
from bot.domain.nudges import Nudge, NudgeKind
from bot.domain.people import Role
from bot.domain.preferences import Preference
from bot.domain.record import PairingId, PersonId, SchoolId, SessionId
from bot.domain.sessions import Session


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
    confirmed: Confirming | None = None  # the ECT's own word; None: not said


@dataclass(frozen=True, slots=True)
class PairingChoice:
    """One ECT to choose from."""

    pairing: PairingId
    ect: str


@dataclass(frozen=True, slots=True)
class StepChoice:
    """One next step to tick off."""

    step: str  # id of NextStep
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FormMode:
    """What the form is for, and how much of it shows."""

    editing: SessionId | None = None
    planning: bool = False
    notice: str | None = None  # a sentence above the form, about what does not fit
    hint: str | None = None  # a sentence above the form that helps
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
    open_steps: tuple[StepChoice, ...]
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
    concerns: int | None = None  # since the school year began; None: not theirs to see


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
class HelpNow:
    """Whom to turn to when a child may be at risk, or somebody is not safe."""

    safeguarding: tuple[Contact, ...]
    heads: tuple[PersonId, ...]
    governors: Contact | None
    wellbeing: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class WhoToTalkTo:
    """Whom somebody can turn to, by who is asking."""

    inside: tuple[Adviser, ...]
    appropriate_body: tuple[Contact, ...]
    wellbeing: tuple[Contact, ...]
    ask: PersonId | None


@dataclass(frozen=True, slots=True)
class Hat:
    """A place from which somebody can raise a concern: as an ECT or as a mentor."""

    school: SchoolId
    role: Role
    school_name: str


@dataclass(frozen=True, slots=True)
class ConcernForm:
    """The form for a concern; nothing of it is kept."""

    hat: Hat
    topics: tuple[Topic, ...]
    people: tuple[Adviser, ...]  # "is it about one of these people?"
    names: tuple[str, ...]  # theirs, in the same order
    words: str = field(default="", repr=False)
    left_out_chars: int = 0  # of what was typed, past what fits


@dataclass(frozen=True, slots=True)
class NamedRoute:
    """One person to whom a concern can go, with their name."""

    route: Route
    name: str


@dataclass(frozen=True, slots=True)
class ConcernReview:
    """What a concern would be if it were sent: who would read which words, by when."""

    hat: Hat
    topic: Topic
    about: frozenset[PersonId]
    words: str = field(repr=False)
    routes: tuple[NamedRoute, ...]
    pass_on_to: NamedRoute | None  # whom a mentor's silence could lead to, if wished
    contacts: tuple[Contact, ...]
    seen_by: date
    answer_by: date


class Side(StrEnum):
    """From which side somebody sees a concern."""

    WRITER = "writer"
    READER = "reader"
    FORMER_READER = "former_reader"


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a concern, as its viewer may read them."""

    author: str
    by_writer: bool
    at: datetime
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConcernCard:
    """A concern as one of the two who share it sees it."""

    concern: Concern
    side: Side
    school: str
    writer: str
    reader: str | None  # who has it now
    zone: ZoneInfo
    today: date
    away_until: date | None  # the reader
    leave_until: date  # the date, if the reader were given longer from today
    routes: tuple[NamedRoute, ...] = ()  # the writer's ways on
    contacts: tuple[Contact, ...] = ()  # at the appropriate body, for the writer
    said: tuple[Said, ...] = field(default=(), repr=False)
    history: tuple[tuple[datetime, Happening, str], ...] = ()  # when, what, who

    def day(self, moment: datetime) -> date:
        """Return the school's own date at a moment."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class OwnConcerns:
    """The concerns that somebody wrote, and those brought to them; open ones first."""

    written: tuple[ConcernCard, ...]
    brought: tuple[ConcernCard, ...]


@dataclass(frozen=True, slots=True)
class NudgeSettings:
    """How somebody is reminded, for the kinds that their roles bring."""

    roles: frozenset[Role]
    kept: dict[NudgeKind, Preference]


@dataclass(frozen=True, slots=True)
class PairingWeek:
    """One pairing's week, as the induction tutor sees it: facts, no words."""

    mentor: str
    ect: str
    held: tuple[SessionFacts, ...]
    planned: tuple[SessionFacts, ...]
    missed: tuple[Why, ...]
    disputed: tuple[date, ...]  # sessions on which the two do not agree, twice over
    is_owed: bool  # a session was to be expected by now, and there is none
    running_gaps: int


@dataclass(frozen=True, slots=True)
class NudgeShown:
    """One reminder as it stands now, ready to be drawn."""

    nudge: Nudge
    today: date
    facts: tuple[SessionFacts, ...] = ()
    mentor: str = ""
    ect: str = ""
    pairing: PairingId | None = None
    weeks_per_session: int = 1
    due_on: date | None = None
    week: tuple[PairingWeek, ...] = ()
    often_outside: tuple[tuple[str, tuple[date, ...]], ...] = ()
    time_taken: int = 0  # weeks in which the time was not given, this half-term
    open_flags: int = 0
    is_over: bool = False  # nothing is left to do about it
    asked_again: bool = False  # a newer message asks the same
    slowed: bool = False  # this kind becomes quieter by itself, and this says so


@dataclass(frozen=True, slots=True)
class NudgeRound:
    """All reminders that came to somebody in one message."""

    shown: tuple[NudgeShown, ...]


@dataclass(frozen=True, slots=True)
class TutorNeed:
    """An induction tutor who is away while nobody else is one."""

    school: str
    tutor: str
    until: date


@dataclass(frozen=True, slots=True)
class TroubleShown:
    """A spell of trouble with one of the bot's jobs, as an admin sees it."""

    job: str
    trouble: Trouble
    since: datetime
    over: datetime | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who somebody is to the bot, for help texts."""

    person: PersonId
    name: str | None
    roles: frozenset[Role]
    schools: Sequence[tuple[SchoolId, str]]
    ask: PersonId | None
    may_raise: bool = False  # a concern
