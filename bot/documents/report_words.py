"""What all shapes of a report say in words: titles, the picture, what it is not.

So that the page, the picture, the workbook and a screen reader say the same.
"""

from collections.abc import Iterable, Sequence

from bot.domain.induction import InductionYear
from bot.domain.people import Role
from bot.domain.results.reports import EctReport, Report, WeekReport
from bot.domain.sessions import Place, TimeClass
from bot.domain.words import said_count, said_day, said_list, said_minutes

NO_ASSESSMENT = (
    "It counts the sessions that mentors logged. It says nothing about how a teacher "
    "is doing, and is no assessment."
)
EXPECTED = (
    "Expected is what the school set, or else what guidance calls typical: an hour a "
    "week in year 1, an hour every 2 weeks in year 2, over whole school weeks, pro "
    "rata for part-time ECTs. Fewer is a reason to ask, not a finding."
)
CAVEATS = (
    NO_ASSESSMENT,
    EXPECTED,
    "It holds no notes of sessions, and nothing about concerns.",
    "It is not proof for a grant or for funding: ask whoever pays what they need.",
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
    until = f"{said_day(report.until)} {report.until.year}"
    return f"{report.school}: {whose}, up to {until}{so_far}"


def hours_words(time_class: TimeClass) -> str:
    """Say in which hours a session was."""
    return _HOURS[time_class]


def place_words(place: Place) -> str:
    """Say how the two met."""
    return _PLACES[place]


def who_words(ect: EctReport) -> str:
    """Say with whom, in which year, how often."""
    weeks = ect.weeks_per_session
    rhythm = "weekly" if weeks == 1 else f"every {weeks} weeks"
    part = (
        f", part-time ({ect.full_time_equivalent:g})"
        if ect.full_time_equivalent < 1
        else ""
    )
    mentors = said_list(ect.mentors) or "no mentor"
    year = "year 1" if ect.year is InductionYear.ONE else "year 2"
    return f"with {mentors}; {year}, {rhythm}{part}"


def time_words(ect: EctReport) -> str:
    """Say in how many weeks an ECT got their time off timetable, and how many not."""
    if not ect.time_given and not ect.time_lost:
        return "not noted"
    return f"{ect.time_given} / {ect.time_lost}"


def summary(ect: EctReport) -> str:
    """Say in one sentence what an ECT received."""
    outside = f", {ect.outside} of them outside teaching hours" if ect.outside else ""
    return (
        f"{ect.name}: {said_count(ect.held, 'session')} held, {ect.expected} expected"
        f"{outside}; {said_minutes(ect.minutes)} in all."
    )


def in_words(ect: EctReport) -> str:
    """Say week by week what the picture shows of an ECT."""
    weeks = "; ".join(f"{said_day(w.monday)[4:]}: {_week(w)}" for w in ect.weeks)
    return f"{summary(ect)} By week: {weeks or 'no school week yet'}."


def picture_in_words(ects: Iterable[EctReport], most_chars: int) -> str:
    """Say what a picture shows, within the length that its reader can take.

    Week by week where that fits, else in a sentence for each ECT, or for as many as
    do fit.
    """
    shown = list(ects)
    for said in (in_words, summary):
        text = " ".join(said(ect) for ect in shown)
        if len(text) <= most_chars:
            return text
    return _as_many(shown, most_chars)


def _as_many(ects: Sequence[EctReport], most_chars: int) -> str:
    more = " The message and the other files have the rest."
    text = ""
    for ect in ects:
        if len(text) + len(summary(ect)) + len(more) > most_chars:
            break
        text += summary(ect) + " "
    return text.strip() + more


def _week(week: WeekReport) -> str:
    parts = []
    if week.in_hours:
        parts.append(_times(week.in_hours))
    if week.outside:
        parts.append(f"{_times(week.outside)} outside teaching hours")
    if week.gap:
        parts.append("expected, none logged")
    if not parts:
        return "none"
    holidays = "" if week.is_school_week else " (no school week)"
    return f"{' and '.join(parts)}{holidays}"


def _times(number: int) -> str:
    return "met" if number == 1 else f"met {number} times"
