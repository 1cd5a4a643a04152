"""What is shown of time off timetable: one's own weeks, and what they add up to."""

from dataclasses import dataclass
from datetime import date

from bot.domain.entitlement.time_off import TimeCount, TimeOffWeek, TimeOfWeek
from bot.domain.kernel.record import SchoolId
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role


@dataclass(frozen=True, slots=True)
class TimeWeek:
    """One week as somebody may note it, or has noted it."""

    monday: date
    noted: TimeOffWeek | None
    may_undo: bool = False
    became: TimeOfWeek | None = None  # as it is counted; None: nothing is known


@dataclass(frozen=True, slots=True)
class TimePart:
    """The weeks of one of somebody's roles at one school, newest first."""

    school: SchoolId
    school_name: str
    hat: Role
    weeks: tuple[TimeWeek, ...]
    count: TimeCount | None = None  # this half-term; None: nothing is noted
    year: InductionYear | None = None  # of an ECT's induction


@dataclass(frozen=True, slots=True)
class TimeForm:
    """All that somebody can note."""

    parts: tuple[TimePart, ...]
    today: date


@dataclass(frozen=True, slots=True)
class TimeNoted:
    """What was noted of one week, or taken back."""

    part: TimePart
    today: date

    @property
    def week(self) -> TimeWeek:
        """The week that it is about."""
        return self.part.weeks[0]


@dataclass(frozen=True, slots=True)
class TimeShown:
    """What one person's weeks add up to, as the induction tutor sees it."""

    name: str
    count: TimeCount
