"""Lists of people as CSV: whatever schools save, and whatever else somebody uploads."""

import csv
import io
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.documents.roster_csv import (
    MOST_ROWS,
    WHAT_IS_WRONG,
    BadFile,
    corrected_csv,
    read_csv,
    write_csv,
)
from bot.domain.people.roster_file import Column, Row, as_rows
from bot.domain.people.roster_reading import read_rows
from tests.builders import a_school, an_induction
from tests.domain.people.rosters import CONTACT, a_roster

HEADER = "Slack member ID,Name,Roles"
LIST = f"{HEADER}\r\nU0ZOE1,Zoë Example,mentor\r\nU0YAN1,Yan Example,ECT\r\n"

cells = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40
).map(lambda text: text.strip().lstrip("'\ufeff\ufffd").strip())
rows = st.lists(
    st.dictionaries(st.sampled_from(Column), cells.filter(lambda c: "\ufffd" not in c)),
    min_size=1,
    max_size=8,
).map(
    lambda lines: [
        Row(number, {**cells, Column.PERSON: f"U0PERSON{number}"})
        for number, cells in enumerate(lines, start=2)
    ]
)


def as_dicts(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@settings(deadline=None)
@given(rows)
def test_what_is_written_reads_back_as_the_same_rows(written: list[Row]) -> None:
    read = read_csv(write_csv(written)).rows

    assert [[row[c] for c in Column] for row in read] == [
        [row[c] for c in Column] for row in written
    ]


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b'"\r\n')
@example(HEADER.encode())
@example(f'{HEADER}\n"'.encode())
def test_whatever_the_bytes_the_answer_is_rows_or_a_sentence(content: bytes) -> None:
    said = "."
    try:
        assert read_csv(content).rows
    except BadFile as bad:
        said = bad.sentence
    assert said.endswith(".")


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_stands_in_the_rows_each_is_read_or_told_what_is_wrong(
    first: str, second: str
) -> None:
    try:
        sheet = read_csv(
            f"{HEADER},Start date\n{first}\n{second}\n".encode(errors="replace")
        )
    except BadFile:
        return
    read = read_rows(sheet.rows, a_roster(), a_school())

    numbers = {row.number for row in sheet.rows}
    assert set(read.faults) <= numbers
    assert read_csv(corrected_csv(sheet, read.faults)).rows


@pytest.mark.parametrize("reviews", [(), (date(2026, 12, 4), date(2027, 3, 26))])
def test_the_list_that_is_handed_out_changes_nothing_when_it_comes_back(
    reviews: tuple[date, ...],
) -> None:
    induction = an_induction(contact=CONTACT, reviews=reviews)
    roster, school = a_roster(induction=induction), a_school()
    read = read_rows(read_csv(write_csv(as_rows(roster, school))).rows, roster, school)

    assert read.is_fine, (read.faults, read.general)
    assert read.after == roster


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("4/12/2026; 26 March 2027", (date(2026, 12, 4), date(2027, 3, 26))),
        ("none", ()),
        ("", (date(2026, 12, 18),)),  # an empty cell leaves what there was
    ],
)
def test_a_file_sets_when_reviews_are_due(cell: str, due: tuple[date, ...]) -> None:
    kept = an_induction(contact=CONTACT, reviews=(date(2026, 12, 18),))
    roster, school = a_roster(induction=kept), a_school()
    rows = [
        replace(row, cells={**row.cells, Column.REVIEWS: cell})
        if row[Column.BEGAN]
        else row
        for row in as_rows(roster, school)
    ]
    read = read_rows(read_csv(write_csv(rows)).rows, roster, school)

    assert read.is_fine, read.faults
    assert read.after.inductions[kept.ect].reviews == due


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode("utf-8-sig"),
        LIST.replace(",", ";").encode(),
        LIST.replace(",", "\t").encode("utf-16"),
        LIST.encode("cp1252"),
        LIST.encode("cp850"),
        LIST.encode("cp437"),
        LIST.replace("\r\n", "\r").encode("mac_roman"),
        LIST.replace("\r\n", "\r").encode("utf-8-sig"),
        LIST.replace("\r\n", "\n").encode(),
        ("sep=;\r\n" + LIST.replace(",", ";")).encode(),
        ("\r\n" + LIST + ",,\r\n\r\n").encode(),
    ],
    ids=[
        *("a mark", "semicolons", "UTF-16", "Windows-1252", "MS-DOS", "American DOS"),
        *("Macintosh", "bare returns", "Unix", "sep=", "blank"),
    ],
)
def test_however_a_spreadsheet_saved_it_the_same_is_read(content: bytes) -> None:
    read = read_csv(content).rows

    assert [(row[Column.PERSON], row[Column.NAME]) for row in read] == [
        ("U0ZOE1", "Zoë Example"),
        ("U0YAN1", "Yan Example"),
    ]


