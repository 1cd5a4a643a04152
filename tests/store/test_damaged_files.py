"""Damage and hand-edits are never silent: refused by name, and the file left alone."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.kernel.record import Record
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, SESSIONS
from bot.ports.store import StoreFault
from bot.store.copying import rows_of
from bot.store.data_file.checking import check_file, read_rows
from bot.store.data_file.embedded import EmbeddedStore
from tests.contract.examples import TEAM, a_session
from tests.store.test_foreign_files import KINDS, contents


def _read(path: Path) -> dict[tuple[str, str, str], Record]:
    return {(t, kind.name, key): r for t, kind, key, r in read_rows(path, KINDS)}


def _edit(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            """UPDATE rows SET body = replace(body, '"minutes":45', '"minutes":450')
            WHERE kind = 'sessions' AND key = 's3'""",
            r"table sessions, the record s3 .*\$\.minutes",
        ),
        (
            """UPDATE rows SET body = replace(body, '"minutes":45', '"minutes":50')
            WHERE kind = 'sessions' AND key = 's3'""",
            "table sessions, the record s3 was changed outside the bot",
        ),
        (
            """UPDATE rows SET body = '{"colour":"red"}' WHERE key = 'n4'""",
            "table next_steps, the record n4 .*colour",
        ),
        (
            "UPDATE rows SET body = 'not json' WHERE key = 'n4'",
            "table next_steps, the record n4",
        ),
        (
            "UPDATE rows SET key = 's99' WHERE kind = 'sessions' AND key = 's3'",
            "table sessions, the record s99 .*another key",
        ),
        ("UPDATE rows SET team = 'T1' WHERE key = 'n4'", "n4 was changed outside"),
        ("UPDATE rows SET kind = 'songs' WHERE key = 'n4'", "no table songs.* n4"),
        (
            "UPDATE rows SET body = CAST(x'7bff7d' AS TEXT) WHERE key = 'n4'",
            "table next_steps, the record n4",
        ),
        ("UPDATE rows SET checksum = 'x' WHERE key = 'n4'", "n4 was changed outside"),
        ("ALTER TABLE rows DROP COLUMN checksum", "table is not as the bot made it"),
        ("DROP TABLE rows", "table is not as the bot made it"),
        ("PRAGMA user_version = 0", "no schema 0"),
    ],
)
def test_a_hand_edited_file_is_refused_by_table_key_and_field(
    data_file: Path, statement: str, reason: str
) -> None:
    _edit(data_file, statement)
    before = contents(data_file.parent)
    with pytest.raises(StoreFault, match=rf"ectbot.db: .*{reason}.*left as it is"):
        EmbeddedStore(data_file, ALL_KINDS, ALL_INDEXES)
    assert len(check_file(data_file, KINDS)) == 1
    assert contents(data_file.parent) == before


def test_all_that_is_wrong_is_told_at_once(data_file: Path) -> None:
    _edit(data_file, "UPDATE rows SET checksum = 1 WHERE key IN ('n4', 's3', 'n7')")
    told = check_file(data_file, KINDS)
    assert [sum(name in line for line in told) for name in ("n4", "s3", "n7")] == [
        1,
        2,  # the session and its note
        1,
    ]


def test_a_complaint_never_quotes_what_people_wrote(data_file: Path) -> None:
    for body in (f"x'22{b'Confidential'.hex()}ff22'", "'\"Confidential'"):
        _edit(data_file, f"UPDATE rows SET body = {body} WHERE key = 'n4'")  # noqa: S608  # the test's own words
        (told,) = check_file(data_file, KINDS)
        assert "onfidential" not in told


@pytest.mark.parametrize("keep", [1, 50, 100, 4095, 4096, 8192, 10_000])
def test_a_truncated_file_is_refused_and_left_untouched(
    data_file: Path, keep: int
) -> None:
    data_file.write_bytes(data_file.read_bytes()[:keep])
    before = contents(data_file.parent)
    with pytest.raises(StoreFault, match="left as it is"):
        EmbeddedStore(data_file, ALL_KINDS, ALL_INDEXES)
    assert check_file(data_file, KINDS)
    assert contents(data_file.parent) == before


def _is_told_or_harmless(path: Path, sound: dict[tuple[str, str, str], Record]) -> bool:
    """Whether what was done to a file is refused, or did nothing to any record."""
    before = contents(path.parent)
    try:
        found = _read(path)
    except StoreFault:
        found = sound
    return found == sound and contents(path.parent) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bits_anywhere_are_told_or_harmless(
    data_file: Path, data: st.DataObject
) -> None:
    whole = data_file.read_bytes()
    sound = _read(data_file)
    places = data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=3))
    damaged = bytearray(whole)
    for place in places:
        damaged[place] ^= data.draw(st.integers(1, 255))
    try:
        data_file.write_bytes(damaged)
        assert _is_told_or_harmless(data_file, sound)
    finally:
        data_file.write_bytes(whole)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_every_byte_of_a_file_flipped_in_turn_is_told_or_harmless(
    data_file: Path, flip: int
) -> None:
    whole = data_file.read_bytes()
    sound = _read(data_file)
    with data_file.open("r+b", buffering=0) as file:
        for place, byte in enumerate(whole):
            os.pwrite(file.fileno(), bytes([byte ^ flip]), place)
            with suppress(StoreFault):
                assert _read(data_file) == sound, place
            os.pwrite(file.fileno(), bytes([byte]), place)
    assert data_file.read_bytes() == whole


def test_a_zeroed_page_is_refused(data_file: Path) -> None:
    whole = data_file.read_bytes()
    for start in range(4096, len(whole), 4096):
        data_file.write_bytes(whole[:start] + bytes(4096) + whole[start + 4096 :])
        with pytest.raises(StoreFault):
            EmbeddedStore(data_file, ALL_KINDS, ALL_INDEXES)


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A data file whose write-ahead log still holds ten sessions, as after a crash."""
    path = tmp_path / "ectbot.db"
    (tmp_path / "crashed").mkdir()
    with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
        for number in range(10):
            with store.transaction(TEAM) as records:
                records.add(SESSIONS, a_session(f"s{number}"))
        for name in ("ectbot.db", "ectbot.db-wal"):
            shutil.copy(tmp_path / name, tmp_path / "crashed" / name)
    return tmp_path / "crashed" / "ectbot.db"


