"""What was deleted or replaced is readable nowhere in the folder of the data file."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.keys import new_key
from bot.ports import kinds
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, NOTES, SESSIONS
from bot.ports.store import StoreFault
from bot.ports.vault import Place
from bot.store.checksums import Checksums
from bot.store.data_file import durable_file
from bot.store.data_file.compacting import write_anew
from bot.store.data_file.embedded import EmbeddedStore
from bot.vault import KeyVault
from tests.contract.examples import TEAM, a_claim, a_note, a_session

VAULT = KeyVault([new_key()])
PLACE = Place(TEAM, NOTES.name, "s1", "text")


def opened(path: Path) -> EmbeddedStore:
    return EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)


def chance(seed: int = 1) -> Random:
    return Random(seed)  # noqa: S311 - the same words each time


def sealed(chooser: Random) -> str:
    return VAULT.seal("word " * chooser.choice([2, 8, 40, 120, 400]), PLACE)


def readable(folder: Path, text: str) -> list[str]:
    """Return the files that hold a sealed text, or its beginning, or a part of it."""
    parts = [text[at : at + 32].encode() for at in range(0, len(text) - 31, 97)]
    return [
        file.name
        for file in sorted(folder.iterdir())
        if any(part in file.read_bytes() for part in parts)
    ]


def keep(store: EmbeddedStore, key: str, text: str) -> None:
    with store.transaction(TEAM) as records:
        records.put(NOTES, a_note(key, text))


def forget(store: EmbeddedStore, key: str) -> None:
    with store.transaction(TEAM) as records:
        records.remove(NOTES, key)


def kept_note(store: EmbeddedStore, key: str) -> str:
    with store.reading(TEAM) as records:
        note = records.get(NOTES, key)
    return (note.text or "") if note else ""


def test_words_are_nowhere_once_the_unit_that_takes_them_out_has_returned(
    tmp_path: Path,
) -> None:
    chooser, there = chance(), dict[str, str]()
    with closing(opened(tmp_path / "ectbot.db")) as store:
        for _ in range(50):
            key = f"s{chooser.randrange(10**6):06d}"
            if there and chooser.random() < 0.6:
                key = chooser.choice(sorted(there))
            gone = there.pop(key, "")
            if gone and chooser.random() < 0.5:
                forget(store, key)
            else:
                there[key] = sealed(chooser)
                keep(store, key, there[key])
            assert not gone or not readable(tmp_path, gone)
        assert {key: kept_note(store, key) for key in there} == there


def test_nor_are_copies_that_sqlite_left_as_it_moved_rows_from_page_to_page(
    tmp_path: Path,
) -> None:
    path, there, left = next(
        found
        for seed in range(20)
        if (found := _with_copies(tmp_path / f"{seed}", seed))[-1]
    )  # SQLite leaves none any more? Less than writing all anew will do then
    with closing(opened(path)) as store:
        for key in left:
            forget(store, key)
            assert not readable(path.parent, there[key])


def _with_copies(folder: Path, seed: int) -> tuple[Path, dict[str, str], list[str]]:
    """Make a file; return it, the texts in it, and the keys of those there twice."""
    path, chooser = folder / "ectbot.db", chance(seed)
    there = {f"s{number:03d}": sealed(chooser) for number in range(100)}
    with closing(opened(path)) as store:
        for key in chooser.sample(sorted(there), len(there)):
            keep(store, key, there[key])
    held = path.read_bytes()
    twice = [key for key in there if held.count(there[key][:24].encode()) > 1]
    return path, there, twice


@contextmanager
def a_view(store: EmbeddedStore, path: Path) -> Iterator[None]:
    """Look at one moment as the bot does, for a report."""
    with store.snapshot(TEAM):
        yield


@contextmanager
def another_program(store: EmbeddedStore, path: Path) -> Iterator[None]:
    """Look at one moment as `ectbot backup` does."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM rows").fetchone()
        yield


@pytest.mark.parametrize("reader", [a_view, another_program])
def test_beside_a_reader_they_are_gone_with_the_first_unit_after_it_ended(
    tmp_path: Path, reader: Any
) -> None:
    path, text = tmp_path / "ectbot.db", sealed(chance())
    with closing(opened(path)) as store:
        keep(store, "s1", text)
        with reader(store, path):
            forget(store, "s1")
            assert readable(tmp_path, text)  # the reader may still read it
            with store.transaction(TEAM) as records:
                records.add(kinds.CLAIMS, a_claim("d1"))
        assert readable(tmp_path, text)
        with store.transaction(TEAM) as records:
            records.add(kinds.CLAIMS, a_claim("d2"))
        assert not readable(tmp_path, text)


def test_they_are_gone_when_the_store_is_closed_after_a_reader_ended(
    tmp_path: Path,
) -> None:
    path, text = tmp_path / "ectbot.db", sealed(chance())
    with closing(opened(path)) as store:
        keep(store, "s1", text)
        with another_program(store, path):
            forget(store, "s1")
    assert not readable(tmp_path, text)


@pytest.mark.parametrize("seed", [0, 2])
def test_after_a_kill_at_any_statement_they_are_there_whole_or_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    live, killed = tmp_path / "live", tmp_path / "killed"
    live.mkdir()
    chooser, there = chance(seed), dict[str, str]()
    with closing(opened(live / "ectbot.db")) as store:
        for number in range(60):
            there[f"s{number}"] = sealed(chooser)
            keep(store, f"s{number}", there[f"s{number}"])
    states = list[Path]()
    connect = durable_file._connect  # noqa: SLF001 - each statement is watched

    def watched(path: Path, sums: Checksums) -> sqlite3.Connection:
        def note(_statement: str) -> None:
            states.append(killed / f"{len(states):04d}")
            shutil.copytree(live, states[-1])

        connection = connect(path, sums)
        connection.set_trace_callback(note)
        return connection

    monkeypatch.setattr(durable_file, "_connect", watched)
    gone = [f"s{number}" for number in range(0, 60, 7)]
    with closing(opened(live / "ectbot.db")) as store:
        for key in gone:
            forget(store, key)
    monkeypatch.setattr(durable_file, "_connect", connect)
    assert len(states) > 3 * len(gone)
    for state in states:
        with closing(opened(state / "ectbot.db")) as store:
            for key in gone:
                text = kept_note(store, key)
                assert text in {"", there[key]}
                assert text or not readable(state, there[key])


def test_writing_anew_says_so_where_somebody_still_reads(tmp_path: Path) -> None:
    path = tmp_path / "ectbot.db"
    with closing(opened(path)) as store, store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session("s1"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM rows").fetchone()
        with pytest.raises(StoreFault, match="run the command again"):
            write_anew(path)
    write_anew(path)
