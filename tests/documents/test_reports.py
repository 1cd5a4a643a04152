"""Each shape of a report, opened by a second program."""

import csv
import io
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import openpyxl
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.csv_table import neutral
from bot.documents.report_page import MOST_IN_A_PICTURE, as_pdf, as_png
from bot.documents.report_words import CAVEATS, in_words, picture_in_words
from bot.documents.report_workbook import as_xlsx
from bot.documents.session_table import as_csv
from bot.results.overviews.reports import Report
from tests.documents.rendering import pages_as_png
from tests.documents.reports import MONDAY, a_report, a_row, a_week, an_ect

FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'),
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)"),  # in full width
)


def text_of(content: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@contextmanager
def book_of(report: Report) -> Iterator[openpyxl.Workbook]:
    with closing(openpyxl.load_workbook(io.BytesIO(as_xlsx(report)))) as book:
        yield book


def rows_of(report: Report, sheet: str) -> list[tuple[Any, ...]]:
    with book_of(report) as book:
        return list(book[sheet].iter_rows(values_only=True))


# The page -----------------------------------------------------------------------------


def test_the_page_says_that_it_is_tagged_in_english_and_has_a_title() -> None:
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(a_report())))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title == "Mentoring sessions, Autumn term 2026"
    assert b"pdfuaid" in root["/Metadata"].get_data()  # PDF/UA-1


def kinds_of(reader: pypdf.PdfReader) -> list[tuple[str, str]]:
    """Return the tags of a page in order, each with its alternative text."""
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            walk(node.get("/K", pypdf.generic.NullObject()))

    root: Any = reader.trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    return found


def test_a_screen_reader_finds_headings_tables_and_the_chart_in_words() -> None:
    report = a_report()
    tags = kinds_of(pypdf.PdfReader(io.BytesIO(as_pdf(report))))
    kinds = [kind for kind, _alt in tags]
    assert kinds.count("/Table") == 3
    assert {"/H1", "/H2", "/TH", "/TD", "/L", "/Figure"} <= set(kinds)
    alts = [alt for kind, alt in tags if kind == "/Figure"]
    assert alts == [in_words(report.ects[0])]


def test_the_page_holds_the_facts_and_what_it_is_not() -> None:
    text = text_of(as_pdf(a_report()))
    for said in (
        "For the appropriate body: Example Appropriate Body.",
        "Amira Example Ben Example 2 3 1 1 1 hour 40 minutes 2 3 / 1",
        "Ben Example 1 hour 30 minutes 5 hours of 20 hours 2 / 1",
        "Tue 8 Sep 2026 14:00 14:50 Ben Example in teaching hours in person",
        *CAVEATS,
    ):
        assert said in text
    assert "Cover took" not in text  # the reason is between the school's people


@pytest.mark.parametrize(
    "name",
    ["#[x] $y$ *bold* \\ //", "张伟 Example", "Zoë 😀", "O'Brien & <Co>", "Łucja"],
)
def test_any_name_is_set_as_text(name: str) -> None:
    report = a_report(an_ect(name, mentors=(name,)))
    assert as_png(report)
    text = text_of(as_pdf(report))
    if name.isascii():
        assert name in text


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_name_keeps_a_page_from_being_set(name: str) -> None:
    assert as_pdf(a_report(an_ect(name))).startswith(b"%PDF-")


def test_four_hundred_ects_fit_on_pages() -> None:
    ects = [an_ect(f"ECT {number} Example") for number in range(400)]
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(a_report(*ects))))
    assert len(reader.pages) > 10
    assert "ECT 399 Example" in text_of(as_pdf(a_report(*ects[390:])))


def test_a_report_on_nothing_yet_is_a_page_all_the_same() -> None:
    report = a_report(an_ect(weeks=(), sessions=(), mentors=(), time_given=None))
    assert "0 sessions" not in text_of(as_pdf(report))
    assert as_png(report)


def test_the_page_looks_as_it_should() -> None:
    (page,) = pages_as_png(as_pdf(a_report()))
    assert len(set(page)) > 50  # there is something on it


# The picture --------------------------------------------------------------------------


def test_the_picture_is_wide_enough_to_read_and_without_colour() -> None:
    content = as_png(a_report())
    assert content.startswith(b"\x89PNG")
    document = pypdfium2.PdfDocument(as_pdf(a_report()))
    try:
        bitmap = document[0].render(rev_byteorder=True)
        pixels = bytes(bitmap.buffer)
        channels = bitmap.n_channels
        colours = {
            pixels[at : at + 3]
            for at in range(0, len(pixels) - channels, channels * 37)
        }
        assert all(max(colour) - min(colour) < 3 for colour in colours)
    finally:
        document.close()


