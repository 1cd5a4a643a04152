"""What holds for any one-line log."""

import string
from datetime import date, datetime, time, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.kernel.record import PersonId
from bot.domain.school.profile import DEFAULT_FOCUS_AREAS
from bot.domain.sessions.log_line import LogLine, NotUnderstood, read_log_line
from bot.domain.sessions.records import Place
from tests.domain.sessions.lines import (
    AMIRA,
    NAMES,
    NOW,
    TODAY,
    TOM,
    YESTERDAY,
    a_line,
    read,
)

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


@settings(max_examples=200)
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


@settings(deadline=None)
@given(
    text=texts,
    names=st.dictionaries(st.sampled_from(list(NAMES)), st.text(max_size=20)),
    focus_areas=st.lists(st.text(min_size=1, max_size=75)),
)
def test_people_and_focus_areas_may_be_called_anything(
    text: str, names: dict[PersonId, str], focus_areas: list[str]
) -> None:
    now = datetime.combine(TODAY, NOW)
    line = read_log_line(
        " ".join([text, *names.values(), *focus_areas]),
        today=TODAY,
        now_local=now,
        names=names,
        focus_areas=focus_areas,
    )

    assert isinstance(line, NotUnderstood) or set(line.ects) <= set(names)


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
    minutes = draw(st.integers(1, 300))
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


@settings(max_examples=200)
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
def test_a_line_of_30_000_characters_is_read_in_linear_time(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    began = process_time()

    read(text)

    assert process_time() - began < 10  # half a second is usual; squares take minutes
