"""Reading the one-line log: tables of examples first, then properties."""

import string
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.log_line import LogLine, NotUnderstood, read_log_line
from bot.domain.record import PersonId
from bot.domain.schools import DEFAULT_FOCUS_AREAS
from bot.domain.sessions import Place

TODAY = date(2026, 11, 3)  # a Tuesday
YESTERDAY = date(2026, 11, 2)
NOW = time(15, 12)

AMIRA, TOM, ZOE = PersonId("U0AMIRA"), PersonId("U0TOM"), PersonId("U0ZOE")
NAMES = {
    AMIRA: "Amira Example",
    TOM: "Tom Example-Reed",
    ZOE: "Zoë O’Example",
    PersonId("U0AMY1"): "Amy Alpha",
    PersonId("U0AMY2"): "Amy Beta",
    PersonId("U0MARK"): "Mark Example",
}

BEHAVIOUR, PLANNING, EXPLAINING, QUESTIONING, ADAPTING, SUBJECT = DEFAULT_FOCUS_AREAS[
    :6
]
ASSESSMENT, FAMILIES, WELLBEING = DEFAULT_FOCUS_AREAS[6:]


def read(
    text: str,
    *,
    today: date = TODAY,
    focus_areas: Sequence[str] = DEFAULT_FOCUS_AREAS,
) -> LogLine | NotUnderstood:
    now = datetime.combine(today, NOW)
    return read_log_line(
        text, today=today, now_local=now, names=NAMES, focus_areas=focus_areas
    )


def understood(text: str, *, today: date = TODAY) -> LogLine:
    line = read(text, today=today)
    assert isinstance(line, LogLine), line
    return line


def refused(text: str) -> NotUnderstood:
    line = read(text)
    assert isinstance(line, NotUnderstood), line
    return line


def a_line(**parts: Any) -> LogLine:
    nothing: dict[str, Any] = {
        "ects": (),
        "day": None,
        "start": None,
        "minutes": None,
        "place": None,
        "focus_areas": (),
        "note": "",
    }
    return LogLine(**{**nothing, **parts})


# Whole lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "yesterday 14:00 50m behaviour routines",
            a_line(day=YESTERDAY, start=time(14), minutes=50, focus_areas=(BEHAVIOUR,)),
        ),
        (
            "3/11/26 2.15pm, 50 mins, subject knowledge; cold call worked - 9B calmer",
            a_line(
                day=TODAY,
                start=time(14, 15),
                minutes=50,
                focus_areas=(SUBJECT,),
                note="cold call worked - 9B calmer",
            ),
        ),
        (
            "<@U0AMIRA|amira> Mon 2-2.50pm on Teams questioning &amp; modelling",
            a_line(
                ects=(AMIRA,),
                day=YESTERDAY,
                start=time(14),
                minutes=50,
                place=Place.ONLINE,
                focus_areas=(QUESTIONING, EXPLAINING),
            ),
        ),
        ("went well", a_line(note="went well")),
        (":tada: went well :tada:", a_line(note=":tada: went well :tada:")),
        ("", a_line()),
        ("  , - ", a_line()),
    ],
)
def test_a_line_is_read_in_any_order_and_the_rest_is_the_note(
    text: str, line: LogLine
) -> None:
    assert read(text) == line


# Days


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
    "note",
    [
        "yesterday's lesson",
        "Friday’s plan",
        "by Friday finish the plan",
        "sat together and talked",
        "3/4 of the class",
        "50/50 split",
        "1/2/3",
        "on call 24/7",
        "Year 7/8",
        "on the 3rd try",
        "pages 2-3",
        "I may try",
        "mondays",
        "next week",
        "<https://example.org/2026-11-03>",
    ],
)
def test_words_that_only_look_like_a_day_stay_in_the_note(note: str) -> None:
    assert understood(note) == a_line(note=note.strip("<>"))


# Times and lengths


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


# Places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("online", Place.ONLINE),
        ("on teams", Place.ONLINE),
        ("Microsoft Teams", Place.ONLINE),
        ("via Zoom", Place.ONLINE),
        ("a video call", Place.ONLINE),
        ("in person", Place.IN_PERSON),
        ("face-to-face", Place.IN_PERSON),
    ],
)
def test_a_place_is_read(text: str, place: Place) -> None:
    assert understood(text) == a_line(place=place)


