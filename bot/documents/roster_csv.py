"""Lists of people as CSV files: read as schools save them, and written to open safely.

Excel saves CSV with commas or semicolons, and its letters in several ways
(`plain_text.py`); all of these are read, and where the file does not show which way it
was, the cells that hang on it are named. What is written begins with a mark, so that
Excel reads it as UTF-8, and a cell that a spreadsheet would run as a formula is written
as text.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.documents.csv_table import neutral, written
from bot.documents.plain_text import PlainText, decoded
from bot.domain.kernel.errors import Refusal
from bot.domain.people.roster_file import REQUIRED, Column, Row

MOST_BYTES = 2_000_000
MOST_ROWS = 2_000
WHAT_IS_WRONG = "What is wrong"
_MOST_CELL_CHARS = 2_000
_MOST_COLUMNS = 100
_ALIASES = {
    "member id": Column.PERSON,
    "slack id": Column.PERSON,
    "slack member id": Column.PERSON,
    "full name": Column.NAME,
    "role": Column.ROLES,
    "days": Column.DAYS,
    "tutor": Column.TUTOR,
    "started": Column.BEGAN,
    "start": Column.BEGAN,
    "fte": Column.SHARE,
    "contact": Column.CONTACT,
    "contact email": Column.REACH,
}
_COLUMNS = {column.value.lower(): column for column in Column} | _ALIASES


class BadFile(Refusal):
    """The file cannot be read at all; the sentence says why and what would work."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read: its rows, and its lines for writing it anew."""

    rows: tuple[Row, ...]
    header: tuple[str, ...]
    lines: Mapping[int, tuple[str, ...]]  # by row number
    ignored: tuple[str, ...]  # columns that the bot does not know
    # Cells whose letters may be others: the file does not show how it was saved.
    doubtful: tuple[str, ...] = ()
    # Cells whose letters were saved twice over, with what they may have been.
    garbled: tuple[tuple[str, str], ...] = ()


def read_csv(content: bytes) -> Sheet:
    """Read a file; raises BadFile and nothing else, for whatever bytes there are."""
    read = _decoded(content)
    lines = _lines(read.text)
    header, rest = lines[0], lines[1:]
    columns = _columns(header)
    if not rest:
        raise BadFile("The file has its first line and no person below it.")
    if len(rest) > MOST_ROWS:
        raise BadFile(
            f"The file has {len(rest)} rows, and I read up to {MOST_ROWS} at a time. "
            "Please split it into several files."
        )
    numbered = dict(enumerate(rest, start=2))
    rows = [
        Row(number, _cells(columns, line))
        for number, line in numbered.items()
        if any(cell.strip() for cell in line)
    ]
    if not rows:
        raise BadFile("The file has its first line and no person below it.")
    known = {*columns, *(n for n, name in enumerate(header) if name == WHAT_IS_WRONG)}
    return Sheet(
        rows=tuple(rows),
        header=tuple(header),
        lines={row.number: tuple(numbered[row.number]) for row in rows},
        ignored=tuple(name for n, name in enumerate(header) if n not in known and name),
        doubtful=tuple(_beyond_ascii(rows)) if read.is_guessed else (),
        garbled=tuple(
            (cell, meant)
            for cell in _beyond_ascii(rows)
            if (meant := _saved_twice_over(cell)) is not None
        ),
    )


def write_csv(rows: Iterable[Row]) -> bytes:
    """Write rows, with all columns."""
    lines = [[row[column] for column in Column] for row in rows]
    return written([[column.value for column in Column], *lines])


def corrected_csv(sheet: Sheet, faults: Mapping[int, Sequence[str]]) -> bytes:
    """Write the same rows again, with a column that says what is wrong with each.

    Reads back as the same rows; the column is not read.
    """
    old = [n for n, name in enumerate(sheet.header) if name == WHAT_IS_WRONG]
    width = len(sheet.header)

    def without(line: Sequence[str]) -> list[str]:
        padded = [*line, *[""] * width][: max(width, len(line))]
        return [cell for n, cell in enumerate(padded) if n not in old]

    header = [*without(sheet.header), WHAT_IS_WRONG]
    lines = [
        [*without(line)[: len(header) - 1], " ".join(faults.get(number, ()))]
        for number, line in sheet.lines.items()
    ]
    return written([header, *lines])


def _decoded(content: bytes) -> PlainText:
    if not content.strip():
        raise BadFile("The file is empty.")
    if len(content) > MOST_BYTES:
        raise BadFile(
            f"The file has more than the {MOST_BYTES // 1_000_000} MB that I read."
        )
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFile(
            "This is an Excel workbook. In Excel choose “Save as”, “CSV UTF-8”, and "
            "give me that file."
        )
    read = decoded(content)
    if read is None or "\ufffd" in read.text:
        lead = "This is no text file"
        if b"\0" not in content:
            lead = "I cannot tell how the letters of this file were saved"
        raise BadFile(
            f"{lead}. Please save the list as “CSV UTF-8” and give me that file."
        )
    return read


def _beyond_ascii(rows: Iterable[Row]) -> Iterator[str]:
    seen = {cell: None for row in rows for cell in row.cells.values()}
    return (" ".join(cell.split()) for cell in seen if not cell.isascii())


def _saved_twice_over(cell: str) -> str | None:
    """Return what a cell was before its UTF-8 was taken for another code: "ZoÃ«"."""
    for code in ("cp1252", "latin-1"):
        try:
            return cell.encode(code).decode("utf-8")
        except UnicodeError:
            continue
    return None


def _lines(text: str) -> list[list[str]]:
    first, _, rest = text.lstrip("\r\n").partition("\n")
    if first.lower().startswith("sep="):  # as Excel writes it, for itself
        first, text = rest.partition("\n")[0], rest
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text.lstrip("\r\n")), delimiter=delimiter))
    except csv.Error:
        lines = []
    while lines and not any(cell.strip() for cell in lines[0]):
        del lines[0]
    if not lines:
        raise BadFile(
            "The file is not written as CSV. Please save the list as “CSV UTF-8” and "
            "give me that file."
        )
    while not any(cell.strip() for cell in lines[-1]):
        del lines[-1]
    lines[0] = [" ".join(cell.split()) for cell in lines[0]]
    for number, line in enumerate(lines, start=1):
        if len(line) > _MOST_COLUMNS or any(len(c) > _MOST_CELL_CHARS for c in line):
            raise BadFile(
                f"Line {number} is too long to be a person. There may be a quotation "
                "mark too many in it, or just before."
            )
    return lines


def _columns(header: Sequence[str]) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for number, name in enumerate(header):
        column = _COLUMNS.get(name.lower())
        if column is None:
            continue
        if column in columns.values():
            raise BadFile(f"The column “{column}” is there twice. Please keep one.")
        columns[number] = column
    missing = [column.value for column in REQUIRED if column not in columns.values()]
    if missing:
        raise BadFile(
            f"The first line lacks {_said(missing)}. It names the columns; these are "
            f"needed: {_said([column.value for column in REQUIRED])}."
        )
    return columns


def _cells(columns: Mapping[int, Column], line: Sequence[str]) -> dict[Column, str]:
    return {
        column: _as_meant(line[number])
        for number, column in columns.items()
        if number < len(line)
    }


def _as_meant(cell: str) -> str:
    """Take off the mark by which this program wrote a cell as text."""
    is_marked = cell.startswith("'") and neutral(cell[1:]) == cell
    return cell[1:] if is_marked else cell


def _said(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
