"""How many sessions an ECT was to have, had, and did not have: counted here alone.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Time off timetable for training and mentoring activities" (R7), and *Induction for
early career teachers (England)*, 2.36: a part-time ECT's induction is pro rata. The
guidance says "typically": falling short is a reason to ask, never a finding. What is
counted is the ECT's, whoever their mentor was.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek, monday_of
from bot.domain.people.induction import (
    InductionYear,
    induction_year,
    target_of,
    working_share,
)
from bot.domain.people.member import Member
from bot.domain.people.pairings import Induction, Pairing, Target
from bot.domain.people.part_time import weeks_pro_rata
from bot.domain.school.profile import DateSpan, OwnRhythm

_HAIR = 1e-9  # of tolerance, since shares of sessions are floats
_Alike = tuple[Target | None, OwnRhythm, bool, float]
_SUNDAY, _WEEK = timedelta(days=6), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Entitled:
    """An ECT at a school, with all that says how often they are to be met."""

    ect: Member
    induction: Induction
    pairings: Sequence[Pairing]  # with all their mentors, oldest first
    calendar: SchoolCalendar
    counts_from: date = date.min  # nothing is expected before; the school's own day

    @property
    def counted_from(self) -> date:
        """The first day from which anything is expected for this ECT."""
        return max(self.induction.counted_from, self.counts_from)


@dataclass(frozen=True, slots=True)
class ExpectedWeek:
    """A whole school week that counts, and whether a session is due by its end."""

    monday: date
    expected: int  # 0 or 1: the shares of the weeks up to it made a whole session
    since: date  # the first Monday from which a session stands for it
    ends: date  # its last school day

    @property
    def window(self) -> list[date]:
        """The Mondays of the weeks in which a session stands for it."""
        number = (self.monday - self.since) // _WEEK
        return [self.since + n * _WEEK for n in range(number + 1)]


@dataclass(frozen=True, slots=True)
class CountedWeek:
    """One week of one ECT: what was expected by its end, and what there was."""

    monday: date
    is_counted: bool
    expected: int = 0
    held: int = 0
    gap: int = 0  # of what was expected, what none that was held stands for


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often an ECT is to be met, from a day on: it changes nothing before."""

    since: date
    year: InductionYear
    weeks_per_session: int
    full_time_equivalent: float


@dataclass(frozen=True, slots=True)
class MentoringCounts:
    """What an ECT was to have and had so far."""

    weeks: tuple[CountedWeek, ...]
    running: int  # the latest expected ones in a row, neither held nor given a reason

    @property
    def held(self) -> int:
        """How many sessions were held."""
        return sum(week.held for week in self.weeks)

    @property
    def expected(self) -> int:
        """How many sessions were to be expected."""
        return sum(week.expected for week in self.weeks)

    @property
    def school_weeks(self) -> int:
        """Over how many whole school weeks."""
        return sum(week.is_counted for week in self.weeks)


def expected_weeks(who: Entitled, *, until: date) -> list[ExpectedWeek]:
    """Return the school weeks that count and are over by the end of a day (R7).

    Only whole weeks count: not those in which an ECT began, stopped or had no mentor
    part-way, nor one in which they never worked. A session is due in the week in which
    the shares of part-time or fortnightly weeks add up to a whole one; any stands for
    it that was held since the last was due, or within the usual weeks of a part-timer.
    """
    weeks = _counted(who, until)
    turns, total, found = _turn(who, weeks), 0.0, list[ExpectedWeek]()
    after_last = weeks[0].monday if weeks else date.min
    rhythm = _Rhythms(who)
    for number, week in enumerate(weeks):
        every, share, usual = rhythm.of(week, is_second_year=number >= turns)
        before = int(total + _HAIR)
        total += share / every
        expected = int(total + _HAIR) - before
        since = min(after_last, weeks[max(0, number + 1 - usual)].monday)
        ends = week.school_days[-1]
        found.append(ExpectedWeek(week.monday, expected, since, ends))
        if expected:
            after_last = week.monday + _WEEK
    return found


def counted(
    weeks: Sequence[ExpectedWeek], held: Mapping[date, int], reasons: Collection[date]
) -> MentoringCounts:
    """Count what was held against what was expected, week by week (R7).

    *held* are the sessions by the Monday of their week, *reasons* the Mondays of weeks
    for which one was given. In which of its two weeks a fortnight's session is held is
    the pair's own. One that was held sooner or later fills no gap: they meet regularly
    or there is something to ask.
    """
    due = {week.monday: week for week in weeks}
    found = list[CountedWeek]()
    running = 0
    for monday in sorted({*due, *held, *reasons}):
        week, number = due.get(monday), held.get(monday, 0)
        expected = week.expected if week else 0
        gap = 0
        if number or monday in reasons:
            running = 0
        if week is not None and expected:
            gap = 0 if any(held.get(one) for one in week.window) else expected
            running += 0 if any(one in reasons for one in week.window) else gap
        found.append(CountedWeek(monday, week is not None, expected, number, gap))
    return MentoringCounts(tuple(found), running)


