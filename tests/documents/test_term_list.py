"""Term dates as schools publish them are read; what cannot be is refused in words."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.documents.term_file import read_term_file
from bot.documents.term_list import read_term_list
from bot.domain.kernel.errors import Refusal
from bot.domain.school.profile import DateSpan, Term
from bot.domain.school.term_dates import BadTerms, TermDates, as_list, merged

TODAY = date(2026, 9, 1)
DAY = timedelta(days=1)


def span(first: str, last: str) -> DateSpan:
    return DateSpan(first=date.fromisoformat(first), last=date.fromisoformat(last))


AUTUMN = Term(
    name="Autumn term 2026",
    days=span("2026-09-03", "2026-12-18"),
    half_term=span("2026-10-26", "2026-10-30"),
)
SPRING = Term(
    name="Spring term 2027",
    days=span("2027-01-04", "2027-03-25"),
    half_term=span("2027-02-15", "2027-02-19"),
)
SUMMER = Term(
    name="Summer term 2027",
    days=span("2027-04-12", "2027-07-21"),
    half_term=span("2027-05-31", "2027-06-04"),
)
YEAR = (AUTUMN, SPRING, SUMMER)

IN_SECTIONS = """Autumn Term 2026
INSET days: Tuesday 1st and Wednesday 2nd September
Term starts: Thursday 3rd September 2026
INSET day - Friday 23rd October
Half term: Monday 26th October to Friday 30th October 2026 (back Tue 3 Nov)
Term ends: Friday 18th December 2026 (close at 3.30pm)

