"""When a person teaches: the lessons that come round in their own timetable.

Source: *Induction for early career teachers (England)*, 2.44: sessions in teaching
hours, in time that both have. The times alone are kept, never what a lesson is called.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar, SchoolWeek
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.history import is_open_to_undo
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.school.profile import Hours, Week

MOST_LESSONS = 100
_MOST_WEEKS = 8  # looked at: enough to tell what comes round
_LONGEST = timedelta(hours=8)  # what is longer is no lesson
_TWO_WEEKS = 2

_Slot = tuple[int, time, time]


@dataclass(frozen=True, slots=True)
class TimetableRead:
    """What was found in somebody's timetable, to be checked before it is kept."""

    lessons: tuple[Hours, ...]
    left_out: int  # entries that do not come round


class Timetable(Record, frozen=True, kw_only=True):
    """One person's lesson times at one school; *before* is what they replaced."""

    school: SchoolId
    person: PersonId
    lessons: tuple[Hours, ...] | None  # None: taken away, for as long as that is undone
    before: tuple[Hours, ...] | None = None
    set_at: Instant
    is_undone: bool = False  # an undo is not undone in its turn

    def may_undo(self, now: datetime) -> bool:
        """Whether the latest change can be taken back."""
        return not self.is_undone and is_open_to_undo(self.set_at, now)


