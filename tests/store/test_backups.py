"""Back-ups: made beside a bot at work, opened elsewhere, refused when not whole."""

import secrets
import shutil
import sqlite3
import stat
import struct
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from math import nan
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Semaphore, Thread

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.operations.backups import Keep
from bot.keys import new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, CLAIMS, NOTES, RESTORES
from bot.ports.vault import Place
from bot.sandbox.example_school import TEAM, set_up
from bot.store.backups.backup_file import BadBackup, fault_of, read_backup, write_backup
from bot.store.backups.lifecycle import backups_in, make_backup, restore_backup
from bot.store.checksums import PLAIN
from bot.store.copying import contents_of, rows_of
from bot.store.data_file.beside import snapshot_place
from bot.store.data_file.embedded import EmbeddedStore
from bot.vault import KeyVault
from tests.contract.examples import a_claim, a_note

NOW = datetime(2026, 11, 11, 13, 5, tzinfo=UTC)
KEEP = Keep(24, 14)
HEAD_BYTES = 41  # which back-up, and which piece of it, before what is packed
KNOWN = (ALL_KINDS, ALL_INDEXES, PLAIN)
VAULT = KeyVault([new_key()])
ELSEWHERE = Place(TEAM, "elsewhere", "", "")


def opened(path: Path) -> EmbeddedStore:
    return EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ectbot.db"


@pytest.fixture
def store(path: Path) -> Iterator[EmbeddedStore]:
    with closing(opened(path)) as store:
        set_up(store, VAULT)
        with store.transaction(TEAM) as records:
            records.add(CLAIMS, a_claim("handled"))
        yield store


def backed_up(path: Path, vault: KeyVault = VAULT) -> Path:
    return make_backup(
        path, path.parents[1] / "backups", vault, now=NOW, keep=Keep(24, 14)
    )


def everything(store: EmbeddedStore) -> dict[str, str]:
    kinds = [kind for kind in ALL_KINDS if kind is not RESTORES]
    return dict(contents_of(rows_of(store, kinds)).digests)


def test_a_back_up_of_a_bot_at_work_opens_elsewhere_with_every_record(
    store: EmbeddedStore, path: Path, tmp_path: Path
) -> None:
    file = backed_up(path)
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim("after"))  # the bot writes on, unharmed
        records.remove(CLAIMS, "after")
    elsewhere = tmp_path / "elsewhere" / "ectbot.db"
    made_at = restore_backup(file, elsewhere, VAULT, now=NOW, known=KNOWN)
    assert made_at == NOW
    with closing(opened(elsewhere)) as restored:
        assert everything(restored) == everything(store)
        with restored.reading(TEAM) as records:
            assert records.get(CLAIMS, "handled") == a_claim("handled")
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    assert sorted(p.name for p in elsewhere.parent.iterdir()) == [
        "ectbot.db",
        "ectbot.db.lock",
    ]