@pytest.mark.parametrize("note", ["online safety", "working in teams", "zoom in on"])
def test_words_that_only_look_like_a_place_stay_in_the_note(note: str) -> None:
    assert understood(note).place is None


# People


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<@U0AMIRA>", a_line(ects=(AMIRA,))),
        ("<@U0AMIRA|amira>", a_line(ects=(AMIRA,))),
        ("<@U0TOM> <@U0AMIRA> <@U0TOM>", a_line(ects=(TOM, AMIRA))),
        ("@amira", a_line(ects=(AMIRA,))),
        ("@amira.example", a_line(ects=(AMIRA,))),
        ("with Amira", a_line(ects=(AMIRA,))),
        ("with TOM EXAMPLE-REED", a_line(ects=(TOM,))),
        ("with zoe", a_line(ects=(ZOE,))),
        ("with Zoe O'Example went well", a_line(ects=(ZOE,), note="went well")),
        ("with amy beta", a_line(ects=(PersonId("U0AMY2"),))),
        ("amira", a_line(ects=(AMIRA,))),
        ("tom questioning", a_line(ects=(TOM,), focus_areas=(QUESTIONING,))),
        ("with Amira’s class", a_line(note="with Amira’s class")),
        ("with 9B", a_line(note="with 9B")),
        ("mark books together", a_line(note="mark books together")),
    ],
)
def test_people_are_known_by_mention_handle_or_name(text: str, line: LogLine) -> None:
    assert read(text) == line


# Focus areas


@pytest.mark.parametrize(
    ("text", "areas", "note"),
    [
        ("behaviour routines", (BEHAVIOUR,), ""),
        ("Behavior rutines", (BEHAVIOUR,), ""),
        ("behaviour", (BEHAVIOUR,), ""),
        ("questioning", (QUESTIONING,), ""),
        ("modelling", (EXPLAINING,), ""),
        ("assesment", (ASSESSMENT,), ""),
        ("well-being", (WELLBEING,), ""),
        ("working with families", (FAMILIES,), ""),
        ("adapting for pupils’ needs", (ADAPTING,), ""),
        ("planning &amp; sequencing, wellbeing", (PLANNING, WELLBEING), ""),
        ("behaviour routines and questioning", (BEHAVIOUR, QUESTIONING), ""),
        ("behaviour routines went well", (BEHAVIOUR,), "went well"),
        ("questioning: cold call", (QUESTIONING,), "cold call"),
        # A sentence keeps its words.
        ("talked of behaviour routines", (BEHAVIOUR,), "talked of behaviour routines"),
        ("questioning in 9B", (QUESTIONING,), "questioning in 9B"),
        ("met to talk about planning", (), "met to talk about planning"),
        ("planned the trip", (), "planned the trip"),
        ("pupils", (), "pupils"),  # two areas have it
        ("working on displays", (), "working on displays"),
    ],
)
def test_words_find_their_focus_area(
    text: str, areas: tuple[str, ...], note: str
) -> None:
    assert understood(text) == a_line(focus_areas=areas, note=note)


def test_a_word_that_two_areas_share_finds_neither() -> None:
    line = read("reading", focus_areas=("Reading aloud", "Reading for meaning"))

    assert line == a_line(note="reading")


# The note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            '"plan for Tuesday 3/4, 50m, grade: 3"',
            "plan for Tuesday 3/4, 50m, grade: 3",
        ),
        ("“behaviour routines”", "behaviour routines"),
        ('"never closed 14:00', "never closed 14:00"),
        ('"thanks <@U0TOM|tom>"', "thanks Tom Example-Reed"),
        ('"thanks <@U0OTHER|sam>"', "thanks @sam"),
        ("R&amp;D &lt;3 &amp;lt; 4", "R&D <3 &lt; 4"),
        ("see <https://example.org|example.org>", "see example.org"),
        ("<#C0STAFF|staff> notes", "staff notes"),
        ("went well, 14:00, 9B Calmer", "went well, 9B Calmer"),
        ("went\twell\x00\n now", "went well now"),
    ],
)
def test_what_is_left_is_the_note_as_it_was_typed(text: str, note: str) -> None:
    assert understood(text).note == note