@dataclass(frozen=True, slots=True)
class Busy:
    """One entry of somebody's own calendar; aware, nothing of its words."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class _Seen:
    """In which weeks each slot was seen."""

    weeks: list[SchoolWeek]
    of_slot: dict[_Slot, set[date]]

    def is_usual(self, slot: _Slot, weeks: Sequence[SchoolWeek]) -> bool:
        """Whether a slot comes in most of the weeks that have its day."""
        possible = [
            week.monday
            for week in weeks
            if any(day.weekday() == slot[0] for day in week.school_days)
        ]
        held = sum(monday in self.of_slot[slot] for monday in possible)
        return held * 2 > len(possible)


def lessons_in(
    entries: Iterable[Busy], calendar: SchoolCalendar, today: date
) -> TimetableRead:
    """Return what comes round in a calendar: each week, or each week A or B.

    Of the school weeks that the calendar covers the next ones count, or else the last.
    Raises Unfit, with a sentence, where nothing comes round or the school has named no
    week A for a timetable of two weeks.
    """
    found, left_out = _of_school_days(entries, calendar)
    seen = _seen(found, calendar, today)
    if calendar.school.week_a_begins_on is None:
        slots = _weekly(seen, calendar)
    else:
        slots = _lettered(seen, calendar)
    lessons = _joined(slots)
    if not lessons:
        raise Unfit(
            "I found no lessons that come round on school days in this file. Please "
            "export your own timetable for at least one whole school week.",
            field=Field.FILE,
        )
    if len(lessons) > MOST_LESSONS:
        raise Unfit(
            f"This file has more than {MOST_LESSONS} lessons a week. Please export "
            "your own timetable, not the whole school's.",
            field=Field.FILE,
        )
    known = {slot for slot, _week in slots}
    return TimetableRead(lessons, left_out + len(seen.of_slot.keys() - known))


def is_teaching(
    calendar: SchoolCalendar,
    lessons: Sequence[Hours],
    starts_at: datetime,
    ends_at: datetime,
) -> bool:
    """Whether a span meets a lesson of somebody with these lesson times."""
    day = calendar.day_of(starts_at)
    return any(
        calendar.moment(day, span.starts) < ends_at
        and starts_at < calendar.moment(day, span.ends)
        for span in calendar.hours_on(lessons, day)
    )


def _of_school_days(
    entries: Iterable[Busy], calendar: SchoolCalendar
) -> tuple[list[tuple[date, _Slot]], int]:
    found, left_out = [], 0
    for entry in entries:
        starts, ends = calendar.local(entry.starts), calendar.local(entry.ends)
        day = starts.date()
        fits = starts < ends and ends.date() == day and ends - starts <= _LONGEST
        if fits and calendar.is_school_day(day):
            span = (starts.time(), ends.time())
            found.append((day, (day.weekday(), *span)))
        elif not fits:
            left_out += 1
    return found, left_out


def _seen(
    found: Iterable[tuple[date, _Slot]], calendar: SchoolCalendar, today: date
) -> _Seen:
    monday = today - timedelta(days=today.weekday())
    mondays = {day - timedelta(days=day.weekday()) for day, _slot in found}
    coming = sorted(one for one in mondays if one >= monday)[:_MOST_WEEKS]
    kept = set(coming or sorted(mondays)[-_MOST_WEEKS:])
    of_slot: dict[_Slot, set[date]] = {}
    for day, slot in found:
        week = day - timedelta(days=day.weekday())
        if week in kept:
            of_slot.setdefault(slot, set()).add(week)
    weeks = [
        week
        for one in sorted(kept)
        for week in calendar.school_weeks(one, one + timedelta(days=6))
    ]
    return _Seen(weeks, of_slot)


def _weekly(seen: _Seen, calendar: SchoolCalendar) -> list[tuple[_Slot, Week | None]]:
    weekly = [slot for slot in seen.of_slot if seen.is_usual(slot, seen.weeks)]
    if _takes_turns(seen, calendar, frozenset(weekly)):
        raise Unfit(
            "Your timetable is not the same every week, as with a week A and a week B, "
            "and your school has not told me which week is which. Please upload the "
            "file again when your school admin has entered it.",
            field=Field.FILE,
            ask=calendar.school.ask,
        )
    return [(slot, None) for slot in weekly]


def _takes_turns(
    seen: _Seen, calendar: SchoolCalendar, weekly: frozenset[_Slot]
) -> bool:
    """Whether more lessons come every other week than every week."""
    if len(seen.weeks) < _TWO_WEEKS:
        return False
    first = seen.weeks[0].monday
    even: list[SchoolWeek] = []
    odd: list[SchoolWeek] = []
    for week in seen.weeks:
        number = len(calendar.school_weeks(first, week.monday + timedelta(days=6)))
        (odd if number % 2 else even).append(week)
    turns = [
        slot
        for slot in seen.of_slot.keys() - weekly
        if seen.is_usual(slot, even) is not seen.is_usual(slot, odd)
    ]
    return len(turns) > len(weekly)


def _lettered(seen: _Seen, calendar: SchoolCalendar) -> list[tuple[_Slot, Week | None]]:
    by_letter: dict[Week, list[SchoolWeek]] = {Week.A: [], Week.B: []}
    for week in seen.weeks:
        letter = calendar.week_letter(week.monday)
        if letter is not None:
            by_letter[letter].append(week)
    missing = [letter for letter, weeks in by_letter.items() if not weeks]
    if len(missing) == 1:
        raise Unfit(
            f"This file has no week {missing[0].value} of your timetable. Please "
            "export at least two school weeks, and upload it again.",
            field=Field.FILE,
        )
    found: list[tuple[_Slot, Week | None]] = []
    for slot in seen.of_slot:
        usual = [w for w, weeks in by_letter.items() if seen.is_usual(slot, weeks)]
        if len(usual) == len(by_letter):
            found.append((slot, None))
        else:
            found += [(slot, week) for week in usual]
    return found


def _joined(slots: Iterable[tuple[_Slot, Week | None]]) -> tuple[Hours, ...]:
    """Return the hours in order; lessons of a day that touch become one."""
    by_day: dict[tuple[int, Week | None], list[tuple[time, time]]] = {}
    for (weekday, starts, ends), week in slots:
        by_day.setdefault((weekday, week), []).append((starts, ends))
    found = []
    for (weekday, week), spans in by_day.items():
        spans.sort()
        joined = [spans[0]]
        for starts, ends in spans[1:]:
            if starts <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
            else:
                joined.append((starts, ends))
        found += [
            Hours(weekday=weekday, starts=starts, ends=ends, week=week)
            for starts, ends in joined
        ]
    return tuple(sorted(found, key=lambda h: (h.weekday, h.starts, h.week or "")))
