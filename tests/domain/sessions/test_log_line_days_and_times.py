"""Reading days, times and lengths out of the one-line log."""

from datetime import date, time

import pytest

from tests.domain.sessions.lines import TODAY, a_line, understood


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-03"),
        ("this morning", "2026-11-03"),
        ("yesterday", "2026-11-02"),
        ("Yesterday afternoon", "2026-11-02"),
        ("yesterdya", "2026-11-02"),
        ("the day before yesterday", "2026-11-01"),
        ("tomorrow", "2026-11-04"),
        ("3 days ago", "2026-10-31"),
        ("two days ago", "2026-11-01"),
        ("a week ago", "2026-10-27"),
        ("Tuesday", "2026-11-03"),
        ("tues", "2026-11-03"),
        ("last tues", "2026-10-27"),
        ("last Tuesday", "2026-10-27"),
        ("mon", "2026-11-02"),
        ("on Monday", "2026-11-02"),
        ("Weds", "2026-10-28"),
        ("wendesday", "2026-10-28"),
        ("thurs", "2026-10-29"),
        ("fri", "2026-10-30"),
        ("sat 10am", "2026-10-31"),
        ("Sat 31 Oct", "2026-10-31"),
        ("Sun, Nov 1", "2026-11-01"),
        ("on sun", "2026-11-01"),
        ("next tuesday", "2026-11-10"),
        ("next Wed", "2026-11-04"),
        ("this Friday", "2026-11-06"),
        ("Friday last week", "2026-10-30"),
        ("Monday next week", "2026-11-09"),
        ("3/11", "2026-11-03"),
        ("03/11/2026", "2026-11-03"),
        ("3-11-26", "2026-11-03"),
        ("3.11.2026", "2026-11-03"),
        ("3 Nov", "2026-11-03"),
        ("3nov", "2026-11-03"),
        ("3-Nov-26", "2026-11-03"),
        ("3rd of November", "2026-11-03"),
        ("3rd November 2026", "2026-11-03"),
        ("Nov 3", "2026-11-03"),
        ("November 3rd, 2026", "2026-11-03"),
        ("on 22 Sept", "2026-09-22"),
        ("on the 28th at 2", "2026-10-28"),
        ("2026-11-03", "2026-11-03"),
        ("tue 20 oct", "2026-10-20"),
        ("Tuesday yesterday's plan", "2026-11-03"),
        ("4/11", "2026-11-04"),  # in a day: still to come
        ("17/11", "2026-11-17"),  # in 14 days
        ("18/11", "2025-11-18"),  # in 15 days: last year's
        ("29/2", "2024-02-29"),
        ("7/10", "2026-10-07"),
    ],
)
def test_a_day_is_read_the_british_way_and_as_the_latest_one(
    text: str, day: str
) -> None:
    assert understood(text).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2026-12-28", "4/1", "2027-01-04"),
        ("2026-12-28", "14 Jan", "2026-01-14"),
        ("2027-01-04", "18/12", "2026-12-18"),
        ("2028-02-20", "29/2", "2028-02-29"),
        ("2028-03-01", "29 Feb", "2028-02-29"),
        ("2027-01-01", "yesterday", "2026-12-31"),
        ("2027-03-01", "on the 30th", "2027-01-30"),
    ],
)
def test_a_day_without_a_year_is_found_across_the_new_year(
    today: str, text: str, day: str
) -> None:
    line = understood(text, today=date.fromisoformat(today))

    assert line.day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "note",
    [
        "yesterday's lesson",
        "Friday’s plan",
        "by Friday finish the plan",
        "sat together and talked",
        "3/4 of the class",
        "8/10 pupils",
        "50/50 split",
        "1/2/3",
        "Year 7/8",
        "on the 3rd try",
        "pages 2-3",
        "room in May 45",
        "on the 45th",
        "I may try",
        "mondays",
        "next week",
        "<https://example.org/2026-11-03>",
    ],
)
def test_words_that_only_look_like_a_day_stay_in_the_note(note: str) -> None:
    assert understood(note) == a_line(note=note.strip("<>"))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("14:00", "14:00"),
        ("14.00", "14:00"),
        ("2pm", "14:00"),
        ("2 pm", "14:00"),
        ("2 p.m.", "14:00"),
        ("2.30pm", "14:30"),
        ("2:15 pm", "14:15"),
        ("11am", "11:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("1400", "14:00"),
        ("0600", "06:00"),
        ("2159", "21:59"),
        ("1400hrs", "14:00"),
        ("14h00", "14:00"),
        ("14.00hrs", "14:00"),
        ("at 2", "14:00"),
        ("@ 2", "14:00"),
        ("at 6", "18:00"),
        ("at 7", "07:00"),
        ("at 11", "11:00"),
        ("at 12", "12:00"),
        ("at 930", "09:30"),
        ("2:15", "14:15"),
        ("02:15", "02:15"),
        ("0:30", "00:30"),
        ("9 o'clock", "09:00"),
        ("noon", "12:00"),
        ("at midday", "12:00"),
        ("half past 2", "14:30"),
        ("quarter to three", "14:45"),
        ("quarter past 9am", "09:15"),
        ("at half ten", "10:30"),
        ("2pm.", "14:00"),
        ("(14:00)", "14:00"),
    ],
)
def test_a_start_is_read_as_a_time_of_the_school_day(text: str, start: str) -> None:
    assert understood(text) == a_line(start=time.fromisoformat(start))