# What cannot be read


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
        "@sam is not an ECT whom you mentor. You mentor Amira Example, Tom"
    )
    assert sam.example == "/ect log with Amira Example 14:00 50m"


@pytest.mark.parametrize(
    "text", ["11/25", "11/25/2026", "14:50-14:00", "3/11 4/11", "with Amy", "31/2"]
)
def test_the_example_of_a_refusal_can_be_read(text: str) -> None:
    understood(refused(text).example.removeprefix("/ect log "))


def test_a_refusal_quotes_nothing_that_slack_would_act_upon() -> None:
    problem = refused("14:75`&lt;!channel&gt;` 15:75").problem

    assert not set("`<>") & set(problem)


def test_neither_reading_shows_the_note_in_a_log() -> None:
    assert "marker" not in repr(read("14:00 marker"))
    assert "marker" not in repr(read("0m marker"))


# Properties

_FRAGMENTS = """
    yesterday mon next last week ago 3/11 31/2 2026-11-03 Nov 3 12 0 14:00 2pm to at for
    from and a an half hour past quarter 50m 1h ½ - – / : . , " “ <@U0AMIRA <@U0TOM> < >
    @ @amy with Amy Zoë &amp; online in_person behaviour routines pupils grade: 7/10
    RAG_red Year_7 İ ſ K ٣ ² ’s 👍
"""
fragments = st.sampled_from(
    [fragment.replace("_", " ") for fragment in _FRAGMENTS.split()]
    + ["\n", "\x00", "\u2028", "\u202e", "\ud800"]
)
texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=st.characters(), max_size=50),
    st.lists(fragments, max_size=30).map("".join),
    st.lists(fragments, max_size=30).map(" ".join),
)
todays = st.dates(date(2003, 1, 1), date(2099, 12, 31))


@settings(max_examples=500, deadline=None)
@given(text=texts, today=todays)
def test_any_text_is_read_or_refused_with_a_sentence(text: str, today: date) -> None:
    line = read(text, today=today)

    if isinstance(line, NotUnderstood):
        assert line.typed == text
        assert line.problem.endswith((".", "?"))
        assert line.example.startswith("/ect log ")
    else:
        assert set(line.focus_areas) <= set(DEFAULT_FOCUS_AREAS)
        assert set(line.ects) <= set(NAMES)
        assert line.minutes is None or line.minutes > 0


def _said_days(day: date, today: date) -> list[str]:
    full = [
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day:%y}",
        f"{day.day}-{day.month}-{day:%y}",
        f"{day.day} {day:%b} {day.year}",
        f"{day.day}th of {day:%B}, {day.year}",
        f"{day:%B} {day.day} {day.year}",
        f"{day:%a} {day.day} {day:%b} {day.year}",
        day.isoformat(),
        f"{(today - day).days} days ago",
    ]
    if (today - day).days < 300:
        full += [f"{day.day}/{day.month}", f"{day.day} {day:%b}", f"{day:%b} {day.day}"]
    if (today - day).days < 7:
        full += [f"on {day:%A}", f"{day:%A}", f"On {day:%a}"]
    return full


def _said_times(at: time) -> list[str]:
    twelve, half = at.hour % 12 or 12, "am" if at.hour < 12 else "pm"
    said = [f"{at:%H:%M}", f"{at:%H.%M}", f"{twelve}:{at:%M}{half}"]
    said += [f"at {twelve}.{at:%M} {half}"]
    if 6 <= at.hour < 20:  # 2015 after "3 Nov" is a year
        said.append(f"{at:%H%M}")
    if at.minute == 0:
        said += [f"{twelve}{half}", f"{twelve} {half}"]
    if 7 <= at.hour <= 18:
        said.append(f"at {twelve}:{at:%M}")
    return said


def _said_lengths(minutes: int) -> list[str]:
    hours, rest = divmod(minutes, 60)
    said = [f"{minutes}m", f"{minutes} mins", f"for {minutes} minutes"]
    if hours:
        said += [f"{hours}h{rest:02}", f"{hours}h {rest}m", f"{hours} hour {rest} min"]
    if hours and not rest:
        said += [f"{hours}h", f"{hours} hours"]
    if hours and rest == 30:
        said.append(f"{hours}.5h")
    return said


