"""The words of a report, shared by its page, picture, workbook and screen reader text.

So that the page, the picture, the workbook and a screen reader say the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from bot.domain.kernel.formatting import (
    format_count,
    format_day,
    format_list,
    format_minutes,
    in_sentences,
)
from bot.domain.people.member import Role
from bot.domain.people.part_time import format_rhythm
from bot.domain.sessions.expected import Rhythm
from bot.domain.sessions.records import Place, TimeClass
from bot.results.overviews.reports import EctReport, MentorReport, Report, WeekReport

NO_ASSESSMENT = (
    "It counts the sessions that mentors logged. It says nothing about how a teacher "
    "is doing, and is no assessment."
)
EXPECTED = (
    "Expected is what the school set, or else what guidance calls typical: an hour a "
    "week in year 1, an hour every 2 weeks in year 2, over whole school weeks (one "
    "day off at most), pro rata for part-time ECTs. Fewer is a reason to ask, not a "
    "finding."
)
CAVEATS = (
    NO_ASSESSMENT,
    EXPECTED,
    "It holds no notes of sessions, and nothing about concerns.",
    "It is not proof for a grant or for funding: ask whoever pays what they need.",
)
SESSION_HEADS = (  # of a table of sessions, in a workbook or in CSV
    "ECT",
    "Mentor",
    "Day",
    "From",
    "To",
    "Minutes",
    "Hours",
    "Reason for a time outside teaching hours",
    "How",
)
_HOURS = {
    TimeClass.TEACHING: "in teaching hours",
    TimeClass.OUTSIDE_TEACHING: "outside teaching hours",
    TimeClass.OUTSIDE_CONTRACT: "outside contracted time",
}
_PLACES = {Place.IN_PERSON: "in person", Place.ONLINE: "online"}
_WHOSE = {
    Role.MENTOR: "those whom you mentor",
    Role.ECT: "your own mentoring",
    Role.INDUCTION_TUTOR: "the school's ECTs",
}


def title(report: Report) -> str:
    """Return the title."""
    return f"Mentoring sessions, {report.span.label}"


def subtitle(report: Report) -> str:
    """Say where, of whom, and until when."""
    so_far = " (so far)" if report.until < report.span.days.last else ""
    whose = _WHOSE[report.hat]
    if len(report.ects) == 1 and report.hat is not Role.ECT:
        whose = report.ects[0].name
    until = f"{format_day(report.until)} {report.until.year}"
    return f"{report.school}: {whose}, up to {until}{so_far}"


def hours_words(time_class: TimeClass) -> str:
    """Say in which hours a session was."""
    return _HOURS[time_class]


def place_words(place: Place) -> str:
    """Say how the two met."""
    return _PLACES[place]


def who_words(ect: EctReport) -> str:
    """Say with whom, in which year, how often; what changed, from its day on."""
    mentors = format_list(ect.mentors) or "no mentor"
    said = "; ".join([f"with {mentors}", *_each_since(ect, _said_rhythm)])
    return in_sentences(said)


def year_words(ect: EctReport) -> str:
    """Say which year of induction it was."""
    return "; ".join(_each_since(ect, lambda rhythm: f"{rhythm.year:d}"))


def share_words(ect: EctReport) -> str:
    """Say which share of full time it was."""
    shares = _each_since(ect, lambda rhythm: f"{rhythm.full_time_equivalent:g}")
    return "; ".join(shares)


def _each_since(ect: EctReport, said: Callable[[Rhythm], str]) -> Iterator[str]:
    """Say something of each rhythm, and from when on it was another than before."""
    before = None
    for rhythm in ect.rhythms:
        words = said(rhythm)
        if words != before:
            yield words if before is None else f"from {_day(rhythm.since)}: {words}"
        before = words


def _said_rhythm(rhythm: Rhythm) -> str:
    often = format_rhythm(rhythm.weeks_per_session, rhythm.full_time_equivalent)
    return f"year {rhythm.year:d}, {often}"


def _day(day: date) -> str:
    return f"{format_day(day)} {day.year}"


def time_words(row: EctReport | MentorReport) -> str:
    """Say in how many weeks the time off timetable was given, and in how many not."""
    if not row.time_given and not row.time_lost:
        return "not noted"
    return f"{row.time_given} / {row.time_lost}"


def training_words(mentor: MentorReport) -> str:
    """Say how much of their training a mentor has had so far."""
    if mentor.training_total is None:
        return "not noted"
    total = format_minutes(mentor.training_total)
    return f"{format_minutes(mentor.training_done)} of {total}"


def summary(ect: EctReport) -> str:
    """Say in one sentence what an ECT received."""
    outside = f" ({ect.outside} outside teaching hours)" if ect.outside else ""
    return (
        f"{ect.name}: {format_count(ect.held, 'session')} held{outside}, "
        f"{ect.expected} expected; {format_minutes(ect.minutes)} in all."
    )


def in_words(ect: EctReport) -> str:
    """Say what the picture shows of an ECT: in which weeks they met, and how."""
    shown = (
        ("Met in teaching hours", [w for w in ect.weeks if w.in_hours]),
        ("Met outside teaching hours", [w for w in ect.weeks if w.outside]),
        ("Expected, none logged", [w for w in ect.weeks if w.gap]),
    )
    parts = [f"{words}: {_said_weeks(weeks)}." for words, weeks in shown if weeks]
    return " ".join([summary(ect), *parts])


def picture_in_words(
    ects: Iterable[EctReport], most_chars: int, *, joined_by: str = " "
) -> str:
    """Say what a picture shows, within the length that its reader can take.

    Week by week where that fits, else in a sentence for each ECT, or for as many as
    do fit.
    """
    shown = list(ects)
    for said in (in_words, summary):
        text = joined_by.join(said(ect) for ect in shown)
        if len(text) <= most_chars:
            return text
    return _as_many(shown, most_chars, joined_by)


def _as_many(ects: Sequence[EctReport], most_chars: int, joined_by: str) -> str:
    more = "The workbook and the PDF page have the rest."
    room = most_chars - len(joined_by) - len(more)
    lines: list[str] = []
    for ect in ects:
        if len(joined_by.join([*lines, summary(ect)])) > room:
            break
        lines.append(summary(ect))
    return joined_by.join([*lines, more])


def _said_weeks(weeks: Sequence[WeekReport]) -> str:
    """Say the Mondays of some weeks, the month once: "7, 14 and 21 Sep, 5 Oct"."""
    by_month: dict[str, list[str]] = {}
    for week in weeks:
        day, month = format_day(week.monday)[4:].split()
        by_month.setdefault(month, []).append(day)
    months = [f"{format_list(days)} {month}" for month, days in by_month.items()]
    return f"week{'' if len(weeks) == 1 else 's'} of {', '.join(months)}"