@pytest.mark.parametrize(
    ("text", "start", "minutes"),
    [
        ("14:00-14:50", "14:00", 50),
        ("14:00 – 14:50", "14:00", 50),
        ("14.00 to 14.50", "14:00", 50),
        ("1400-1450", "14:00", 50),
        ("2-3pm", "14:00", 60),
        ("2pm to 3pm", "14:00", 60),
        ("2pm until 2:50", "14:00", 50),
        ("11-1pm", "11:00", 120),
        ("10-12pm", "10:00", 120),
        ("11am-1", "11:00", 120),
        ("9-10am", "09:00", 60),
        ("7pm-8", "19:00", 60),
        ("12-12.50", "12:00", 50),
        ("12.30-1.20", "12:30", 50),
        ("6.45-7.15", "18:45", 30),
        ("noon-1pm", "12:00", 60),
        ("from 2 to 3", "14:00", 60),
        ("between 2 and 3", "14:00", 60),
        ("14:00-14:50 50m", "14:00", 50),
    ],
)
def test_a_start_and_an_end_give_the_length(
    text: str, start: str, minutes: int
) -> None:
    assert understood(text) == a_line(start=time.fromisoformat(start), minutes=minutes)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("50m", 50),
        ("50 min", 50),
        ("50 mins", 50),
        ("50 minutes.", 50),
        ("for 50 minutes", 50),
        ("1h", 60),
        ("1 hr", 60),
        ("2 hours", 120),
        ("two hours", 120),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1h 45", 105),
        ("1 hour and 15 minutes", 75),
        ("an hour and 15 mins", 75),
        ("1.5h", 90),
        ("0.75 hours", 45),
        ("2 and a half hours", 150),
        ("an hour", 60),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("half-hour", 30),
        ("1/2 hour", 30),
        ("quarter of an hour", 15),
        ("three quarters of an hour", 45),
        ("for 45", 45),
        ("1 min", 1),
        ("999999m", 999_999),  # the rule's to refuse
        ("1h 1h", 60),
    ],
)
def test_a_length_is_read_in_minutes_and_hours(text: str, minutes: int) -> None:
    assert understood(text) == a_line(minutes=minutes)


@pytest.mark.parametrize(
    "note",
    [
        "1,400 words",
        "2026 targets",
        "2026-2027 plan",
        "for 30 pupils",
        "looked at 3 books",
        "5-minute starter",
        "9M and 10H",
        "£50m",
        "100% of pupils",
        "midday supervisors",
        "at 75 in the hall",
        "from 30 to 40",
        "at half 20",
    ],
)
def test_words_that_only_look_like_a_time_stay_in_the_note(note: str) -> None:
    assert understood(note) == a_line(note=note)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("an hour ago", "14:10"),
        ("30 minutes ago", "14:40"),
        ("half an hour ago", "14:40"),
    ],
)
def test_ago_counts_from_now_and_rounds_down_to_five_minutes(
    text: str, start: str
) -> None:
    assert understood(text) == a_line(day=TODAY, start=time.fromisoformat(start))
