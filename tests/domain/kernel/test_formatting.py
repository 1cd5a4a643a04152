"""How dates, times, lengths and lists are said."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.formatting import (
    format_count,
    format_day,
    format_list,
    format_minutes,
    format_span,
    in_sentences,
)
from tests.builders import LONDON, at


def london(text: str) -> datetime:
    return at(text).astimezone(LONDON)


@pytest.mark.parametrize(
    ("day", "today", "said"),
    [
        (date(2027, 3, 2), None, "Tue 2 Mar"),
        (date(2027, 3, 2), date(2027, 12, 31), "Tue 2 Mar"),
        (date(2027, 3, 2), date(2026, 12, 31), "Tue 2 Mar 2027"),
        (date(2026, 11, 30), date(2027, 1, 1), "Mon 30 Nov 2026"),
    ],
)
def test_a_day_is_said_with_its_year_only_where_that_is_not_this_one(
    day: date, today: date | None, said: str
) -> None:
    assert format_day(day, today=today) == said


@given(st.dates(date(1000, 1, 1)))
def test_a_said_day_names_the_day_that_it_is(day: date) -> None:
    # The C locale's own names, whatever the machine's.
    weekday, number, month, year = format_day(
        day, today=date(day.year - 1, 1, 1)
    ).split()

    assert weekday == day.ctime()[:3]
    assert month == day.ctime()[4:7]
    assert (int(number), int(year)) == (day.day, day.year)


def test_a_time_is_said_from_when_to_when() -> None:
    assert format_span(london("2027-03-02 14:00"), london("2027-03-02 15:00")) == (
        "Tue 2 Mar, 14:00–15:00"
    )


def test_a_time_of_another_year_is_said_with_the_year() -> None:
    said = format_span(
        london("2027-03-02 14:00"),
        london("2027-03-02 15:00"),
        today=date(2028, 1, 10),
    )

    assert said == "Tue 2 Mar 2027, 14:00–15:00"


def test_a_time_across_midnight_says_both_days() -> None:
    said = format_span(london("2027-03-02 23:30"), london("2027-03-03 00:20"))

    assert said == "Tue 2 Mar, 23:30–Wed 3 Mar, 00:20"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (50, "50 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (90, "1 hour 30 minutes"),
        (120, "2 hours"),
        (240, "4 hours"),
    ],
)
def test_a_length_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert format_minutes(minutes) == said


@given(st.integers(0, 10_000))
def test_a_said_length_adds_up_to_the_length(minutes: int) -> None:
    words = format_minutes(minutes).split()
    units = {"hour": 60, "hours": 60, "minute": 1, "minutes": 1}

    pairs = zip(words[::2], words[1::2], strict=True)
    assert sum(int(number) * units[unit] for number, unit in pairs) == minutes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (("A", "B", "C"), "A, B and C"),
    ],
)
def test_several_words_are_said_as_a_list(words: list[str], said: str) -> None:
    assert format_list(words) == said


def test_a_list_can_be_joined_by_or() -> None:
    assert format_list(["A", "B", "C"], joined_by="or") == "A, B or C"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 sessions"), (1, "1 session"), (3, "3 sessions")]
)
def test_a_count_agrees_with_its_noun(number: int, said: str) -> None:
    assert format_count(number, "session") == said


def test_a_noun_with_its_own_plural_is_said_with_it() -> None:
    assert format_count(2, "person", "people") == "2 people"
    assert format_count(1, "person", "people") == "1 person"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A colleague who has left logged it.", "A colleague who has left logged it."),
        ("Logged. A colleague who has left.", "Logged. A colleague who has left."),
        ("Mentor: A colleague who has left", "Mentor: a colleague who has left"),
        ("with *A colleague who has left*", "with *a colleague who has left*"),
        ("• A colleague who has left", "• A colleague who has left"),
        ("Ben and\nA colleague who has left", "Ben and\nA colleague who has left"),
        (
            "3 Nov, Someone who is not in the list",
            "3 Nov, someone who is not in the list",
        ),
        ("> so A colleague who has left said", "> so A colleague who has left said"),
    ],
)
def test_who_has_no_name_begins_no_word_with_a_capital_within_a_sentence(
    text: str, said: str
) -> None:
    assert in_sentences(text) == said
    assert in_sentences(in_sentences(text)) == said