def test_a_picture_grows_with_the_weeks_and_the_people() -> None:
    def size(report: Report) -> tuple[int, int]:
        wide, high = struct.unpack(">II", as_png(report)[16:24])
        return wide, high

    one = size(a_report())
    year = size(a_report(an_ect(weeks=tuple(a_week(n) for n in range(39)))))
    many = [an_ect(f"ECT {n} Example") for n in range(MOST_IN_A_PICTURE)]
    assert year[0] > 1.5 * one[0]
    assert size(a_report(*many))[1] > 5 * one[1]
    # Slack shows a picture at most so large; more people would not be told apart.
    assert size(a_report(*many, an_ect()))[1] < size(a_report(*many))[1] + 100


def test_the_alternative_text_says_what_the_picture_shows() -> None:
    assert in_words(an_ect()) == (
        "Amira Example: 2 sessions held (1 outside teaching hours), 3 expected; 1 hour "
        "40 minutes in all. Met in teaching hours: week of 7 Sep. Met outside teaching "
        "hours: week of 14 Sep. Expected, none logged: week of 21 Sep."
    )


@given(st.integers(1, 400), st.integers(300, 4000))
def test_the_alternative_text_fits_where_it_goes(number: int, most: int) -> None:
    ects = [an_ect(f"ECT {n} Example") for n in range(number)]
    text = picture_in_words(ects, most)
    assert len(text) <= most
    assert text.startswith("ECT 0 Example: 2 sessions held")
    assert "ECT 0 Example" in picture_in_words(ects, most, joined_by="\n• ")


# The workbook -------------------------------------------------------------------------


def test_the_workbook_holds_totals_weeks_and_sessions() -> None:
    report = a_report()
    heads, row = rows_of(report, "Totals")
    assert dict(zip(heads, row, strict=True)) == {
        "ECT": "Amira Example",
        "Mentor": "Ben Example",
        "Year of induction": 1,
        "Full-time equivalent": 1,
        "Held": 2,
        "Expected": 3,
        "In teaching hours": 1,
        "Outside teaching hours": 1,
        "Minutes together": 100,
        "Drop-ins": 2,
        "Time off timetable: weeks given / not given": "3 / 1",
    }
    assert rows_of(report, "Weeks")[1:] == [
        ("Amira Example", (MONDAY + timedelta(days=7 * n)).isoformat(), 1, *met)
        for n, met in enumerate([(1, 0), (0, 1), (0, 0)])
    ]
    assert rows_of(report, "Mentors")[1:] == [("Ben Example", 90, 300, 1200, "2 / 1")]
    assert [row[2] for row in rows_of(report, "Sessions")[1:]] == [
        "2026-09-08",
        "2026-09-15",
    ]
    about = [line for (line,) in rows_of(report, "About")]
    assert set(CAVEATS) <= set(about)


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_name_is_a_formula_or_a_link_in_the_workbook(formula: str) -> None:
    ect = an_ect(formula, mentors=(formula,), sessions=(a_row(reason=formula),))
    with book_of(a_report(ect)) as book:
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not any(cell.hyperlink for cell in cells)


# The table ----------------------------------------------------------------------------


def table_of(report: Report) -> list[dict[str, str]]:
    content = as_csv(report)
    assert content.startswith(b"\xef\xbb\xbf")  # or Excel reads another alphabet
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_holds_the_facts_of_each_session() -> None:
    first, second = table_of(a_report())
    assert first == {
        "School": "Example Primary School",
        "ECT": "Amira Example",
        "Mentor": "Ben Example",
        "Day": "2026-09-08",
        "From": "14:00",
        "To": "14:50",
        "Minutes": "50",
        "Hours": "in teaching hours",
        "Reason for a time outside teaching hours": "",
        "How": "in person",
    }
    assert second["Hours"] == "outside teaching hours"


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_name_is_a_formula_in_the_table(formula: str) -> None:
    (row, _second) = table_of(a_report(an_ect(formula)))
    assert row["ECT"] == f"'{formula}"


@given(st.text())
def test_what_a_table_holds_begins_no_formula(text: str) -> None:
    assert neutral(text).lstrip()[:1] not in set("=+-@\uff1d\uff0b\uff0d\uff20")
    assert neutral(text).endswith(text)