Spring Term 2027
Monday 4th January - Thursday 25th March
Half-term: 15-19 Feb 2027
Summer term 2027
Monday 12 April to Wednesday 21 July
Half Term: Monday 31 May – Friday 4 June
May Day: Monday 3 May 2027
Two twilights in lieu of Thursday 22 July
"""
IN_HALVES = """School term dates 2026/27
* Autumn term
Thursday 3 September to Friday 23 October
Tuesday 3 November to Friday 18 December
* Spring term
Monday 4 January to Friday 12 February
Monday 22 February to Thursday 25 March
* Summer term
Monday 12 April to Friday 28 May
Monday 7 June to Wednesday 21 July
INSET days
1 September 2026
2 September 2026
23 October 2026
2 November 2026
School holidays
Christmas: Monday 21 December to Friday 1 January
"""
IN_A_TABLE = (
    "autumn term\tThu 3 Sep – Fri 18 Dec 2026\n"
    "half-term\t26–30 Oct 2026\n"
    "spring term\tMon 4 Jan – Thu 25 Mar 2027\n"
    "half-term\t15–19 Feb 2027\n"
    "summer term\tMon 12 Apr – Wed 21 Jul 2027\n"
    "half-term\t31 May – 4 Jun 2027\n"
    "closure (INSET) days\t1, 2 Sep; 23 Oct; 2, 27 Nov 2026; 28 May; 25 Jun 2027\n"
    "May Day\tMon 3 May 2027\n"
)
IN_SIX_TERMS = """Term 1: 03/09/2026 - 23/10/2026
Term 2: 02/11/2026 - 18/12/2026
Term 3: 04/01/27 - 12/02/27
Term 4: 22.02.2027 - 25.03.2027
Term 5: 2027-04-12 - 2027-05-28
Term 6: June 7, 2027 to July 21, 2027
"""
AS_OPENING_AND_CLOSING = """Autumn Term 2026
School opens for pupils on Thursday 3 September
School closes for half term on Friday 23 October at 3.15pm
School reopens on Monday 2 November
School breaks up for Christmas on Friday 18 December at 1.30pm
Christmas holiday: Monday 21 December to Friday 1 January
Spring Term 2027
Pupils return on Monday 4 January
Last day before half-term: Friday 12 February
Pupils return on Monday 22 February
School closes for Easter on Thursday 25 March
Summer Term 2027
First day of term: Monday 12 April
Break up for half-term: Friday 28 May
Back to school: Monday 7 June
Last day of term: Wednesday 21 July
"""


@pytest.mark.parametrize(
    "text",
    [IN_SECTIONS, IN_HALVES, IN_A_TABLE, IN_SIX_TERMS, AS_OPENING_AND_CLOSING],
    ids=["sections", "halves", "table", "six terms", "opening and closing"],
)
def test_a_list_is_read_however_a_school_words_it(text: str) -> None:
    found = read_term_list(text, today=TODAY)
    assert found.terms == YEAR
    assert not found.remarks


@pytest.mark.parametrize(
    ("text", "number"), [(IN_SECTIONS, 3), (IN_HALVES, 4), (IN_A_TABLE, 7)]
)
def test_closure_days_are_found_and_twilights_and_bank_holidays_are_none(
    text: str, number: int
) -> None:
    found = read_term_list(text, today=TODAY).closure_days
    assert len(found) == number
    assert {date(2026, 9, 1), date(2026, 9, 2), date(2026, 10, 23)} <= found
    assert not {date(2027, 5, 3), date(2027, 7, 22)} & found


def test_a_weekday_that_is_not_the_dates_is_a_remark_and_the_date_holds() -> None:
    text = IN_A_TABLE.replace("Thu 25 Mar 2027", "Friday 25th March 2027")
    found = read_term_list(text, today=TODAY)
    assert found.terms == YEAR
    [remark] = found.remarks
    assert remark.startswith("Line 3 says Friday 25 March 2027, which is a Thursday.")


def test_a_year_with_a_slip_is_a_remark_and_the_school_year_holds() -> None:
    text = IN_A_TABLE.replace("19 Feb 2027", "19th February 20257")
    found = read_term_list(text, today=TODAY)
    assert found.terms == YEAR
    assert "“20257” is no year" in found.remarks[0]


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 11, 24), 2026), (date(2027, 5, 24), 2027)]
)
def test_a_list_without_years_is_this_years_and_from_may_the_next_ones(
    today: date, year: int
) -> None:
    found = read_term_list("Autumn term: 3 September to 18 December", today=today)
    assert found.terms[0].days.first == date(year, 9, 3)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "I found no term dates"),
        ("Dear parents, welcome back!", "I found no term dates"),
        (
            "Autumn term: 09/03/2026 - 12/18/2026",
            "Line 1: 12/18/2026 has its month first, as in America.",
        ),
        (
            "Autumn term: 09/03/2026 - 12/08/2026",
            "Line 1: Mon 9 Mar 2026 cannot be in the Autumn term.",
        ),
        ("Autumn term: 31 September to 18 December", "no day 31 Sep 2026"),
        ("Autumn term starts on 3 September 2026", "only one day of the Autumn term"),
        (
            "Autumn term: 3 September 2025 to 18 December 2026",
            "which is too long. Please look at these dates and their years.",
        ),
        ("Autumn term: 18 December 2026 to 3 September 2026", "is before"),
        (
            (
                "Autumn term: 3 September to 18 December 2026\n"
                "Half-term: 21 December to 31 December 2026"
            ),
            (
                "Line 2: the half-term from Mon 21 Dec 2026 to Thu 31 Dec 2026 lies in "
                "none of the terms."
            ),
        ),
        (
            (
                "Autumn term: 3 September to 18 December 2026\n"
                "Half-term: 1 October to 30 October 2026"
            ),
            "is too long",
        ),
        (
            (
                "Spring term: 4 January to 20 April 2027\n"
                "Summer term: 12 April to 21 July 2027"
            ),
            (
                "The Summer term 2027 begins on Mon 12 Apr 2027, before the "
                "Spring term 2027 is over on Tue 20 Apr 2027."
            ),
        ),
        (
            "Autumn term 2019: 3 September 2019 to 18 December 2019",
            "All these terms are over; the last ended on Wed 18 Dec 2019.",
        ),
        ("Autumn term: 3 September 2046 to 18 December 2046", "which is far ahead"),
        (
            "Autumn term: 3 September to 18 December\nINSET: 1 September - 23 October",
            "Line 2: closure days from Tue 1 Sep 2026 to Fri 23 Oct 2026 are too many",
        ),
        ("Autumn term 3 Sep\n" * 500, "more lines"),
        ("x" * 20_001, "more text"),
        ("1 " + "Sep, 1 " * 1000, "more dates"),
    ],
)
def test_what_cannot_stand_is_refused_with_what_would_work(
    text: str, sentence: str
) -> None:
    with pytest.raises(BadTerms) as refused:
        read_term_list(text, today=TODAY)
    assert sentence in refused.value.sentence


def test_another_years_terms_stay_when_the_next_ones_are_entered() -> None:
    inset = date(2026, 10, 23)
    next_year = read_term_list(
        "Autumn term: 2 September to 17 December 2027\nINSET: 1 September 2027",
        today=date(2027, 6, 1),
    )
    found = merged(YEAR, {inset}, next_year)
    assert [term.name for term in found.terms] == [
        *(term.name for term in YEAR),
        "Autumn term 2027",
    ]
    assert found.closure_days == {inset, date(2027, 9, 1)}


def test_a_term_that_is_entered_anew_takes_the_old_ones_place() -> None:
    changed = read_term_list("Spring term: 5 January to 25 March 2027", today=TODAY)
    found = merged(YEAR, (), changed)
    assert [t.days.first.day for t in found.terms] == [3, 5, 12]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_read_however_it_was_saved(encoding: str) -> None:
    content = IN_A_TABLE.replace("\n", "\r\n").encode(encoding)
    assert read_term_file(content, "terms.txt", today=TODAY).terms == YEAR


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0\x8d", b"%PDF-1.7\0\xff\x81"])
def test_a_file_that_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="not a text file"):
        read_term_file(content, "terms.docx", today=TODAY)


# Lists as no school has written them yet, in all the ways that schools do.

_MONTHS = tuple(f"{date(2026, month, 1):%B}" for month in range(1, 13))


def _th(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in (11, 12, 13) else 0)
    return f"{day}{ending or 'th'}"


_STYLES: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%A} {_th(d.day)} {_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d:%a} {d.day} {_MONTHS[d.month - 1][:3]} {d.year}",
    lambda d: f"{d.day} {_MONTHS[d.month - 1]}",
    lambda d: f"{_th(d.day)} of {_MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    lambda d: f"{_MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: d.isoformat(),
)
_BETWEEN = st.sampled_from([" to ", " - ", " – ", " until ", "–"])
_TERM_WORDS = st.sampled_from(["{}: {}{}{}", "{}\n{}{}{}", "{} | {}{}{}"])
_HALF_WORDS = st.sampled_from(["Half-term: ", "Half term holiday - ", "HALF TERM "])
_INSET_WORDS = st.sampled_from(["INSET days: ", "Staff training days - ", "Closure: "])


@st.composite
def years(draw: st.DrawFn) -> TermDates:
    year = draw(st.integers(2026, 2028))
    shift = st.integers(-4, 4)

    def near(month: int, day: int, of: int) -> date:
        return date(of, month, day) + draw(shift) * DAY

    terms = []
    for name, first, last, half in (
        ("Autumn", (9, 6, year), (12, 17, year), (10, 24, year)),
        ("Spring", (1, 8, year + 1), (3, 26, year + 1), (2, 14, year + 1)),
        ("Summer", (4, 16, year + 1), (7, 20, year + 1), (5, 30, year + 1)),
    ):
        begins = near(*half)
        length = draw(st.integers(4, 12))
        terms.append(
            Term(
                name=f"{name} term {first[2]}",
                days=DateSpan(first=near(*first), last=near(*last)),
                half_term=DateSpan(first=begins, last=begins + length * DAY),
            )
        )
    inset = draw(
        st.lists(st.dates(date(year, 9, 1), date(year + 1, 7, 31)), max_size=7)
    )
    return TermDates(tuple(terms), frozenset(inset))


@st.composite
def _lists(draw: st.DrawFn) -> tuple[str, TermDates]:
    """Return a school year, and a list that says it."""
    year = draw(years())
    say, between = draw(st.sampled_from(_STYLES)), draw(_BETWEEN)
    words, half_word = draw(_TERM_WORDS), draw(_HALF_WORDS)
    first = year.terms[0].days.first.year
    parts = []
    for term in draw(st.permutations(year.terms)):
        line = words.format(
            term.name, say(term.days.first), between, say(term.days.last)
        )
        half = term.half_term
        assert half is not None
        parts.append(f"{line}\n{half_word}{say(half.first)}{between}{say(half.last)}")
    if year.closure_days:
        days = ", ".join(say(day) for day in sorted(year.closure_days))
        parts.append(draw(_INSET_WORDS) + days)
    return f"Term dates {first}-{first + 1}\n" + "\n".join(parts), year


@given(_lists())
def test_any_real_looking_list_is_read_as_it_was_meant(
    said: tuple[str, TermDates],
) -> None:
    text, year = said
    found = read_term_list(text, today=TODAY)
    assert found.terms == year.terms
    assert found.closure_days == year.closure_days


@given(years())
def test_what_is_shown_for_checking_is_read_back_the_same(year: TermDates) -> None:
    assert read_term_list(as_list(year), today=TODAY) == year


_SCRAPS = st.sampled_from(
    [
        "Autumn term",
        "half-term",
        "INSET",
        "3 September",
        "18/12/2026",
        "2026-27",
        "31 Feb",
        "to",
        "–",
        "\n",
        ";",
        "99",
        "May",
        "'26",
        "0000-00-00",
        "Term 7",
        "00/00/00",
    ]
)


@given(st.lists(_SCRAPS | st.text(max_size=12), max_size=40).map(" ".join))
@example("\u0661 September to \u0669 December")
@example("Autumn term: 3 September ² to 18 December")
def test_garbage_is_read_or_refused_and_never_a_fault(text: str) -> None:
    with suppress(Refusal):
        read_term_list(text, today=TODAY)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.ics"]))
@example(b"\xff\xfe\x00", "a.txt")
@example(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "a.ics")
def test_any_file_is_read_or_refused_and_never_a_fault(
    content: bytes, name: str
) -> None:
    with suppress(Refusal):
        read_term_file(content, name, today=TODAY)
