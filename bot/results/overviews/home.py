"""What the home tab shows: each part holds just what its role may see."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.kernel.record import PairingId, SchoolId
from bot.domain.overviews.ect_table import EctPage
from bot.domain.overviews.home_actions import HomeAction
from bot.domain.overviews.next_thing import NextKind
from bot.results.concerns.cards import OwnConcerns
from bot.results.overviews.status import PairingStatus, SchoolCounts
from bot.results.sessions.cards import FlaggedSession, SessionCard, SessionFacts
from bot.results.sessions.next_steps import StepsNoted


@dataclass(frozen=True, slots=True)
class NextThing:
    """The next thing for somebody to do in one of their roles."""

    kind: NextKind
    since: datetime
    facts: SessionFacts | None = None
    card: SessionCard | None = None  # where the ECT says: not quite
    flagged: FlaggedSession | None = None
    ect: str = ""
    pairing: PairingId | None = None
    monday: date | None = None
    weeks: int = 1
    count: int = 1  # how many of its kind wait


@dataclass(frozen=True, slots=True)
class WeekOff:
    """A week that a mentor has just said to be without a session."""

    ect: str
    pairing: PairingId
    monday: date


@dataclass(frozen=True, slots=True)
class MentorPart:
    """What a mentor sees."""

    next: NextThing | None
    pairings: tuple[PairingStatus, ...]
    history: tuple[SessionFacts, ...]
    weeks_off: tuple[WeekOff, ...] = ()  # those that can still be taken back


@dataclass(frozen=True, slots=True)
class EctPart:
    """What an ECT sees."""

    next: NextThing | None
    pairings: tuple[PairingStatus, ...]
    history: tuple[SessionFacts, ...]
    open_steps: StepsNoted = field(default_factory=StepsNoted)
    ended_on: date | None = None  # the last day of induction, once it is past


@dataclass(frozen=True, slots=True)
class TutorPart:
    """What an induction tutor sees: facts, never words."""

    next: NextThing | None
    page: EctPage
    schools: dict[SchoolId, str]  # their names
    mentored: tuple[str, ...] = ()  # ECTs whose mentor they are as well (R5)


@dataclass(frozen=True, slots=True)
class SchoolHome:
    """One school; a part is None where the role is not theirs."""

    school: str
    closed: str | None
    as_mentor: MentorPart | None = None
    as_ect: EctPart | None = None
    counts: SchoolCounts | None = None  # for leaders who have no table
    to_set_up: bool = False  # it is theirs to finish: nobody is reminded here yet


@dataclass(frozen=True, slots=True)
class HomeTab:
    """All of one person's home tab."""

    name: str
    schools: tuple[SchoolHome, ...]
    concerns: OwnConcerns
    as_tutor: TutorPart | None  # of all their schools together
    doings: tuple[HomeAction, ...]


@dataclass(frozen=True, slots=True)
class EctPageOf:
    """What an induction tutor sees of one ECT: facts, never words."""

    name: str
    school: str
    pairings: tuple[PairingStatus, ...]
    history: tuple[SessionFacts, ...]