_SAID_PLACES = {
    Place.ONLINE: ["online", "on Teams", "Zoom", "video call"],
    Place.IN_PERSON: ["in person", "face to face"],
}
_SAID_PEOPLE = {
    AMIRA: ["<@U0AMIRA>", "<@U0AMIRA|a.example>", "@amira", "with Amira"],
    TOM: ["<@U0TOM>", "with Tom Example-Reed", "@Tom"],
}
notes = st.text(string.ascii_letters + string.digits + " .:/'-!?é👍", max_size=40).map(
    lambda words: " ".join(words.split())
)


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, date, LogLine]:
    """Draw a typed line, the day on which it is typed, and what it says."""

    def said(words: list[str]) -> str:
        word = draw(st.sampled_from(words))
        return draw(st.sampled_from([word, word.lower()]))

    today = draw(todays)
    day = today - timedelta(days=draw(st.integers(0, 900)))
    start = draw(st.times()).replace(second=0, microsecond=0, fold=0)
    minutes = draw(st.integers(1, 600))
    place = draw(st.sampled_from(Place))
    areas = draw(st.lists(st.sampled_from(DEFAULT_FOCUS_AREAS), unique=True))
    ect = draw(st.sampled_from([AMIRA, TOM]))
    note = draw(notes)
    parts = [
        said(_said_days(day, today)),
        said(_said_times(start)),
        said(_said_lengths(minutes)),
        said(_SAID_PLACES[place]),
        draw(st.sampled_from(_SAID_PEOPLE[ect])),
        said([", ".join(areas), " and ".join(areas)]),
        f'"{note}"',
    ]
    order = draw(st.permutations(parts))
    line = LogLine((ect,), day, start, minutes, place, tuple(areas), note)
    return draw(st.sampled_from([" ", ", "])).join(order), today, line


@settings(max_examples=500, deadline=None)
@given(lines())
def test_what_was_said_in_any_form_and_order_is_what_is_read(
    drawn: tuple[str, date, LogLine],
) -> None:
    text, today, line = drawn

    assert read(text, today=today) == line


@settings(deadline=None)
@given(
    start=st.times(time(7), time(18, 59)),
    minutes=st.integers(5, 240),
    joined=st.sampled_from(["-", " - ", "–", " to ", " until "]),
)
def test_a_span_is_the_same_with_24_hours_or_with_12(
    start: time, minutes: int, joined: str
) -> None:
    begins = datetime.combine(TODAY, start.replace(second=0, microsecond=0))
    ends = begins + timedelta(minutes=minutes)
    expected = a_line(start=begins.time(), minutes=minutes)

    assert read(f"{begins:%H:%M}{joined}{ends:%H:%M}") == expected
    assert read(f"{begins:%I.%M%p}{joined}{ends:%I.%M%p}") == expected


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters='"“”„<>&', exclude_categories=["C"])))
def test_quoted_words_are_the_note_and_nothing_else(words: str) -> None:
    assert read(f'yesterday "{words}" 50m') == a_line(
        day=YESTERDAY, minutes=50, note=" ".join(words.split())
    )


_PLAIN_WORDS = "talked rehearsed seating corridor kettle 9B Ofsted Zaphod calm é 👍 12"


@settings(deadline=None)
@given(
    before=st.lists(st.sampled_from(_PLAIN_WORDS.split())),
    after=st.lists(st.sampled_from(_PLAIN_WORDS.split())),
)
def test_words_that_say_nothing_else_come_back_in_order(
    before: list[str], after: list[str]
) -> None:
    text = " ".join([*before, "yesterday", *after])

    assert read(text) == a_line(day=YESTERDAY, note=" ".join([*before, *after]))


@pytest.mark.parametrize(
    "unit",
    [
        "a", "1", "1 ", "½ ", "a b, ", "for ", "14:00", "<", "<@U1|", '"', "“ ", "@a ",
        "with Amy Stone ", "questioning and ", "an hour and ", "half an ", "mon ", "1/",
        "\x00", "a.b@", "sat ", "year 7/8",
    ],
)  # fmt: skip
def test_a_line_of_20_000_characters_is_read_in_linear_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    began = process_time()

    read(text)

    assert process_time() - began < 3  # a tenth of it is usual; squares take minutes
