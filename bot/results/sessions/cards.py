"""What is shown of sessions: with names and local times."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.entitlement.time_off import TimeOffWeek
from bot.domain.kernel.drafts import Choice, SessionDraft
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.sessions.confirmations import Confirming, Reply
from bot.domain.sessions.flags import Flag
from bot.domain.sessions.records import Session
from bot.results.data_protection.audit import Looks


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
class Correction:
    """How an ECT says that a session was, and what the mentor did about it."""

    starts: datetime | None  # local to the school; None: they did not meet
    ends: datetime | None
    did_not_meet: bool
    said_at: datetime
    reply: Reply | None
    may_undo_reply: bool = False


@dataclass(frozen=True, slots=True)
class CorrectionForm:
    """The form in which an ECT says how a session was."""

    facts: SessionFacts
    zone: str


@dataclass(frozen=True, slots=True)
class ActShown:
    """One line of a session's history."""

    at: datetime  # local to the school
    by: str
    did: Event
    facts: str


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session as its mentor and ECT see it, words included."""

    facts: SessionFacts
    focus_areas: tuple[str, ...] = ()
    note: str = field(default="", repr=False)
    next_steps: tuple[str, ...] = field(default=(), repr=False)
    steps_done: tuple[str, ...] = field(default=(), repr=False)
    may_undo: bool = False
    planned: tuple[datetime, datetime] | None = None  # local: what an Undo brings back
    assumed: tuple[str, ...] = ()  # what a one-liner left open and the bot filled in
    flag: Flag | None = None  # the induction tutor's answer is the mentor's to see
    both_read: bool = True  # the mentor and the ECT
    by_tutor: bool = False  # the mentor is this ECT's induction tutor too
    confirmed: Confirming | None = None  # the ECT's own word; None: not said
    correction: Correction | None = None
    may_undo_answer: bool = False  # the ECT's
    time_off: TimeOffWeek | None = None  # what the mentor says of that week
    may_undo_time: bool = False
    has_history: bool = False  # something happened since it was first recorded


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session with its history; its words only where one may read them."""

    facts: SessionFacts
    card: SessionCard | None  # None: not theirs to read
    history: tuple[ActShown, ...]
    may_change: bool = False  # as its mentor
    may_confirm: bool = False  # as its ECT
    looks: tuple[Looks, ...] = ()  # by others, for its mentor and its ECT


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
    when_open: bool = False  # show the fields for date, time, length and place
    asks_when: bool = False  # with the date and the start left empty
    seen: datetime | None = None  # the version of the session that is edited


@dataclass(frozen=True, slots=True)
class LoggedToday:
    """Today's session of a pairing, where it is logged already."""

    session: SessionId
    starts: datetime  # local to the school
    ends: datetime


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
    logged_today: LoggedToday | None = None  # said when the form opens


@dataclass(frozen=True, slots=True)
class LineRefused:
    """A one-liner that could not stand, kept for the person who typed it."""

    typed: str
    sentence: str
    example: str
    choice: Choice | None = None
    draft: SessionDraft | None = field(default=None, repr=False)
    reasons: tuple[str, ...] = ()  # to pick from, where one is all that is missing


@dataclass(frozen=True, slots=True)
class FlaggedSession:
    """A session outside teaching hours, as the induction tutor sees it."""

    facts: SessionFacts
    flag: Flag
    answered_by: str | None = None
    may_undo: bool = False  # the answer


@dataclass(frozen=True, slots=True)
class FlagDay:
    """All flags that one message to an induction tutor holds."""

    day: date
    flags: tuple[FlaggedSession, ...]
