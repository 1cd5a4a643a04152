"""What the embedded store alone promises: its file, its one owner, its certainty."""

import sqlite3
import stat
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from bot.domain.kernel.record import TeamId
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, CLAIMS, CLAIMS_BY_AGE, NOTES
from bot.ports.store import StoreFault
from bot.store.data_file.checking import check_file
from bot.store.data_file.embedded import EmbeddedStore
from bot.store.memory import MemoryStore
from bot.store.shelf import Change
from tests.contract.examples import OTHER_TEAM, TEAM, a_claim, a_note
from tests.store.test_foreign_files import KINDS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ectbot.db"


@pytest.fixture
def store(path: Path) -> Iterator[EmbeddedStore]:
    with closing(_opened(path)) as opened:
        with opened.transaction(TEAM) as records:
            records.add(CLAIMS, a_claim())
        yield opened


def _opened(path: Path) -> EmbeddedStore:
    return EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)


def _claims(store: EmbeddedStore) -> list[str]:
    with store.reading(TEAM) as records:
        return [claim.delivery for claim in records.find(CLAIMS_BY_AGE)]


def _add(store: EmbeddedStore, key: str) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim(key))


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_records_are_there_when_the_file_is_opened_again(
    store: EmbeddedStore, path: Path
) -> None:
    with store.transaction(OTHER_TEAM) as records:
        records.add(NOTES, a_note())
    with store.transaction(TEAM) as records:
        records.remove(CLAIMS, "d1")
        records.add(CLAIMS, a_claim("d2"))
    store.close()
    with closing(_opened(path)) as again:
        assert list(again.teams()) == [TEAM, OTHER_TEAM]
        assert _claims(again) == ["d2"]


def test_what_was_removed_is_written_over_while_the_bot_is_at_work(
    store: EmbeddedStore, path: Path
) -> None:
    words = [f"marked-{number}-{'x' * 9000}" for number in range(40)]
    with store.transaction(TEAM) as records:
        for number, text in enumerate(words):
            records.add(NOTES, a_note(f"s{number}", text))
    with store.transaction(TEAM) as records:
        for number in range(len(words)):
            records.remove(NOTES, f"s{number}")
    store.close()
    assert b"marked-" not in path.read_bytes()


def test_only_its_owner_can_read_the_file(store: EmbeddedStore, path: Path) -> None:
    assert {file.name: _mode(file) for file in path.parent.glob("ectbot.db*")} == {
        "ectbot.db": 0o600,
        "ectbot.db-wal": 0o600,
        "ectbot.db-shm": 0o600,
        "ectbot.db.lock": _mode(path.with_name("ectbot.db.lock")),  # holds nothing
    }


def test_a_restored_file_that_all_could_read_is_closed_to_them(
    store: EmbeddedStore, path: Path
) -> None:
    store.close()
    path.chmod(0o644)
    with closing(_opened(path)):
        assert _mode(path) == 0o600


def test_a_closed_store_leaves_one_file_and_its_lock(
    store: EmbeddedStore, path: Path
) -> None:
    store.close()
    assert {file.name for file in path.parent.iterdir()} <= {
        "ectbot.db",
        "ectbot.db.lock",
    }


