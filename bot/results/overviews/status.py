"""What is shown of where things stand, and of who somebody is to the bot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role
from bot.results.entitlement.time_off import TimeShown
from bot.results.entitlement.training import LedgerShown
from bot.results.sessions.cards import SessionFacts


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
    drop_ins: tuple[date, ...] = ()  # when they took place, oldest first


@dataclass(frozen=True, slots=True)
class SchoolCounts:
    """What leaders see of a school: counts, small ones withheld by the view."""

    ects: int
    met_this_week: int
    out_of_hours: int
    time_lost: int = 0  # weeks of time off timetable not given, this half-term
    training: int = 0  # mentors who note their training hours


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
    time_off: tuple[TimeShown, ...] | None = None  # this half-term; a tutor's
    training: tuple[LedgerShown, ...] | None = None  # of all mentors; a tutor's
    counts: SchoolCounts | None = None


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who somebody is to the bot, for help texts."""

    person: PersonId
    name: str | None
    roles: frozenset[Role]
    schools: Sequence[tuple[SchoolId, str]]
    ask: PersonId | None  # who adds them, where that is clear
    is_set_up: bool = True  # there is a school in the workspace
    may_raise: bool = False  # a concern