@pytest.mark.parametrize(
    ("encoding", "asked"),
    [("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ()), ("cp1252", ("Zoë Example",))],
)
def test_letters_are_asked_about_where_a_file_does_not_show_how_it_was_saved(
    encoding: str, asked: tuple[str, ...]
) -> None:
    assert read_csv(LIST.encode(encoding)).doubtful == asked


@given(st.text("aeZoëéïłšñøæß’ć", min_size=1, max_size=20))
def test_letters_that_were_saved_twice_over_are_asked_about_with_what_was_meant(
    name: str,
) -> None:
    over = name.encode().decode("cp1252", errors="replace")
    if "\ufffd" in over or over == name:
        return
    found = read_csv(LIST.replace("Zoë Example", f"Zo {over}").encode())
    assert found.garbled == ((f"Zo {over}".strip(), f"Zo {name}".strip()),)
    assert read_csv(LIST.encode()).garbled == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (LIST.encode("utf-16")[2:], "no text file"),
        (LIST.encode("utf-8").replace(b"\xc3", b"\xc3\xb0"), "how the letters"),
        (b"Name,Roles\nZo,mentor\n", "lacks “Slack member ID”"),
        (HEADER.encode() + b"\n", "no person below"),
        (HEADER.encode() + b",name\nU0ZOE1,Z,mentor,Z\n", "there twice"),
        (b"PK\x03\x04" + b"x" * 40, "Excel workbook"),
        (b"\x00\x01\x02\x03", "no text file"),
        (HEADER.encode() + b'\nU0ZOE1,"Zo' + b"e" * 3000, "quotation mark"),
        (HEADER.encode() + b"\n" + b"x,y,z\n" * 700_000, "2 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_plain_words(
    content: bytes, said: str
) -> None:
    with pytest.raises(BadFile) as refused:
        read_csv(content)

    assert said in refused.value.sentence


def test_ten_thousand_rows_are_refused_clearly_and_at_once() -> None:
    line = "U0ZOE1,Zoe Example,mentor,,,,,,,,,,\n"
    began = time.process_time()
    with pytest.raises(BadFile) as refused:
        read_csv((HEADER + "\n" + line * 10_000).encode())

    assert "10000 rows" in refused.value.sentence
    assert time.process_time() - began < 5


def test_as_many_rows_as_are_read_are_read_in_bounded_time() -> None:
    lines = [
        f"U0N{n:05d},Person {n},ECT,U0N{n - 1:05d},Ruth Bell,3/9/2026,Ada,a@b.example"
        if n % 2
        else f"U0N{n:05d},Person {n},mentor,,,,,"
        for n in range(MOST_ROWS)
    ]
    header = f"{HEADER},Mentor,Induction tutor,Start date,Named contact,Contact address"
    began = time.process_time()
    sheet = read_csv("\n".join([header, *lines]).encode())
    read = read_rows(sheet.rows, a_roster(), a_school())

    assert read.is_fine, read.faults
    assert len(read.after.pairings) == MOST_ROWS // 2 + 1
    assert time.process_time() - began < 20


def test_the_corrected_file_has_the_same_rows_and_says_what_is_wrong() -> None:
    sheet = read_csv(
        f"{HEADER},Colour\nU0ZOE1,Zoe,mentor,red\nnope,Yan,ect,\n".encode()
    )
    read = read_rows(sheet.rows, a_roster(), a_school())
    corrected = corrected_csv(sheet, read.faults)

    assert [row["Colour"] for row in as_dicts(corrected)] == ["red", ""]
    assert as_dicts(corrected)[0][WHAT_IS_WRONG] == ""
    assert "no Slack member ID" in as_dicts(corrected)[1][WHAT_IS_WRONG]
    assert sheet.ignored == ("Colour",)
    again = read_csv(corrected)
    assert again.rows == sheet.rows
    assert corrected_csv(again, read.faults) == corrected


@settings(deadline=None)
@given(st.sampled_from("=+-@"), st.text(st.characters(codec="ascii"), max_size=20))
def test_no_cell_of_the_corrected_file_runs_as_a_formula(mark: str, rest: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow(["nope", f"{mark}{rest}", "mentor"])
    try:
        sheet = read_csv(f"{HEADER}\n{out.getvalue()}".encode())
    except BadFile:
        return
    faults = read_rows(sheet.rows, a_roster(), a_school()).faults

    for row in as_dicts(corrected_csv(sheet, faults)):
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))
