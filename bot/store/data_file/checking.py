"""Reading and checking a data file without changing it, whoever's file it is."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.domain.kernel.record import Record, TeamId
from bot.ports.store import Kind, StoreFault
from bot.store.checksums import PLAIN, Checksums, changed_or
from bot.store.codec import MisfitRecord, decoded
from bot.store.data_file.file_rows import ROWS, TABLE
from bot.store.data_file.older_file import changed
from bot.store.data_file.wal_file import breaks_off

APPLICATION_ID = 0x45435442  # "ECTB", so that a foreign SQLite file is recognised
SCHEMA_VERSION = 2
MOST_PROBLEMS = 20  # that are told at once

Row = tuple[TeamId, Kind[Any], str, Record]

LEFT = "It was left as it is. Restore a back-up, or move it away to start afresh."
_MAGIC = b"SQLite format 3\0"
# But for what SQLite's own ANALYZE notes.
_MADE_IN_IT = "SELECT sql FROM sqlite_schema WHERE tbl_name NOT GLOB 'sqlite_stat[1-4]'"


def read_rows(
    path: Path, kinds: Mapping[str, Kind[Any]], sums: Checksums = PLAIN
) -> Iterator[Row]:
    """Yield all of a data file; nothing for a missing one.

    Raises StoreFault, naming the table, key and field, for what does not fit.
    """
    for found in _examined(path, kinds, sums):
        if isinstance(found, str):
            raise StoreFault(f"{path.name}: {found} {LEFT}")
        yield found


def check_file(
    path: Path, kinds: Mapping[str, Kind[Any]], sums: Checksums = PLAIN
) -> list[str]:
    """Say what is wrong with a data file, at most 20 things; empty where it is sound.

    Another process may have it open meanwhile; this one must not, since closing a file
    gives up the locks that SQLite holds on it (sqlite.org/howtocorrupt.html, 2.2).
    """
    problems: list[str] = []
    for found in _examined(path, kinds, sums):
        if isinstance(found, str):
            problems.append(f"{path.name}: {found}")
        if len(problems) == MOST_PROBLEMS:
            break
    return problems


def _examined(
    path: Path, kinds: Mapping[str, Kind[Any]], sums: Checksums
) -> Iterator[Row | str]:
    """Yield the rows that are sound, and a sentence for each thing that is not."""
    try:
        if not path.exists():
            return
        strange = _strange(path)
        if strange:
            yield strange
            return
        with closing(_opened(path)) as connection:
            problem = _damage(connection, path, sums)
            if problem:
                yield problem
                return
            is_older = _version(connection) < SCHEMA_VERSION
            older = changed(connection, sums) if is_older else {}
            for row in connection.execute(ROWS):
                now = older.get(row[:3], row)
                if now is not None:
                    yield sound_row(kinds, now, sums)
    # Python 3.11 raises UnicodeDecodeError where SQLite's complaint quotes damage.
    except (sqlite3.Error, OSError, UnicodeDecodeError) as fault:
        yield f"It is damaged, or it cannot be read ({fault})."


def _strange(path: Path) -> str:
    """Say why a file is not ours to open, by its first bytes alone."""
    if not path.is_file():
        return "It is not a file."
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        return "It is empty, and the bot never leaves an empty data file."
    if not header.startswith(_MAGIC):
        return "It is not an ECT Bot data file."
    if int.from_bytes(header[68:72]) != APPLICATION_ID:  # sqlite.org/fileformat.html
        return "It belongs to another program."
    return ""


def _opened(path: Path) -> sqlite3.Connection:
    """Open for reading; a connection that leaves nothing behind where it can.

    Beside a `-wal` file there are units of work that the data file lacks, or a bot at
    work; without one nothing else may be made, least of all by looking.
    """
    how = "mode=ro" if _wal(path).exists() else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)
    # SQLite's own complaint about bad text would quote it, and it is people's words.
    connection.text_factory = bytes
    return connection


def _wal(path: Path) -> Path:
    whole = path.resolve()  # SQLite puts it beside the file itself, not beside a link
    return whole.with_name(f"{whole.name}-wal")


def _damage(connection: sqlite3.Connection, path: Path, sums: Checksums) -> str:
    if breaks_off(_wal(path)) and breaks_off(_wal(path)):  # not a moment's writing
        return "Its write-ahead log (-wal) is damaged, so saved records are missing."
    connection.execute("BEGIN")  # one moment for all that follows
    wrong_version = _why_not_of(_version(connection), sums)
    if wrong_version:
        return wrong_version
    # A trigger would act on what is kept later, as if the bot had.
    if connection.execute(_MADE_IN_IT).fetchall() != [(TABLE.encode(),)]:
        return (
            "There is something besides the bot's own table in it, or that table is "
            "not as the bot made it: it was changed outside the bot."
        )
    found = connection.execute("PRAGMA integrity_check(3)").fetchall()
    if found == [(b"ok",)]:
        return ""
    return f"It is damaged: {'; '.join(_legible(row[0]) for row in found)}."


def _why_not_of(version: int, sums: Checksums) -> str:
    if version > SCHEMA_VERSION:
        return (
            f"It was written by a newer ECT Bot (schema {version}; this one knows "
            f"{SCHEMA_VERSION}). Install the newer version."
        )
    if version < 1:
        return f"It is damaged: there is no schema {version}."
    if version < SCHEMA_VERSION and not sums.may_be_unbound:
        return (
            "It says that it is of an earlier version, which knew no keyed checksums: "
            "it was changed outside the bot, or is an old copy (docs/keys.md)."
        )
    return ""


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _legible(text: bytes) -> str:
    return text.decode("utf-8", "backslashreplace")


def sound_row(
    kinds: Mapping[str, Kind[Any]], row: tuple[Any, ...], sums: Checksums
) -> Row | str:
    """Return what a row of the file holds, or a sentence that says what is wrong."""
    *texts, body, added_up = row
    try:
        why_not = sums.why_not(added_up, *texts, body)
        team, name, key = [_legible(text) for text in texts]
    except (TypeError, AttributeError):
        return "There is a record that is something other than text."
    kind = kinds.get(name)
    if kind is None:
        return f"There is no table {name}, and the record {key} is in it."
    try:
        record = decoded(kind, key, body)
    except MisfitRecord as fault:
        return f"{fault}."
    if why_not:
        return changed_or(why_not, name, key)
    return TeamId(team), kind, key, record
