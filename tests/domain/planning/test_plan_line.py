"""Lines that plan: what is read out of them, and what is asked instead of guessed."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.record import PersonId
from bot.domain.planning.plan_line import PlanLine, end_of, read_plan_line
from bot.domain.sessions.log_line import NotUnderstood
from bot.domain.sessions.records import Place
from bot.domain.sessions.typed_line.parts import Until
from tests.builders import a_calendar

NOW = datetime(2026, 11, 11, 10, 40)  # noqa: DTZ001 - a Wednesday, by the wall clock
AMIRA, PRIYA = PersonId("U0AMIRA"), PersonId("U0PRIYA")
NAMES = {AMIRA: "Amira Example", PRIYA: "Priya Example"}
TUESDAY, TOMORROW, ONLINE = date(2026, 11, 17), date(2026, 11, 12), Place.ONLINE


def read(text: str) -> PlanLine | NotUnderstood:
    return read_plan_line(text, now_local=NOW, names=NAMES)


def understood(text: str) -> PlanLine:
    line = read(text)
    assert isinstance(line, PlanLine), line
    return line


def parts(line: PlanLine) -> dict[str, Any]:
    return {
        name: getattr(line, name)
        for name in ("ects", "day", "start", "minutes", "place", "weeks")
        if getattr(line, name)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tue 14:00", {"day": TUESDAY, "start": time(14)}),
        ("Tue 2pm for 50m", {"day": TUESDAY, "start": time(14), "minutes": 50}),
        ("tomorrow 9:00 online", {"day": TOMORROW, "start": time(9), "place": ONLINE}),
        ("5 jan 10:00", {"day": date(2027, 1, 5), "start": time(10)}),
        ("17/11 10:00-10:45", {"day": TUESDAY, "start": time(10), "minutes": 45}),
        ("@amira tue 10:00", {"ects": (AMIRA,), "day": TUESDAY, "start": time(10)}),
        ("10:00 tue with priya", {"ects": (PRIYA,), "day": TUESDAY, "start": time(10)}),
    ],
)
def test_one_session_is_read_ahead(text: str, found: dict[str, Any]) -> None:
    line = understood(text)
    assert parts(line) == found
    assert not line.is_series


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("tuesdays 14:00", None),
        ("every tuesday 14:00", None),
        ("tuesdays 14:00 weekly", 1),
        ("tuesdays 14:00 every week", 1),
        ("fortnightly tuesdays at 14:00", 2),
        ("every other tue 14:00", 2),
        ("tuesdays 14:00 every second week", 2),
        ("every tuesday 14:00 fortnightly", 2),
        ("tuesdays 14:00 every 3 weeks", 3),
    ],
)
def test_a_rhythm_is_read(text: str, weeks: int | None) -> None:
    line = understood(text)
    assert (line.day, line.start) == (TUESDAY, time(14))
    assert (line.is_series, line.weeks) == (True, weeks)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("until july", "2027-07-21"),
        ("till the end of february", "2027-02-28"),
        ("until 16 july 2027", "2027-07-16"),
        ("until 16/7", "2027-07-16"),
        ("until the end of term", "2026-12-18"),
        ("until christmas", "2026-12-18"),
        ("until easter", "2027-03-25"),
        ("until summer", "2027-07-21"),
    ],
)
def test_an_end_is_read_by_the_schools_own_terms(text: str, end: str) -> None:
    line = understood(f"tuesdays 14:00 weekly {text}")
    assert line.until is not None
    assert end_of(line.until, a_calendar(), TUESDAY) == date.fromisoformat(end)


def test_until_half_term_is_until_its_last_school_day() -> None:
    until = Until("until half-term", ending="half-term")
    february, may = date(2027, 2, 12), date(2027, 5, 27)
    assert end_of(until, a_calendar(), date(2027, 1, 5)) == february
    assert end_of(until, a_calendar(), date(2026, 11, 10)) == february
    assert end_of(until, a_calendar(), date(2027, 2, 23)) == may
    assert end_of(until, a_calendar(), date(2027, 6, 8)) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("tuesdays 14:00 behaviour routines", "I cannot place “behaviour routines”"),
        ("tuesdays 14:00 weekly fortnightly", "How often is it?"),
        ("tuesdays 14:00 until july until easter", "Until when?"),
        ("tuesdays 14:00 every 9 weeks", "up to 6 school weeks apart"),
        ("tuesdays 14:00 15:00", "two different start times"),
        ("31/2 14:00", "February has no day 31"),
        ("@dee 14:00", "@dee isn't one of your ECTs"),
    ],
)
def test_what_cannot_be_read_is_asked_about(text: str, problem: str) -> None:
    line = read(text)
    assert isinstance(line, NotUnderstood)
    assert problem in line.problem
    assert line.typed == text


@given(st.text(max_size=80))
def test_any_line_is_read_or_asked_about(text: str) -> None:
    assert isinstance(read(text), PlanLine | NotUnderstood)


@given(
    st.permutations(["tuesdays", "14:00", "50m", "fortnightly", "until july", "online"])
)
def test_the_order_of_the_parts_does_not_matter(words: list[str]) -> None:
    line = understood(", ".join(words))
    assert parts(line) == {
        "day": TUESDAY,
        "start": time(14),
        "minutes": 50,
        "place": ONLINE,
        "weeks": 2,
    }
    assert line.until is not None