def test_looking_at_a_crashed_file_leaves_its_log_for_the_bot(crashed: Path) -> None:
    before = contents(crashed.parent)
    assert check_file(crashed, KINDS) == []
    assert len(_read(crashed)) == 10
    after = contents(crashed.parent)
    assert {name: after[name] for name in before} == before
    with closing(EmbeddedStore(crashed, ALL_KINDS, ALL_INDEXES)) as store:
        assert len(list(rows_of(store, [SESSIONS]))) == 10
    assert sorted(contents(crashed.parent)) == ["ectbot.db"]


def test_a_log_that_a_power_cut_tore_loses_no_more_than_its_last_unit_of_work(
    crashed: Path,
) -> None:
    log = crashed.with_name("ectbot.db-wal")
    log.write_bytes(log.read_bytes()[:-100])
    with closing(EmbeddedStore(crashed, ALL_KINDS, ALL_INDEXES)) as store:
        assert len(list(rows_of(store, [SESSIONS]))) == 9


@pytest.mark.parametrize("place", [3, 20, 30, 40, 50, 5000, 20_000])
def test_a_log_that_is_damaged_in_the_middle_is_refused_and_left_untouched(
    crashed: Path, place: int
) -> None:
    log = crashed.with_name("ectbot.db-wal")
    damaged = bytearray(log.read_bytes())
    damaged[place] ^= 0x10
    log.write_bytes(damaged)
    before = contents(crashed.parent)
    with pytest.raises(StoreFault, match="write-ahead log"):
        EmbeddedStore(crashed, ALL_KINDS, ALL_INDEXES)
    assert contents(crashed.parent) == before


@pytest.mark.slow
def test_every_byte_of_a_log_flipped_in_turn_is_told_or_costs_the_last_unit_at_most(
    crashed: Path,
) -> None:
    log = crashed.with_name("ectbot.db-wal")
    whole = log.read_bytes()
    for place in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        log.write_bytes(damaged)
        try:
            found = len(_read(crashed))
        except StoreFault:
            continue
        finally:
            crashed.with_name("ectbot.db-shm").unlink(missing_ok=True)
        assert found >= 9, place
