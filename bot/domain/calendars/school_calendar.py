"""What a date or a time is at one school: in term, in teaching hours, in contract.

Source: *Induction for early career teachers (England)*, 2.44, and "Mentors:
responsibilities for early career teacher entitlement", 22 April 2025 (R7, R8). Guidance
defines no teaching hours: they are the school's own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.domain.kernel.instants import as_instant, on_the_clock
from bot.domain.people.member import Member
from bot.domain.school.profile import Hours, School, Term, Week
from bot.domain.sessions.records import TimeClass

_DAY = timedelta(days=1)
_SATURDAY = 5


class Closed(StrEnum):
    """Why there is no teaching on a day, in words that follow "it is"."""

    CLOSURE_DAY = "a closure day"
    HOLIDAYS = "the school holidays"
    HALF_TERM = "the half-term holiday"
    WEEKEND = "the weekend"
    BANK_HOLIDAY = "a bank holiday"
    NO_LESSONS = "a day without teaching"

    @property
    def is_working_day(self) -> bool:
        """Whether staff can be at work all the same, as on an INSET day."""
        return self in (Closed.CLOSURE_DAY, Closed.NO_LESSONS)


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """A week, Monday first, with its school days (at least one)."""

    monday: date
    school_days: tuple[date, ...]
    # At most one of its usual days is closed: a bank holiday or an INSET day leaves a
    # week, a term that begins on a Thursday does not.
    is_whole: bool = True


@dataclass(frozen=True)
class SchoolCalendar:
    """One school's time, worked out once: keep it. *bank_holidays* are in its terms."""

    school: School
    bank_holidays: frozenset[date]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The school's time zone."""
        return ZoneInfo(self.school.zone)

    @cached_property
    def runs_out_on(self) -> date:
        """The last day of the last term that the school has entered."""
        return max(term.days.last for term in self.school.terms)

    def local(self, moment: datetime) -> datetime:
        """Return an aware moment as the school's clocks show it."""
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        """Return the school's own date at a moment."""
        return self.local(moment).date()

    def moment(self, day: date, wall: time) -> datetime:
        """Return the instant of a wall-clock time, in UTC.

        A time that the clocks skip in spring is read as an hour later; one that comes
        twice in autumn is the first.
        """
        return on_the_clock(day, wall, self.zone)

    def term_of(self, day: date) -> Term | None:
        """Return the term that a day lies in, half-term included."""
        return next((term for term in self.school.terms if day in term.days), None)

    def why_closed(self, day: date) -> Closed | None:
        """Say why there is no teaching on a day; None on a school day."""
        closed = self._closed_by_date(day)
        if closed is None and not self.is_school_day(day):
            return Closed.NO_LESSONS
        return closed

    def is_school_day(self, day: date) -> bool:
        """Whether the school teaches on a day."""
        position = bisect_left(self._school_days, day)
        return self._school_days[position : position + 1] == (day,)

    def school_weeks(self, first: date, last: date) -> list[SchoolWeek]:
        """Return the weeks with a school day between two dates, both included."""
        start = bisect_left(self._mondays, monday_of(first))
        weeks = self._weeks[start : bisect_right(self._mondays, last)]
        return [cut for week in weeks if (cut := _between(week, first, last))]

    def school_days_between(self, first: date, last: date) -> int:
        """Count the school days after *first*, up to and including *last*."""
        after = bisect_right(self._school_days, first)
        return max(0, bisect_right(self._school_days, last) - after)

    def school_day_after(self, day: date, number: int) -> date:
        """Return the *number*-th school day after a day (1 is the next).

        Past the last known term it counts weekdays, so that every promise has a date.
        """
        later = self._school_days[bisect_right(self._school_days, day) :]
        if number <= len(later):
            return later[number - 1]
        reached = max(day, self.runs_out_on)
        left = number - len(later)
        while left:
            reached += _DAY
            left -= reached.weekday() < _SATURDAY
        return reached

    def week_letter(self, day: date) -> Week | None:
        """Return the letter of a day's week; None without a fortnightly timetable.

        Weeks A and B take turns over the weeks in which the school is open on at least
        one day, both ways from the one that the school named. A week in which it never
        opens has the letter of the next that it does.
        """
        named = self.school.week_a_begins_on
        if named is None:
            return None
        weeks = bisect_left(self._open_mondays, monday_of(day)) - bisect_left(
            self._open_mondays, monday_of(named)
        )
        return Week.A if weeks % 2 == 0 else Week.B

    def time_class(
        self, starts_at: datetime, minutes: int, members: Iterable[Member]
    ) -> TimeClass:
        """Say where a time of at least one minute stands for all of *members* (R8)."""
        if self.whose_contract(starts_at, minutes, members):
            return TimeClass.OUTSIDE_CONTRACT
        day = self.day_of(starts_at)
        teaching = self.hours_on(self.school.teaching_hours, day)
        if self.is_school_day(day) and self._within(teaching, starts_at, minutes):
            return TimeClass.TEACHING
        return TimeClass.OUTSIDE_TEACHING

    def whose_contract(
        self, starts_at: datetime, minutes: int, members: Iterable[Member]
    ) -> list[Member]:
        """Return those whose contracted time a span does not lie within."""
        day = self.day_of(starts_at)
        return [
            member
            for member in members
            if not self.works_on(member, day)
            or not self._within(self._contracted(member, day), starts_at, minutes)
        ]

    def works_on(self, member: Member, day: date) -> bool:
        """Whether a day is one of a person's working days, closure days included."""
        if member.is_away_on(day):
            return False
        closed = self.why_closed(day)
        if closed is not None and not closed.is_working_day:
            return False
        return bool(self._contracted(member, day))

    def hours_on(self, hours: Iterable[Hours], day: date) -> list[Hours]:
        """Return those of somebody's hours that a day has."""
        return [
            span
            for span in hours
            if span.weekday == day.weekday()
            and (span.week is None or span.week is self.week_letter(day))
        ]

    def next_contact(self, moment: datetime, member: Member | None = None) -> datetime:
        """Return the first moment from *moment* on at which the bot may post.

        That is within the contact window, on a school day on which *member* works. Past
        the last known term it is the next weekday, so that no message is lost.
        """
        day = self.day_of(moment)
        while not self._contactable(day, member) or moment >= self.moment(
            day, self.school.contact_ends
        ):
            day += _DAY
        return max(moment, self.moment(day, self.school.contact_starts))

    @cached_property
    def _weeks(self) -> list[SchoolWeek]:
        return [
            self._week(monday, tuple(days))
            for monday, days in groupby(self._school_days, monday_of)
        ]

    def _week(self, monday: date, school_days: tuple[date, ...]) -> SchoolWeek:
        teaching = self.school.teaching_hours
        every = _days(monday, monday + 6 * _DAY)
        usual = sum(bool(self.hours_on(teaching, day)) for day in every)
        return SchoolWeek(monday, school_days, is_whole=len(school_days) >= usual - 1)

    @cached_property
    def _mondays(self) -> list[date]:
        return [week.monday for week in self._weeks]

    @cached_property
    def _school_days(self) -> tuple[date, ...]:
        """All days of teaching, in order: all that is asked often is asked of this."""
        teaching = self.school.teaching_hours
        return tuple(day for day in self._open_days if self.hours_on(teaching, day))

    @cached_property
    def _open_mondays(self) -> tuple[date, ...]:
        return tuple(sorted({monday_of(day) for day in self._open_days}))

    @cached_property
    def _open_days(self) -> tuple[date, ...]:
        """The days that no date closes; whether they hold lessons is not asked yet.

        Kept apart, since the hours of a day can depend on its week's letter, and the
        letter depends on which weeks are open.
        """
        in_term = {
            day
            for term in self.school.terms
            for day in _days(term.days.first, term.days.last)
        }
        return tuple(sorted(day for day in in_term if not self._closed_by_date(day)))

    def _closed_by_date(self, day: date) -> Closed | None:
        term = self.term_of(day)
        half_term = term.half_term if term is not None else None
        weekend = day.weekday() >= _SATURDAY
        bank_holiday = day in self.bank_holidays
        # The first that holds. Closure days come before the holidays, since INSET days
        # often lie just outside the terms that are published for pupils.
        reasons = (
            (
                day in self.school.closure_days and not (weekend or bank_holiday),
                Closed.CLOSURE_DAY,
            ),
            (term is None, Closed.HOLIDAYS),
            (half_term is not None and day in half_term, Closed.HALF_TERM),
            (weekend, Closed.WEEKEND),
            (bank_holiday, Closed.BANK_HOLIDAY),
        )
        return next((closed for holds, closed in reasons if holds), None)

    def _contactable(self, day: date, member: Member | None) -> bool:
        if day > self.runs_out_on:
            return day.weekday() < _SATURDAY
        works = member is None or self.works_on(member, day)
        return works and self.is_school_day(day)

    def _contracted(self, member: Member, day: date) -> list[Hours]:
        hours = member.hours_on(day)
        return self.hours_on(
            self.school.contracted_hours if hours is None else hours, day
        )

    def _within(
        self, hours: Iterable[Hours], starts_at: datetime, minutes: int
    ) -> bool:
        """Whether a day's hours cover a span; those that touch are as good as one."""
        day = self.day_of(starts_at)
        covered_until = as_instant(starts_at)
        ends_at = covered_until + timedelta(minutes=minutes)
        for span in sorted(hours, key=lambda span: span.starts):
            if self.moment(day, span.starts) <= covered_until:
                covered_until = max(covered_until, self.moment(day, span.ends))
        return covered_until >= ends_at


def _between(week: SchoolWeek, first: date, last: date) -> SchoolWeek | None:
    """Return what of a week lies between two dates, both included."""
    if first <= week.school_days[0] and week.school_days[-1] <= last:
        return week
    days = tuple(day for day in week.school_days if first <= day <= last)
    return SchoolWeek(week.monday, days, is_whole=False) if days else None


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - day.weekday() * _DAY


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + offset * _DAY