def test_a_back_up_is_sealed_and_for_its_owner_alone(
    store: EmbeddedStore, path: Path
) -> None:
    file = backed_up(path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    held = file.read_bytes()
    assert b"pairing-tom" not in held
    assert b"SQLite" not in held
    assert not path.with_name("ectbot.db.snapshot").exists()


def test_what_a_crash_left_of_a_back_up_goes_with_the_next_start(path: Path) -> None:
    opened(path).close()
    left = [
        path.with_name(f"ectbot.db.{name}")
        for name in ("snapshot", "snapshot-journal", "restoring", "restoring-wal")
    ]
    for file in left:
        file.write_bytes(b"U0TOM")
    opened(path).close()
    assert not [file for file in left if file.exists()]


def test_a_bot_that_starts_leaves_the_back_up_that_is_being_made_alone(
    path: Path,
) -> None:
    opened(path).close()
    with snapshot_place(path) as copy:
        copy.write_bytes(b"half of it")
        opened(path).close()
        assert copy.exists()
    assert not copy.exists()


def test_half_a_back_up_that_a_crash_left_goes_with_the_next_one(
    store: EmbeddedStore, path: Path
) -> None:
    half = backed_up(path).with_name("ectbot-20261111T120000Z.backup.new")
    half.write_bytes(b"half of it")
    backed_up(path)
    assert not half.exists()


def test_a_back_up_takes_no_log_away_that_a_killed_bot_left(path: Path) -> None:
    """By it the next start knows that deleted words may still lie in the file."""
    with closing(opened(path)) as store:
        set_up(store, VAULT)
        killed = path.with_name("killed")
        shutil.copytree(path.parent, killed, ignore=shutil.ignore_patterns("*.lock"))
    there = killed / path.name
    assert there.with_name("ectbot.db-wal").exists()
    make_backup(there, path.with_name("backups"), VAULT, now=NOW, keep=KEEP)
    assert there.with_name("ectbot.db-wal").exists()


def test_without_a_key_there_is_no_back_up(store: EmbeddedStore, path: Path) -> None:
    with pytest.raises(BadBackup, match="ectbot key"):
        backed_up(path, KeyVault([]))
    assert not backups_in(path.parents[1] / "backups")


def _cut(held: bytes) -> bytes:
    return held[: held.rindex(b"\n", 0, -1) + 1]


def _changed(held: bytes) -> bytes:
    middle = len(held) // 2
    return held[:middle] + bytes([held[middle] ^ 1]) + held[middle + 1 :]


def _twice(held: bytes) -> bytes:
    return held + held[held.index(b"\n") + 1 :]


@pytest.mark.parametrize("harm", [_cut, _changed, _twice, lambda held: held[20:]])
def test_a_back_up_that_is_not_whole_is_refused_and_nothing_is_changed(
    store: EmbeddedStore,
    path: Path,
    tmp_path: Path,
    harm: Callable[[bytes], bytes],
) -> None:
    with store.transaction(TEAM) as records:  # so that there are several pieces
        for number in range(300):
            words = KeyVault([new_key()]).seal("x" * 2000, ELSEWHERE)
            records.put(NOTES, a_note(f"s{number}", words))
    file = backed_up(path)
    file.write_bytes(harm(file.read_bytes()))
    elsewhere = tmp_path / "elsewhere" / "ectbot.db"
    with pytest.raises(BadBackup):
        restore_backup(file, elsewhere, VAULT, now=NOW, known=KNOWN)
    assert [p.name for p in elsewhere.parent.iterdir()] == ["ectbot.db.lock"]


def test_the_wrong_key_is_said_to_be_the_wrong_key(
    store: EmbeddedStore, path: Path, tmp_path: Path
) -> None:
    file, other = backed_up(path), KeyVault([new_key()])
    with pytest.raises(BadBackup, match="is not here"):
        restore_backup(file, tmp_path / "e.db", other, now=NOW, known=KNOWN)


def test_a_data_file_that_is_there_is_left_alone_or_set_aside(
    store: EmbeddedStore, path: Path
) -> None:
    file = backed_up(path)
    with pytest.raises(BadBackup, match="in use by a bot"):
        restore_backup(file, path, VAULT, now=NOW, known=KNOWN, over=True)
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim("after"))
    store.close()
    before = path.read_bytes()
    with pytest.raises(BadBackup, match="--over"):
        restore_backup(file, path, VAULT, now=NOW, known=KNOWN)
    assert path.read_bytes() == before
    restore_backup(file, path, VAULT, now=NOW, known=KNOWN, over=True)
    with closing(opened(path)) as restored, restored.reading(TEAM) as records:
        assert records.get(CLAIMS, "after") is None
    aside = path.with_name("ectbot.db.before-20261111T130500Z")
    assert aside.read_bytes() == before


def test_old_back_ups_go_and_files_of_other_names_stay(
    store: EmbeddedStore, path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "ectbot-of-mine.backup").write_text("not ours")
    for hour in range(5):
        now = NOW + timedelta(hours=hour)
        make_backup(path, folder, VAULT, now=now, keep=Keep(2, 1))
    assert [made.hour for made in backups_in(folder)] == [16, 17]
    assert (folder / "ectbot-of-mine.backup").exists()


FIRST_LINE = b"ECT Bot back-up 1\n"
HEAD = ">16sQdQ?"


def a_head(made: float) -> bytes:
    return struct.pack(HEAD, b"w" * 16, 9, made, 0, 1)


A_FIRST = a_head(NOW.timestamp())


@example(b"")
@example(b"note")
@example(A_FIRST[:-1])
@example(A_FIRST)
@example(A_FIRST + b"not packed")
@example(A_FIRST + zlib.compress(bytes(5_000_000)))
@example(a_head(nan))
@example(a_head(1e300))
@example(a_head(-1e18))
@given(
    st.binary(max_size=60)
    | st.binary(max_size=60).map(A_FIRST.__add__)
    | st.floats().map(a_head)
)
def test_what_the_key_opens_and_is_no_piece_is_refused_in_a_sentence(
    content: bytes,
) -> None:
    with TemporaryDirectory() as folder:
        file, to = Path(folder, "a.backup"), Path(folder, "a.db")
        file.write_bytes(FIRST_LINE + VAULT.seal_bytes(content, FIRST_LINE) + b"\n")
        with pytest.raises(BadBackup, match=r"a\.backup is (damaged|incomplete|not)"):
            read_backup(file, to, VAULT)
        assert not to.exists()
        assert fault_of(file, VAULT)