def rhythms_in(who: Entitled, days: DateSpan) -> tuple[Rhythm, ...]:
    """Return the rhythms that held in the school weeks of a span, at least one."""
    calendar, began = who.calendar, who.induction.counted_from
    firsts = [
        week.school_days[0]
        for week in calendar.school_weeks(days.first, days.last)
        if week.school_days[0] >= began
    ]
    found = list[Rhythm]()
    for day in firsts or [days.last]:
        year = induction_year(who.induction, calendar, day)
        every = target_of(_pairing_on(who, day), year, calendar.school, day)
        share = working_share(who.induction, day)
        rhythm = Rhythm(day, year, every.weeks_per_session, share)
        if not found or replace(rhythm, since=found[-1].since) != found[-1]:
            found.append(rhythm)
    return tuple(found)


class _Rhythms:
    """How often an ECT is to be met, worked out once for weeks that are alike."""

    def __init__(self, who: Entitled) -> None:
        self._who = who
        self._known: dict[_Alike, tuple[int, float, int]] = {}

    def of(self, week: SchoolWeek, *, is_second_year: bool) -> tuple[int, float, int]:
        """Return the weeks a session, the share of full time, and both together."""
        who, day = self._who, week.school_days[0]
        pairing, share = _pairing_on(who, day), who.induction.full_time_equivalent
        if who.induction.worked:
            share = working_share(who.induction, day)
        school = who.calendar.school
        means = (pairing.target_on(day), school.rhythm_on(day))
        alike = (*means, is_second_year, share)
        if alike not in self._known:
            year = InductionYear.TWO if is_second_year else InductionYear.ONE
            every = target_of(pairing, year, school, day).weeks_per_session
            self._known[alike] = (every, share, weeks_pro_rata(every, share))
        return self._known[alike]


def _counted(who: Entitled, until: date) -> Sequence[SchoolWeek]:
    first = max(who.counted_from, who.pairings[0].begins_on)
    if first > until:
        return []
    calendar = who.calendar
    weeks = calendar.school_weeks(monday_of(first), monday_of(until) + _SUNDAY)
    # By far the most have one mentor, who goes on.
    has_one = any(p.begins_on <= first and p.ends_on is None for p in who.pairings)
    whole = [
        week
        for week in weeks
        if week.is_whole
        and first <= week.school_days[0]
        and week.school_days[-1] <= until
        and (has_one or _has_mentor(who, week))
    ]
    return _there(who, whole)


def _there(who: Entitled, weeks: Sequence[SchoolWeek]) -> Sequence[SchoolWeek]:
    """Return the whole weeks on any day of which an ECT works.

    Who works on two weekdays does in all: one day of a whole week at most is closed.
    """
    school, ect = who.calendar.school, who.ect
    hours = ect.contracted_hours
    own = school.contracted_hours if hours is None else hours
    weekdays = {span.weekday for span in own if span.week is None}
    taught = {span.weekday for span in school.teaching_hours if span.week is None}
    if not (ect.away or ect.hours_before) and len(weekdays & taught) > 1:
        return weeks
    return [
        week
        for week in weeks
        if any(who.calendar.works_on(ect, day) for day in week.school_days)
    ]


def _has_mentor(who: Entitled, week: SchoolWeek) -> bool:
    return all(any(p.runs_on(day) for p in who.pairings) for day in week.school_days)


def _turn(who: Entitled, weeks: Sequence[SchoolWeek]) -> int:
    """Return the number of the first week of year 2, which never gives way again."""
    if not weeks or _year_of(who, weeks[-1]) is InductionYear.ONE:
        return len(weeks)
    return bisect_left(weeks, InductionYear.TWO, key=lambda week: _year_of(who, week))


def _year_of(who: Entitled, week: SchoolWeek) -> InductionYear:
    return induction_year(who.induction, who.calendar, week.school_days[0])


def _pairing_on(who: Entitled, day: date) -> Pairing:
    """Return the pairing that runs on a day, or else the latest."""
    if len(who.pairings) == 1:
        return who.pairings[0]
    running = (one for one in reversed(who.pairings) if one.runs_on(day))
    return next(running, who.pairings[-1])
