"""What a report says: facts and counts alone, never a word of a note or a concern (R5).

Nothing here is about how an ECT is doing.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.overviews.periods import Period, ReportSpan
from bot.domain.people.member import Role
from bot.domain.sessions.expected import Rhythm
from bot.domain.sessions.records import Place, TimeClass

REPORTING = (Role.MENTOR, Role.ECT, Role.INDUCTION_TUTOR)  # who has rows to report on


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What somebody asks for, in which of their roles at which school."""

    school: SchoolId
    hat: Role
    period: Period
    ect: PersonId | None = None  # None: all that the role sees


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """One thing that can be asked for: a role at a school, with its ECTs."""

    school: SchoolId
    school_name: str
    hat: Role
    ects: tuple[tuple[PersonId, str], ...]


@dataclass(frozen=True, slots=True)
class WeekReport:
    """One week of one ECT."""

    monday: date
    expected: int = 0
    in_hours: int = 0  # sessions held
    outside: int = 0  # sessions held outside teaching hours
    gap: int = 0  # sessions expected by now that none of those held so far stands for
    is_school_week: bool = True

    @property
    def held(self) -> int:
        """How many sessions were held."""
        return self.in_hours + self.outside


@dataclass(frozen=True, slots=True)
class SessionRow:
    """The facts of one session that was held."""

    starts: datetime  # on the school's clocks
    ends: datetime
    minutes: int
    mentor: str
    place: Place
    time_class: TimeClass
    reason: str  # why it was outside teaching hours, or ""


@dataclass(frozen=True, slots=True)
class EctReport:
    """What one ECT received."""

    ect: PersonId
    name: str
    mentors: tuple[str, ...]
    rhythms: tuple[Rhythm, ...]  # how often they were to be met, one after the other
    appropriate_body: str
    weeks: tuple[WeekReport, ...]
    sessions: tuple[SessionRow, ...]
    drop_ins: int
    time_given: int | None = None  # weeks, as the ECT says; None: not the reader's
    time_lost: int | None = None

    @property
    def expected(self) -> int:
        """How many sessions were to be expected (R7)."""
        return sum(week.expected for week in self.weeks)

    @property
    def held(self) -> int:
        """How many sessions were held."""
        return len(self.sessions)

    @property
    def outside(self) -> int:
        """How many of them were outside teaching hours (R8)."""
        return sum(week.outside for week in self.weeks)

    @property
    def minutes(self) -> int:
        """How long they were together."""
        return sum(session.minutes for session in self.sessions)


@dataclass(frozen=True, slots=True)
class MentorReport:
    """What one mentor had: training (R6) and time off timetable (R7)."""

    name: str
    training_minutes: int  # in the period
    training_done: int  # minutes, so far
    training_total: int | None  # minutes; None: never noted
    time_given: int  # weeks, as the mentor says
    time_lost: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report on one or several ECTs."""

    school: str
    hat: Role
    span: ReportSpan
    until: date  # the day it was made, or the end of the period
    made_on: date
    ects: tuple[EctReport, ...]
    mentors: tuple[MentorReport, ...] = ()  # where they are the reader's to see


@dataclass(frozen=True, slots=True)
class LeaderReport:
    """What leaders have of a period: counts, of which views withhold the small ones."""

    school: str
    span: ReportSpan
    ects: int
    expected: int
    held: int
    outside: int
