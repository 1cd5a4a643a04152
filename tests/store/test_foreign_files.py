"""A file that is not the bot's own is refused in words and left exactly as it was."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tinydb import TinyDB

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import StoreFault
from bot.store.data_file.checking import check_file
from bot.store.data_file.embedded import EmbeddedStore

KINDS = {kind.name: kind for kind in ALL_KINDS}


def contents(folder: Path) -> dict[str, str]:
    """Return what lies in a folder, by digest; the lock file holds nothing."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file() and path.suffix != ".lock"
    }


def _empty(path: Path) -> None:
    path.touch()


def _text(path: Path) -> None:
    path.write_text("Dear reader,\nthis is a letter.\n", encoding="utf-8")


def _json(path: Path) -> None:
    path.write_text(json.dumps({"sessions": {"1": {"mentor": "U1"}}}), encoding="utf-8")


def _tinydb(path: Path) -> None:
    with TinyDB(path) as documents:
        documents.table("sessions").insert({"mentor": "U1"})


def _other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE rows (team, kind, key, body, checksum)")


def _other_program_with_log(path: Path) -> None:
    original = path.with_name("original")
    with closing(sqlite3.connect(original, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE songs (title)")
        for suffix in ("", "-wal"):
            source = original.with_name(original.name + suffix)
            path.with_name(path.name + suffix).write_bytes(source.read_bytes())


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_empty, "It is empty"),
        (_text, "not an ECT Bot data file"),
        (_json, "not an ECT Bot data file"),
        (_tinydb, "not an ECT Bot data file"),
        (_other_program, "belongs to another program"),
        (_other_program_with_log, "belongs to another program"),
        (_folder, "not a file"),
    ],
)
def test_a_foreign_file_is_refused_and_left_untouched(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    path = tmp_path / "ectbot.db"
    make(path)
    before = contents(tmp_path)
    with pytest.raises(StoreFault, match=rf"ectbot.db: .*{reason}.*left as it is"):
        EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)
    (problem,) = check_file(path, KINDS)
    assert reason in problem
    assert contents(tmp_path) == before


def test_a_newer_bots_file_is_refused_and_left_untouched(data_file: Path) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("PRAGMA user_version = 7")
    before = contents(data_file.parent)
    with pytest.raises(StoreFault, match=r"newer ECT Bot \(schema 7; .* knows \d+\)"):
        EmbeddedStore(data_file, ALL_KINDS, ALL_INDEXES)
    assert contents(data_file.parent) == before


def test_a_missing_file_has_nothing_wrong_and_is_not_made_by_looking(
    tmp_path: Path,
) -> None:
    assert check_file(tmp_path / "ectbot.db", KINDS) == []
    assert list(tmp_path.iterdir()) == []


def test_a_refused_file_is_not_held_on_to(data_file: Path, tmp_path: Path) -> None:
    aside = data_file.rename(tmp_path / "aside.db")
    _text(data_file)
    with pytest.raises(StoreFault):
        EmbeddedStore(data_file, ALL_KINDS, ALL_INDEXES)
    aside.replace(data_file)
    with closing(EmbeddedStore(data_file, ALL_KINDS, ALL_INDEXES)) as store:
        assert len(store.teams()) == 1
