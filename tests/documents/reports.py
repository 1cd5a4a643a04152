"""Reports for tests: say only what the test is about."""

from datetime import date, timedelta
from typing import Any

from bot.domain.kernel.record import PersonId
from bot.domain.overviews.periods import ReportSpan
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role
from bot.domain.sessions.expected import Rhythm
from bot.domain.sessions.records import Place, TimeClass
from bot.results.overviews.reports import (
    EctReport,
    MentorReport,
    Report,
    SessionRow,
    WeekReport,
)
from tests.builders import LONDON, at, span

MONDAY = date(2026, 9, 7)
MENTOR = MentorReport(
    name="Ben Example",
    training_minutes=90,
    training_done=300,
    training_total=1200,
    time_given=2,
    time_lost=1,
)


def a_week(number: int = 0, **changes: Any) -> WeekReport:
    given: dict[str, Any] = {
        "monday": MONDAY + timedelta(days=7 * number),
        "expected": 1,
        "in_hours": 1,
    }
    return WeekReport(**(given | changes))


def a_row(day: date = date(2026, 9, 8), **changes: Any) -> SessionRow:
    starts = at(f"{day} 14:00").astimezone(LONDON)
    given: dict[str, Any] = {
        "starts": starts,
        "ends": starts + timedelta(minutes=50),
        "minutes": 50,
        "mentor": "Ben Example",
        "place": Place.IN_PERSON,
        "time_class": TimeClass.TEACHING,
        "reason": "",
    }
    return SessionRow(**(given | changes))


def an_ect(name: str = "Amira Example", **changes: Any) -> EctReport:
    given: dict[str, Any] = {
        "ect": PersonId(f"U0{name[:5].upper()}"),
        "name": name,
        "mentors": ("Ben Example",),
        "rhythms": (Rhythm(date(2026, 9, 3), InductionYear.ONE, 1, 1),),
        "appropriate_body": "Example Appropriate Body",
        "weeks": (
            a_week(0),
            a_week(1, in_hours=0, outside=1),
            a_week(2, in_hours=0, gap=1),
        ),
        "sessions": (
            a_row(),
            a_row(
                date(2026, 9, 15),
                time_class=TimeClass.OUTSIDE_TEACHING,
                reason="Cover took the planned time",
            ),
        ),
        "drop_ins": 2,
        "time_given": 3,
        "time_lost": 1,
    }
    return EctReport(**(given | changes))


def a_report(*ects: EctReport, **changes: Any) -> Report:
    given: dict[str, Any] = {
        "school": "Example Primary School",
        "hat": Role.INDUCTION_TUTOR,
        "span": ReportSpan("Autumn term 2026", span("2026-09-03", "2026-12-18")),
        "until": date(2026, 11, 11),
        "made_on": date(2026, 11, 11),
        "ects": ects or (an_ect(),),
        "mentors": (MENTOR,),
    }
    return Report(**(given | changes))
