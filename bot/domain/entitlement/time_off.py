"""Time off timetable, week by week: somebody got it, or lost it and to what.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Time off timetable for training and mentoring activities" (R7), and *Induction for
early career teachers (England)*, 2.20: an ECT teaches at most 90% of a full timetable
in year 1 and 95% in year 2, on top of planning time. Each says so of themselves; it
adds up to something that the induction tutor can put right, and blames nobody.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import format_day
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role
from bot.domain.sessions.log_line import LogLine, NotUnderstood, read_log_line

EXAMPLE = "/ect time lost cover"
HATS = (Role.MENTOR, Role.ECT)  # the roles that have time off timetable
PERCENT_OFF = {InductionYear.ONE: 10, InductionYear.TWO: 5}
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class LostTo(StrEnum):
    """What took the time; a short list, since the pattern is what can be put right."""

    COVER = "cover"
    MEETING = "meeting"
    OTHER = "other"


class TimeOffWeek(Record, frozen=True, kw_only=True):
    """What one person says of one week, in one of their roles."""

    school: SchoolId
    person: PersonId
    hat: Role
    monday: date
    lost_to: LostTo | None = None  # None: the time was given
    at: Instant
    before: "TimeOffWeek | None" = None  # what it took the place of, for Undo

    @property
    def key(self) -> str:
        """The name of this record: one for each person, role and week."""
        return time_off_key(self.school, self.person, self.hat, self.monday)


def time_off_key(school: SchoolId, person: PersonId, hat: Role, monday: date) -> str:
    """Name what somebody says of a week."""
    return f"{school}/{person}/{hat.value}/{monday.isoformat()}"


@dataclass(frozen=True, slots=True)
class TimeLine:
    """What a typed line says: of which week, and what took the time, if anything."""

    monday: date
    lost_to: LostTo | None


@dataclass(frozen=True, slots=True)
class TimeOfWeek:
    """What became of somebody's time off timetable in one week."""

    is_lost: bool
    to: LostTo | None = None  # None, where it is lost: nobody has said to what


@dataclass(frozen=True, slots=True)
class TimeCount:
    """How many weeks somebody got their time, and lost it to what."""

    person: PersonId
    hat: Role
    given: int
    lost: Mapping[LostTo | None, int]  # None: lost, and nobody has said to what

    @property
    def weeks_lost(self) -> int:
        """In how many weeks the time was not given."""
        return sum(self.lost.values())


def check_week(calendar: SchoolCalendar, monday: date, *, today: date) -> None:
    """Check that a week is one of school, and that it has begun.

    Raises Unfit.
    """
    if monday > today:
        raise Unfit(
            f"The week of {format_day(monday, today=today)} is still to come. Note it "
            "once it has begun.",
            field=Field.DAY,
        )
    if not calendar.school_weeks(monday, monday + _WEEK - _DAY):
        raise Unfit(
            f"The week of {format_day(monday, today=today)} has no school days, so "
            "there is no time off timetable in it.",
            field=Field.DAY,
        )


def latest_weeks(calendar: SchoolCalendar, today: date, most: int) -> list[date]:
    """Return the Mondays of the latest school weeks that have begun, newest first."""
    began = min(term.days.first for term in calendar.school.terms)
    weeks = calendar.school_weeks(began, today)
    return [week.monday for week in reversed(weeks)][:most]


def weeks_of(
    entries: Iterable[TimeOffWeek], taken: Iterable[tuple[PersonId, date]] = ()
) -> dict[tuple[PersonId, Role], dict[date, TimeOfWeek]]:
    """Return what became of each week that is known of, per person and role (R7).

    *taken* are mentors and the Mondays of sessions whose time was taken: such a week is
    lost, unless the mentor has said of it what became of the time.
    """
    found: dict[tuple[PersonId, Role], dict[date, TimeOfWeek]] = {}
    for person, monday in taken:
        found.setdefault((person, Role.MENTOR), {})[monday] = TimeOfWeek(is_lost=True)
    for one in entries:
        became = TimeOfWeek(is_lost=one.lost_to is not None, to=one.lost_to)
        found.setdefault((one.person, one.hat), {})[one.monday] = became
    return found


