"""Reading the one-line log: people, focus areas, the note."""

from datetime import datetime, time

import pytest

from bot.domain.kernel.record import PersonId
from bot.domain.sessions.log_line import LogLine, read_log_line
from bot.domain.sessions.records import Place
from tests.domain.sessions.lines import (
    ADAPTING,
    AMIRA,
    ASSESSMENT,
    BEHAVIOUR,
    EXPLAINING,
    FAMILIES,
    NOW,
    PLANNING,
    QUESTIONING,
    SUBJECT,
    TODAY,
    TOM,
    WELLBEING,
    YESTERDAY,
    ZOE,
    a_line,
    read,
    understood,
)


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
        (
            "yesterday,2pm,50m,modelling,calmer",
            a_line(day=YESTERDAY, start=time(14), minutes=50, note="modelling,calmer"),
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
        ("w/ Amira", a_line(ects=(AMIRA,))),
        ("amira - calmer", a_line(ects=(AMIRA,), note="calmer")),
        ("amira, calmer", a_line(ects=(AMIRA,), note="calmer")),
        ("with 9B", a_line(note="with 9B")),
        ("with Sam", a_line(note="with Sam")),
        ("mark books together", a_line(note="mark books together")),
    ],
)
def test_people_are_known_by_mention_handle_or_name(text: str, line: LogLine) -> None:
    assert read(text) == line


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
        ("behaviour routines and 9B", (BEHAVIOUR,), "9B"),
        ("behaviour routines went well", (BEHAVIOUR,), "went well"),
        ("questioning. Next: cold call", (QUESTIONING,), "Next: cold call"),
        ("adaptive", (ADAPTING,), ""),
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


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("marking", ("Marking",)),
        ("making", ("Making",)),
        ("maaking", ()),  # one slip from either
        ("reading", ()),
        ("reading aloud", ("Reading aloud",)),
    ],
)
def test_words_that_fit_two_areas_alike_find_neither(
    text: str, areas: tuple[str, ...]
) -> None:
    listed = ("Making", "Marking", "Reading aloud", "Reading for meaning")

    line = read(text, focus_areas=listed)

    assert line == a_line(focus_areas=areas, note="" if areas else text)


def test_a_whole_name_is_not_another_persons_first_name() -> None:
    now = datetime.combine(TODAY, NOW)
    short, long = PersonId("U0AMY3"), PersonId("U0AMY1")

    line = read_log_line(
        "with Amy",
        today=TODAY,
        now_local=now,
        names={long: "Amy Alpha", short: "Amy"},
        focus_areas=(),
    )

    assert line == a_line(ects=(short,))


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