def test_a_file_that_was_never_finished_is_made_anew(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("ectbot.db.new").write_text("half a file")
    with closing(_opened(path)) as store:
        _add(store, "d1")
    assert not path.with_name("ectbot.db.new").exists()


def test_a_second_store_on_the_same_file_is_refused_even_by_another_name(
    store: EmbeddedStore, path: Path, tmp_path: Path
) -> None:
    other_name = tmp_path / "link.db"
    other_name.symlink_to(path)
    for name in (path, other_name):
        with pytest.raises(StoreFault, match="in use by another ECT Bot process"):
            _opened(name)
    _add(store, "d2")


def test_another_thread_can_close_the_store(store: EmbeddedStore, path: Path) -> None:
    closer = Thread(target=store.close)
    closer.start()
    closer.join()
    with closing(_opened(path)) as again:
        assert _claims(again) == ["d1"]


def test_the_doctor_can_look_while_the_bot_is_at_work(
    store: EmbeddedStore, path: Path
) -> None:
    assert check_file(path, KINDS) == []
    _add(store, "d2")
    assert _claims(store) == ["d1", "d2"]


def test_a_refused_commit_leaves_memory_and_file_as_they_were(
    store: EmbeddedStore, path: Path
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFault, match=r"Not saved.*locked.*try again"):
            _add(store, "d2")
        assert _claims(store) == ["d1"]
        another.execute("ROLLBACK")
    _add(store, "d3")
    store.close()
    with closing(_opened(path)) as again:
        assert _claims(again) == ["d1", "d3"]


def test_a_file_that_another_program_changed_meanwhile_is_not_written_to(
    store: EmbeddedStore, path: Path
) -> None:
    with closing(sqlite3.connect(path)) as another, another:
        another.execute("UPDATE rows SET body = replace(body, 's1', 's2')")
    with pytest.raises(StoreFault, match=r"changed by another program.*Start the bot"):
        _add(store, "d2")
    assert _claims(store) == ["d1"]


def test_what_is_seldom_read_stays_in_the_file_until_it_is_asked_for(
    store: EmbeddedStore, path: Path
) -> None:
    words = "Talked about questioning. " * 200
    with store.transaction(TEAM) as records:
        for number in range(200):
            records.add(NOTES, a_note(f"s{number}", words))
    store.close()
    tracemalloc.start()
    try:
        with closing(_opened(path)) as again:
            kept, _most = tracemalloc.get_traced_memory()
            with again.reading(TEAM) as records:
                assert records.get(NOTES, "s7") == a_note("s7", words)
    finally:
        tracemalloc.stop()
    assert kept < 200 * len(words) / 2


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE rows SET body = replace(body, 'ab', 'ba')", "s1 was changed outside"),
        ("UPDATE rows SET body = 'not json'", "the record s1 does not fit"),
        ("DELETE FROM rows WHERE key = 's1'", "the record s1 is gone"),
        ("DROP TABLE rows", "cannot be read"),
    ],
)
def test_a_record_that_another_program_spoilt_meanwhile_is_not_shown(
    store: EmbeddedStore, path: Path, statement: str, reason: str
) -> None:
    with store.transaction(TEAM) as records:
        records.add(NOTES, a_note("s1"))
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(statement)
    with store.reading(TEAM) as records, pytest.raises(StoreFault, match=reason):
        records.get(NOTES, "s1")


@pytest.mark.parametrize("name", ["ectbot.db", "ectbot.db-wal"])
def test_a_file_that_was_moved_away_meanwhile_is_not_written_to(
    store: EmbeddedStore, path: Path, name: str
) -> None:
    aside = path.with_name(name).rename(path.with_name("aside"))
    with pytest.raises(StoreFault, match=r"moved or replaced.*Start the bot"):
        _add(store, "d2")
    aside.rename(path.with_name(name))
    _add(store, "d3")
    assert _claims(store) == ["d1", "d3"]


def test_a_folder_that_cannot_be_used_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreFault, match=r"ectbot.db cannot be written to"):
        _opened(tmp_path / "file" / "ectbot.db")


def test_after_a_stop_in_the_middle_of_saving_nothing_more_is_shown_or_written() -> (
    None
):
    class Stopped(MemoryStore):
        def _keep(self, team: TeamId, changes: list[Change]) -> None:
            raise KeyboardInterrupt

    store = Stopped(ALL_KINDS, ALL_INDEXES)
    with pytest.raises(KeyboardInterrupt), store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim())
    with pytest.raises(StoreFault, match="Start it again"), store.reading(TEAM):
        pass


def test_asking_after_workspaces_that_there_are_none_of_is_not_remembered(
    store: EmbeddedStore,
) -> None:
    def ask(number: int) -> None:
        with store.reading(TeamId(f"T{number}")) as records:
            assert records.find(CLAIMS_BY_AGE) == []

    ask(0)
    tracemalloc.start()
    try:
        for number in range(500):
            ask(number)
        kept, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 200_000