def counted(
    entries: Iterable[TimeOffWeek], taken: Iterable[tuple[PersonId, date]] = ()
) -> list[TimeCount]:
    """Count per person and role what was given and lost, as `weeks_of` has it (R7)."""
    counts = []
    for (person, hat), weeks in sorted(weeks_of(entries, taken).items()):
        lost = Counter(week.to for week in weeks.values() if week.is_lost)
        given = len(weeks) - lost.total()
        counts.append(TimeCount(person, hat, given, lost))
    return counts


_GIVEN = frozenset({"got", "given", "yes", "had"})
_LOST = frozenset({"lost", "lose", "no", "taken"})
_TO = {
    "cover": LostTo.COVER,
    "covered": LostTo.COVER,
    "covering": LostTo.COVER,
    "meeting": LostTo.MEETING,
    "meetings": LostTo.MEETING,
    "other": LostTo.OTHER,
    "else": LostTo.OTHER,
}
_FILLERS = frozenset(
    {
        *("my", "the", "time", "off", "timetable", "it", "i", "to", "a", "for", "was"),
        *("of", "in", "week", "something", "by"),
    }
)


def read_time_line(text: str, *, now_local: datetime) -> TimeLine | NotUnderstood:
    """Read "lost cover", "got it last week" or "meeting 2 Nov"."""
    today = now_local.date()
    typed, back = _words(text)
    words = [word.lower() for word in typed]
    verbs = {word in _GIVEN for word in words if word in _GIVEN | _LOST}
    reasons = {_TO[word] for word in words if word in _TO}
    line = _rest(typed, now_local)
    if isinstance(line, NotUnderstood):
        return NotUnderstood(line.problem, text, EXAMPLE)
    problem = _problem(verbs, reasons, line.note)
    if problem is not None:
        return NotUnderstood(problem, text, EXAMPLE)
    day = line.day or today - _WEEK * bool(back)
    monday = day - timedelta(days=day.weekday())
    return TimeLine(monday, next(iter(reasons), None))


def is_about_a_week(text: str, *, now_local: datetime) -> bool:
    """Whether a line begins with an answer and holds no other words.

    "lost" is one, to be asked about; "for a meeting" and "lost to this school" are not.
    """
    words, _back = _words(text)
    line = _rest(words, now_local)
    answers = words[:1] and words[0].lower() in _GIVEN | _LOST | _TO.keys()
    return bool(answers) and not isinstance(line, NotUnderstood) and not line.note


def _words(text: str) -> tuple[list[str], bool]:
    """Return a line's words, and whether it is about last week."""
    said, back = re.subn(r"(?i)\blast week\b", " ", text)
    said = re.sub(r"(?i)\bthis week\b", " ", said)
    return said.replace(",", " ").split(), bool(back)


def _rest(words: Iterable[str], now_local: datetime) -> LogLine | NotUnderstood:
    """Read what is left once the words that answer are taken out: a day, if any."""
    known = _GIVEN | _LOST | _FILLERS | _TO.keys()
    rest = [word for word in words if word.lower() not in known]
    return read_log_line(
        " ".join(rest),
        today=now_local.date(),
        now_local=now_local,
        names={},
        focus_areas=(),
    )


def _problem(verbs: set[bool], reasons: set[LostTo], left: str) -> str | None:
    """Say what a line leaves open or says twice; None where it is clear."""
    if left:
        return f"I cannot read “{left}” in that. I keep no words here, only the week."
    if len(verbs) > 1 or len(reasons) > 1 or (True in verbs and reasons):
        return "Did you get the time, or lose it, and to what? Say one of them."
    if not verbs and not reasons:
        return "Did you get your time, or lose it to cover, a meeting or other things?"
    if verbs == {False} and not reasons:
        return "What took the time: cover, a meeting or other things?"
    return None