def test_words_are_no_piece_of_a_back_up_though_the_same_key_sealed_them(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.backup"
    sealed = VAULT.seal("words", ELSEWHERE).encode()
    file.write_bytes(FIRST_LINE + sealed + b"\n")
    assert "cannot be opened" in fault_of(file, VAULT)


class _Torn(KeyVault):
    """Seals as a disk would have it that loses the end of what is written."""

    def seal_bytes(self, content: bytes, use: bytes) -> bytes:
        return super().seal_bytes(content, use)[:-40]


class _OfAnother(KeyVault):
    """Seals with a key that is not among those that open."""

    def seal_bytes(self, content: bytes, use: bytes) -> bytes:
        return KeyVault([new_key()]).seal_bytes(content, use)


class _Other(KeyVault):
    """Seals something else than it is given, in the same form."""

    def seal_bytes(self, content: bytes, use: bytes) -> bytes:
        packed = zlib.decompressobj().decompress(content[HEAD_BYTES:])
        changed = zlib.compress(packed.replace(b"pairing-tom", b"pairing-tim"))
        return super().seal_bytes(content[:HEAD_BYTES] + changed, use)


@pytest.mark.parametrize("vault", [_Torn, _OfAnother, _Other])
def test_a_back_up_that_does_not_read_back_is_not_kept_and_no_older_one_goes(
    store: EmbeddedStore, path: Path, vault: type[KeyVault]
) -> None:
    folder = path.parents[1] / "backups"
    for hour in range(3):
        now = NOW + timedelta(hours=hour)
        make_backup(path, folder, VAULT, now=now, keep=KEEP)
    before = sorted(folder.glob("ectbot*"))
    later = NOW + timedelta(hours=9)
    with pytest.raises(BadBackup, match="could not be read back"):
        make_backup(path, folder, vault([new_key()]), now=later, keep=Keep(1, 1))
    assert sorted(folder.glob("ectbot*")) == before
    make_backup(path, folder, VAULT, now=later, keep=Keep(1, 1))
    assert [made.hour for made in backups_in(folder)] == [later.hour]


def test_of_a_damaged_data_file_no_back_up_takes_the_place_of_a_sound_one(
    store: EmbeddedStore, path: Path
) -> None:
    file = backed_up(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE rows SET body = replace(body, 'Tom', 'Tim')")
        other.commit()
    with pytest.raises(BadBackup, match="no older one was deleted"):
        make_backup(
            path, file.parent, VAULT, now=NOW + timedelta(days=1), keep=Keep(1, 1)
        )
    assert list(backups_in(file.parent).values()) == [file]


def a_unit(store: EmbeddedStore, number: int) -> None:
    """Keep as many notes as claims, in one unit of work."""
    with store.transaction(TEAM) as records:
        for part in range(20):
            name = f"{number}-{part}"
            records.add(CLAIMS, a_claim(name))
            records.put(NOTES, a_note(name, VAULT.seal("x" * 1000, ELSEWHERE)))


@pytest.mark.slow
def test_each_back_up_of_a_bot_at_work_holds_whole_units_of_one_moment(
    store: EmbeddedStore, path: Path, tmp_path: Path
) -> None:
    ended, written = Event(), Semaphore(0)

    def write() -> None:
        for number in range(2000):
            if ended.wait(0.002):
                return
            a_unit(store, number)
            written.release()

    writer = Thread(target=write)
    writer.start()
    for number in range(6):
        for _ in range(10):
            written.acquire()
        now = NOW + timedelta(hours=number)
        make_backup(path, tmp_path / "backups", VAULT, now=now, keep=KEEP)
    ended.set()
    writer.join()
    for number, file in enumerate(backups_in(tmp_path / "backups").values()):
        at = tmp_path / f"{number}.db"
        restore_backup(file, at, VAULT, now=NOW, known=KNOWN)
        with closing(opened(at)) as restored, restored.reading(TEAM) as records:
            claims = {c.delivery for c in records.every(CLAIMS)} - {"handled"}
            notes = {n.session for n in records.every(NOTES)}
            assert claims <= notes
            assert len(claims) % 20 == 0
            assert len(claims) >= 200 * (number + 1)


@pytest.mark.slow
def test_a_large_file_takes_no_more_memory_than_a_few_pieces(tmp_path: Path) -> None:
    large, file, again = (tmp_path / name for name in ("large", "sealed", "again"))
    large.write_bytes(secrets.token_bytes(12_000_000))
    tracemalloc.start()
    try:
        write_backup(large, file, VAULT, made_at=NOW)
        read_backup(file, again, VAULT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert again.read_bytes() == large.read_bytes()
    assert peak < 6_000_000
