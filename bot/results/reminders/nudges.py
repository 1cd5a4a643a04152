"""What is shown of reminders, and of trouble with the jobs that send them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.kernel.record import PairingId
from bot.domain.operations.heartbeats import Trouble
from bot.domain.people.member import Role
from bot.domain.reminders.nudges import Nudge, NudgeKind
from bot.domain.reminders.preferences import Preference
from bot.domain.sessions.missed import Why
from bot.results.entitlement.time_off import TimeShown
from bot.results.entitlement.training import LedgerShown
from bot.results.sessions.cards import SessionFacts


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
    drop_ins: tuple[date, ...] = ()  # when there was one; all that a tutor sees


@dataclass(frozen=True, slots=True)
class NudgeShown:
    """One reminder as it stands now, ready to be drawn."""

    nudge: Nudge
    today: date
    facts: tuple[SessionFacts, ...] = ()
    mentor: str = ""  # "" in a gap that began before they did
    ect: str = ""
    pairing: PairingId | None = None
    weeks_per_session: int = 1
    missed: int = 0  # expected sessions in a row that were not held
    due_on: date | None = None
    week: tuple[PairingWeek, ...] = ()
    often_outside: tuple[tuple[str, tuple[date, ...]], ...] = ()
    time_lost: tuple[TimeShown, ...] = ()  # time off timetable, this half-term
    training: tuple[LedgerShown, ...] = ()  # behind an even pace
    open_flags: int = 0
    is_over: bool = False  # nothing is left to do about it
    may_undo: bool = False  # what its reader said of a week without
    asked_again: bool = False  # a newer message asks the same
    slowed: bool = False  # this kind becomes quieter by itself, and this says so


@dataclass(frozen=True, slots=True)
class NudgeRound:
    """All reminders that came to somebody in one message."""

    shown: tuple[NudgeShown, ...]


@dataclass(frozen=True, slots=True)
class TroubleShown:
    """A spell of trouble with one of the bot's jobs, as an admin sees it."""

    job: str
    trouble: Trouble
    since: datetime
    over: datetime | None
    zone: ZoneInfo
