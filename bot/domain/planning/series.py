"""Sessions that come round: "Tuesdays at 14:00, every 2 weeks, until July".

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025
(R7): typically an hour a week in the first year and an hour every 2 weeks in the
second, which only school weeks can hold. So weeks are counted as school weeks, and a
day without teaching is left out and named. The time is the wall clock's, resolved for
each date.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from bot.domain.calendars.school_calendar import Closed, SchoolCalendar
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import (
    PairingId,
    PersonId,
    Record,
    SchoolId,
    SeriesId,
    SessionId,
)
from bot.domain.people.member import Member
from bot.domain.sessions.records import MAX_MINUTES, MIN_MINUTES, Session

MOST_WEEKS_APART = 6
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)

WeeksApart = Annotated[int, msgspec.Meta(ge=1, le=MOST_WEEKS_APART)]
Minutes = Annotated[int, msgspec.Meta(ge=MIN_MINUTES, le=MAX_MINUTES)]


class Series(Record, frozen=True, kw_only=True):
    """What several sessions were planned as; each of them can change by itself."""

    id: SeriesId
    school: SchoolId
    pairing: PairingId
    mentor: PersonId
    ect: PersonId
    first: date
    until: date
    starts: time  # on the school's own clocks
    minutes: Minutes
    weeks: WeeksApart  # school weeks from one to the next
    reason: str | None = None  # why those outside teaching hours are
    flagged: SessionId | None = None  # the one whose flag stands for all (R8)
    recorded_at: Instant

    def holds(self, session: Session, calendar: SchoolCalendar) -> bool:
        """Whether a session still is at the time, and for the reason, of the series."""
        at = calendar.local(session.starts_at)
        return (at.weekday(), at.time(), session.minutes, session.reason) == (
            self.first.weekday(),
            self.starts,
            self.minutes,
            self.reason,
        )


class Ending(StrEnum):
    """Until when a series can go on, without anybody looking up a date."""

    HALF_TERM = "half_term"
    TERM = "term"
    LAST_TERM = "last_term"  # of those that the school has entered


@dataclass(frozen=True, slots=True)
class Rhythm:
    """From when on, every how many school weeks, until when (included)."""

    first: date
    weeks: int
    until: date


class LeftOut(Record, frozen=True, kw_only=True):
    """A day on which the series would have come, and why it does not."""

    on: date
    why: Closed | None = None  # None: one of the two is away


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The days of a series, in order, and those that it leaves out."""

    days: tuple[date, ...]
    left_out: tuple[LeftOut, ...] = ()


def lay_out(
    calendar: SchoolCalendar, rhythm: Rhythm, people: Sequence[Member] = ()
) -> LaidOut:
    """Lay a series over the school's weeks, on the weekday of its first day (R7).

    A week without a school day is not counted: what would have come in it is left out,
    and the turn is the next school week's. A turn that falls on a day without teaching
    or on one on which somebody of *people* is away is left out too; the rest keep their
    distance.
    """
    days: list[date] = []
    left_out: list[LeftOut] = []
    last = min(rhythm.until, calendar.runs_out_on)
    monday = _monday(rhythm.first)
    counted = {week.monday for week in calendar.school_weeks(monday, last + _WEEK)}
    weeks_to_go = 0
    for day in _every_week(rhythm.first, last):
        if weeks_to_go == 0 and suits(calendar, day, people):
            days.append(day)
        elif weeks_to_go == 0:
            left_out.append(LeftOut(on=day, why=calendar.why_closed(day)))
        if _monday(day) in counted:
            weeks_to_go = (weeks_to_go - 1) % rhythm.weeks
    return LaidOut(tuple(days), tuple(left_out))


def suits(calendar: SchoolCalendar, day: date, people: Sequence[Member]) -> bool:
    """Whether a day is one of teaching on which nobody of *people* is away."""
    away = any(member.is_away_on(day) for member in people)
    return calendar.is_school_day(day) and not away


def endings(calendar: SchoolCalendar, first: date) -> dict[Ending, date]:
    """Return the ends to choose from for a series that begins on a day, soonest first.

    What would end before it begins, or on the day of a sooner one, is left out.
    """
    terms = calendar.school.terms
    term = next((one for one in terms if one.days.last >= first), None)
    if term is None:
        return {}
    choices = [(Ending.TERM, term.days.last), (Ending.LAST_TERM, calendar.runs_out_on)]
    if term.half_term is not None:
        before = _last_school_day(calendar, term.half_term.first - _DAY)
        choices.insert(0, (Ending.HALF_TERM, before))
    found: dict[Ending, date] = {}
    for ending, day in choices:
        if day >= first and day not in found.values():
            found[ending] = day
    return found


def before_half_term(calendar: SchoolCalendar, first: date) -> date | None:
    """Return the last school day before the next half-term holiday that is known."""
    breaks = [term.half_term for term in calendar.school.terms if term.half_term]
    lasts = [_last_school_day(calendar, half.first - _DAY) for half in breaks]
    return next((last for last in lasts if last >= first), None)


def end_in_month(calendar: SchoolCalendar, first: date, month: int) -> date:
    """Return the last day of a month that comes, or of the last term before that."""
    year = first.year + (month < first.month)
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(after - _DAY, calendar.runs_out_on)


def _last_school_day(calendar: SchoolCalendar, day: date) -> date:
    """Return the last school day up to a day, or the day where there is none near."""
    near = (day - back * _DAY for back in range(14))
    return next((one for one in near if calendar.is_school_day(one)), day)


def _every_week(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += _WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
