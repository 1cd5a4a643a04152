"""Who mentors whom, and how far an ECT's induction has come."""

from datetime import date, datetime, time
from typing import Annotated

import msgspec

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.dated import held_on, with_over
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PairingId, PersonId, Record, SchoolId
from bot.domain.school.profile import Weekday

FullTimeEquivalent = Annotated[float, msgspec.Meta(gt=0, le=1)]
DaysAbsent = Annotated[int, msgspec.Meta(ge=0, le=400)]


class WorkedUntil(Record, frozen=True, kw_only=True):
    """The working pattern that an ECT had before a date."""

    until: date  # the first day of the next pattern
    full_time_equivalent: FullTimeEquivalent


class Induction(Record, frozen=True, kw_only=True):
    """An ECT's induction at this school (R1).

    Its year is counted by induction terms, not calendar years, so a part-time ECT's
    first year takes longer; *terms_before* are the full-time-equivalent terms that
    were complete on *counted_from* (0 for someone who starts here).
    """

    school: SchoolId
    ect: PersonId
    tutor: PersonId  # this ECT's induction tutor; a school can have several
    counted_from: date
    terms_before: Annotated[float, msgspec.Meta(ge=0, le=6)] = 0
    full_time_equivalent: FullTimeEquivalent = 1  # as an ECT, now
    worked: tuple[WorkedUntil, ...] = ()  # earlier patterns, oldest first
    # Days absent in each year of induction, as the school counts them; never why.
    days_absent: tuple[DaysAbsent, DaysAbsent] = (0, 0)
    contact: Contact | None = None  # named, at this ECT's appropriate body (R11)
    subject: str = ""
    phase: str = ""
    reviews: tuple[date, ...] = ()  # due dates that the appropriate body set
    leaves_on: date | None = None  # the last day at this school
    ended_on: date | None = None  # the last day of induction; never how it ended

    @property
    def last_day(self) -> date | None:
        """Their last day as an ECT here; None while none is entered."""
        return min(filter(None, (self.leaves_on, self.ended_on)), default=None)


class BothRoles(Record, frozen=True, kw_only=True):
    """One person as mentor and induction tutor of one ECT: why, and who agreed (R5).

    *Induction for early career teachers (England)*, 2.45: in exceptional circumstances
    alone, with the headteacher's safeguards.
    """

    school: SchoolId
    ect: PersonId
    person: PersonId
    reason: str
    asked_by: PersonId
    asked_on: date
    agreed_by: PersonId | None = None  # a headteacher
    agreed_on: date | None = None
    declined: bool = False


EXCEPTIONAL_REASONS_FOR_BOTH = (
    "Nobody else here has qualified teacher status",
    "Nobody else here can mentor this subject or phase",
    "A colleague is away or has left",
    "Another exceptional reason, known to the headteacher",
)


class Target(Record, frozen=True, kw_only=True):
    """How often a pairing means to meet; set by the school, typical by default (R7)."""

    weeks_per_session: Annotated[int, msgspec.Meta(ge=1, le=6)]
    minutes: Annotated[int, msgspec.Meta(ge=10, le=240)] = 60


class TargetUntil(Record, frozen=True, kw_only=True):
    """How often a pairing meant to meet before a date."""

    until: date  # the first day of the next target
    target: Target | None = None  # None: its school's


class UsualSlot(Record, frozen=True, kw_only=True):
    """When a pairing usually meets, as wall-clock time in the school's zone."""

    weekday: Weekday
    starts: time


class Pairing(Record, frozen=True, kw_only=True):
    """A mentor and an ECT, from a date on."""

    id: PairingId
    school: SchoolId
    mentor: PersonId
    ect: PersonId
    begins_on: date
    ends_on: date | None = None
    ended_at: Instant | None = None  # when that was entered
    target: Target | None = None  # None: its school's; now
    targets_before: tuple[TargetUntil, ...] = ()  # earlier ones, oldest first
    usual: UsualSlot | None = None

    def runs_on(self, day: date) -> bool:
        """Whether the two are mentor and ECT on a day."""
        return self.begins_on <= day <= (self.ends_on or day)

    def was_theirs(self, moment: datetime, day: date) -> bool:
        """Whether the two were mentor and ECT at a moment, which is on a day.

        A last day is often entered after it: until then the two went on, and what they
        held is theirs to log and to put right.
        """
        known_then = self.ended_at is not None and moment < self.ended_at
        return self.runs_on(day) or (known_then and day >= self.begins_on)

    def target_on(self, day: date) -> Target | None:
        """Return how often the two meant to meet on a day; None for their school's."""
        earlier = held_on(self.targets_before, day)
        return earlier.target if earlier else self.target

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.mentor == self.ect:
            raise ValueError("nobody mentors themselves")
        if self.ends_on is not None and self.ends_on < self.begins_on:
            raise ValueError(f"ends ({self.ends_on}) before it begins")


def meeting_from(pairing: Pairing, target: Target | None, begins: date) -> Pairing:
    """Return a pairing with another target from a day on; none before changes."""
    if target == pairing.target:
        return pairing
    over = TargetUntil(until=begins, target=pairing.target)
    before = with_over(pairing.targets_before, over, beginning=pairing.begins_on)
    return msgspec.structs.replace(pairing, target=target, targets_before=before)
