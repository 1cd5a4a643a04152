"""What the one-line log does not read, and how it says so."""

from datetime import datetime

import pytest

from bot.domain.sessions.log_line import NotUnderstood, read_log_line
from tests.domain.sessions.lines import NOW, TODAY, read, refused, understood

_QUOTE_NUMBERS = "put numbers that belong to the note in double quotes."
_PROBLEMS = {
    "11/25/2026": """
        I read dates the British way, day first, so “11/25/2026” is not a date.
        If you mean 25 November, type 25/11/2026.""",
    "31/2": "“31/2” is not a date: February has no day 31.",
    "31/11/2026": "“31/11/2026” is not a date: November 2026 has no day 31.",
    "25/13/2026": f"""
        “25/13/2026” is not a date I can read. Type the day first, such as 3/11 or
        3 Nov, and {_QUOTE_NUMBERS}""",
    "Mon 3 Nov": "“3 Nov” is Tue 3 Nov 2026, not a Monday. Type one of the two.",
    "yesterday 7/10": """
        I read two different days: “yesterday” (Mon 2 Nov) and “7/10” (Wed 7 Oct).
        Type one day, and put a day that belongs to the note in double quotes.
        If one of them is a mark out of ten, leave it out: sessions carry no marks.""",
    "14:75": f"""
        “14:75” is not a time. Type a time such as 14:00 or 2pm, and
        {_QUOTE_NUMBERS}""",
    "14:00 15:00": """
        I read two different start times: “14:00” and “15:00”. Type one time, or
        join start and end with a dash, such as 14:00-14:50.""",
    "14:50-14:00": """
        “14:50-14:00” ends before it begins. Type the start first, such as
        14:00-14:50.""",
    "14:00-14:50 1h": """
        I read two different lengths: “14:00-14:50” is 50 minutes and “1h” is 1 hour.
        Type one of them, and put a length that belongs to the note in double
        quotes.""",
    "-50m": "“-50m” is not a length. Type minutes or hours, such as 50m or 1h.",
    "in person online": """
        Was it in person or online? I read “in person” and “online”. Type one of them,
        and put words for the note in double quotes.""",
    "with Amy": "Which Amy do you mean: Amy Alpha or Amy Beta? Type the full name.",
    "14:00-50m": f"""
        I cannot read “14:00-50m”. Leave a space between day, time and length, and
        {_QUOTE_NUMBERS}""",
    "grade: 3": """
        Mentors support and do not assess, so a session carries no marks: leave out
        “grade: 3”, and say what you worked on instead.""",
}


@pytest.mark.parametrize(("text", "problem"), _PROBLEMS.items())
def test_a_refusal_says_what_was_not_read_and_what_would_work(
    text: str, problem: str
) -> None:
    assert refused(text).problem == " ".join(problem.split())


@pytest.mark.parametrize(
    "text",
    [
        "0m",
        "0 minutes",
        "for 0",
        "for -5",
        "-1h",
        "24:00",
        "25:10",
        "15am",
        "0pm",
        "2:75pm",
        "0/0",
        "32/1/2026",
        "2026-02-30",
        "30 Feb",
        "3/11 4/11",
        "14:00 and 15:00",
        "Monday Tuesday",
        "50m 1h",
        "rated 7/10",
        "graded outstanding",
        "score 7 out of 10",
        "7.5/10",
        "RAG red",
        "RAG: amber",
        "RAG rated green",
        "<@U0OTHER>",
        "@nobody 14:00",
        "amy",
    ],
)
def test_a_line_that_contradicts_itself_or_the_calendar_is_refused(text: str) -> None:
    assert refused(text).typed == text


@pytest.mark.parametrize(
    "note",
    [
        "grade boundaries for Year 11",
        "marks in the book",
        "judgement calls",
        "the rag rug",
        "5 out of 10 pupils",
        "an outstanding question",
    ],
)
def test_talk_of_marks_is_not_policed_where_nobody_is_marked(note: str) -> None:
    assert understood(note).note == note


def test_an_unknown_mention_is_told_whom_the_mentor_has() -> None:
    sam = refused("<@U0OTHER|sam> 14:00")

    assert sam.problem.startswith(
        "@sam isn't one of your ECTs. Did you mean Amira Example, Tom"
    )
    assert sam.example == "/ect log with Amira Example 14:00 50m"


@pytest.mark.parametrize(
    "text", ["11/25", "11/25/2026", "14:50-14:00", "3/11 4/11", "with Amy", "31/2"]
)
def test_the_example_of_a_refusal_can_be_read(text: str) -> None:
    understood(refused(text).example.removeprefix("/ect log "))


def test_a_mentor_of_nobody_is_told_so() -> None:
    now = datetime.combine(TODAY, NOW)
    line = read_log_line("@amira", today=TODAY, now_local=now, names={}, focus_areas=())

    assert isinstance(line, NotUnderstood)
    assert line.problem == "@amira isn't one of your ECTs."


def test_a_refusal_quotes_nothing_that_slack_would_act_upon() -> None:
    problem = refused("14:75`&lt;!channel&gt;` 15:75").problem

    assert not set("`<>") & set(problem)


def test_neither_reading_shows_the_note_in_a_log() -> None:
    assert "marker" not in repr(read("14:00 marker"))
    assert "marker" not in repr(read("0m marker"))
