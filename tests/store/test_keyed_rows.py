"""Whoever can write the data file, and has not the key, changes nothing unnoticed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.operations.backups import Keep
from bot.keys import UNBOUND, new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, MEMBERS, SESSIONS
from bot.ports.store import StoreFault
from bot.sandbox.example_school import STARTS, set_up
from bot.store.backups.lifecycle import make_backup, restore_backup
from bot.store.checksums import PLAIN, Checksums, checksums_with
from bot.store.copying import keep_anew
from bot.store.data_file.checking import check_file, sound_row
from bot.store.data_file.embedded import EmbeddedStore
from bot.store.data_file.file_rows import ROWS
from bot.vault import KeyVault
from tests.contract.examples import OTHER_TEAM, TEAM, a_member, a_session
from tests.older_file import JUNE
from tests.store.any_record import a_record
from tests.store.test_foreign_files import KINDS, contents

KEY, OTHER_KEY = new_key(), new_key()
BARE = "c2l4dGVlbiBieXRlcyBhbmQgc2l4dGVlbiBtb3JlISE="  # as keys were before 0.2.0
KEYED, UNTIL_RESEAL = checksums_with([KEY]), checksums_with([KEY, UNBOUND])
Row = tuple[bytes, bytes, bytes, bytes, Any]


def opened(path: Path, sums: Checksums = KEYED) -> EmbeddedStore:
    return EmbeddedStore(path, ALL_KINDS, ALL_INDEXES, sums)


@pytest.fixture(scope="module")
def one_of_each(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data file that holds a record of every kind, twice over."""
    path = tmp_path_factory.mktemp("keyed") / "ectbot.db"
    with closing(opened(path)) as store:
        for team in (TEAM, OTHER_TEAM):
            with store.transaction(team) as records:
                for kind in ALL_KINDS:
                    records.put(kind, a_record(kind))
    return path


@pytest.fixture
def path(one_of_each: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(one_of_each, tmp_path / "ectbot.db"))


def edit(path: Path, statement: str, *values: object) -> int:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement, values).rowcount


def rows_in(path: Path) -> list[Row]:
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return connection.execute(ROWS).fetchall()


def with_plain_checksums(path: Path) -> None:
    """Write what each row would have added up to before there were keys."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.create_function("plain", 4, lambda *row: PLAIN.of(*map(bytes, row)))
        connection.execute(
            "UPDATE rows SET checksum = plain(CAST(team AS BLOB), CAST(kind AS BLOB), "
            "CAST(key AS BLOB), CAST(body AS BLOB))"
        )


@pytest.mark.parametrize("and_its_checksum", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        "body = replace(body, '1', '2')",
        "body = replace(body, 'a', 'b')",
        "body = body || ' '",
        "team = team || '2'",
        "key = key || '2'",
        "checksum = randomblob(20)",
        "checksum = substr(checksum, 1, 15)",
        "checksum = x''",
        "checksum = ''",
        "checksum = 7",
    ],
)
def test_a_row_of_any_kind_that_was_changed_is_damage_that_is_found(
    path: Path, change: str, *, and_its_checksum: bool
) -> None:
    before = set(rows_in(path))
    edit(path, f"UPDATE rows SET {change}")  # noqa: S608 - the test's own words
    if and_its_checksum:
        with_plain_checksums(path)
    changed = [row for row in rows_in(path) if row not in before]
    assert changed
    told = [sound_row(KINDS, row, KEYED) for row in changed]
    assert not [one for one in told if not isinstance(one, str)]
    assert check_file(path, KINDS, KEYED)
    with pytest.raises(StoreFault, match=r"In table \w+, the record .*left as it is"):
        opened(path)


def test_a_row_of_one_kind_is_none_of_another(path: Path) -> None:
    for team, kind, key, body, checksum in rows_in(path):
        for other in KINDS.keys() - {kind.decode()}:
            moved = (team, other.encode(), key, body, checksum)
            assert isinstance(sound_row(KINDS, moved, KEYED), str), (kind, other)


def test_a_row_of_one_workspace_is_none_of_another(path: Path) -> None:
    """The record is whole, and so is its checksum; both belong elsewhere."""
    edit(path, "DELETE FROM rows WHERE team = ?", TEAM)
    edit(path, "UPDATE rows SET team = ?", TEAM)
    with pytest.raises(StoreFault, match="was changed outside the bot"):
        opened(path)


@given(
    st.lists(st.binary(max_size=6), min_size=4, max_size=4),
    st.lists(st.binary(max_size=6), min_size=4, max_size=4),
)
def test_no_other_texts_add_up_to_the_same(
    texts: list[bytes], others: list[bytes]
) -> None:
    added_up = KEYED.of(*texts)
    assert KEYED.why_not(added_up, *texts) == ""
    shifted = [b"\0".join(texts[:2]), *texts[2:], b""]
    for other in (others, shifted, [texts[0] + texts[1], b"", *texts[2:]]):
        assert (KEYED.why_not(added_up, *other) == "") == (other == texts)


def test_who_says_that_a_file_is_an_old_one_is_not_believed(path: Path) -> None:
    with_plain_checksums(path)
    with pytest.raises(StoreFault, match="kept while the key was missing"):
        opened(path)
    edit(path, "PRAGMA user_version = 1")
    before = contents(path.parent)
    with pytest.raises(StoreFault, match="of an earlier version"):
        opened(path)
    assert contents(path.parent) == before
    with pytest.raises(StoreFault, match="of an earlier version"):
        opened(Path(shutil.copy(JUNE, path)))


def test_what_was_not_read_at_the_start_is_checked_when_it_is(path: Path) -> None:
    seldom = next(kind for kind in ALL_KINDS if kind.seldom_read)
    with closing(opened(path)) as store:
        edit(path, "UPDATE rows SET body = body || ' ' WHERE kind = ?", seldom.name)
        with (
            pytest.raises(StoreFault, match="was changed outside the bot"),
            store.reading(TEAM) as records,
        ):
            list(records.every(seldom))
        with (
            pytest.raises(StoreFault, match="was changed outside the bot"),
            store.snapshot(TEAM) as seen,
        ):
            list(seen.every(seldom))


def _made(path: Path, sums: Checksums) -> None:
    with closing(opened(path, sums)) as store, store.transaction(TEAM) as records:
        records.put(SESSIONS, a_session())
        records.put(MEMBERS, a_member())


@pytest.mark.parametrize("before", [PLAIN, checksums_with([OTHER_KEY])])
def test_what_was_kept_before_opens_until_all_of_it_is_kept_anew(
    tmp_path: Path, before: Checksums
) -> None:
    path = tmp_path / "ectbot.db"
    _made(path, before)
    with pytest.raises(StoreFault, match=r"docs/keys\.md"):
        opened(path)
    with closing(opened(path, UNTIL_RESEAL)) as store:
        keep_anew(store, ALL_KINDS)
    assert check_file(path, KINDS, KEYED) == []
    opened(path).close()


def test_with_a_bare_key_first_rows_are_as_they_were_before(tmp_path: Path) -> None:
    path = tmp_path / "ectbot.db"
    _made(path, checksums_with([BARE]))
    assert check_file(path, KINDS, PLAIN) == []
    with closing(sqlite3.connect(path)) as connection:
        (kinds,) = connection.execute("SELECT DISTINCT typeof(checksum) FROM rows")
    assert kinds == ("integer",)
    assert check_file(path, KINDS, checksums_with([KEY, BARE])) == []


def test_where_the_key_is_lost_the_bot_goes_on_and_damage_is_found(path: Path) -> None:
    opened(path, PLAIN).close()
    edit(path, "UPDATE rows SET body = body || ' ' WHERE kind = 'sessions'")
    with pytest.raises(StoreFault, match=r"sessions.* or damaged"):
        opened(path, PLAIN)


def test_a_newer_key_checks_what_an_older_one_wrote(path: Path) -> None:
    both = checksums_with([OTHER_KEY, KEY])
    with closing(opened(path, both)) as store:
        keep_anew(store, ALL_KINDS)
    opened(path, checksums_with([OTHER_KEY])).close()
    with pytest.raises(StoreFault, match="with a key that is not here"):
        opened(path)


def test_a_back_up_of_before_is_restored_with_rows_of_the_newest_key(
    tmp_path: Path,
) -> None:
    path, vault = tmp_path / "ectbot.db", KeyVault([KEY])
    with closing(opened(path, UNTIL_RESEAL)) as store:
        set_up(store, vault)
    old = tmp_path / "old.db"
    with closing(opened(old, PLAIN)) as store:
        set_up(store, vault)
    for data, sums in ((path, KEYED), (old, PLAIN)):
        made = make_backup(
            data, tmp_path / data.stem, vault, now=STARTS, keep=Keep(1, 1), sums=sums
        )
        to = tmp_path / "restored" / data.name
        known = (ALL_KINDS, ALL_INDEXES, KEYED)
        restore_backup(made, to, vault, now=STARTS, known=known)
        opened(to).close()


def test_no_back_up_is_made_of_a_file_that_was_changed(path: Path) -> None:
    edit(path, "UPDATE rows SET body = body || ' ' WHERE kind = 'sessions'")
    with_plain_checksums(path)
    with pytest.raises(StoreFault, match="is damaged"):
        make_backup(
            path,
            path.parent / "backups",
            KeyVault([KEY]),
            now=STARTS,
            keep=Keep(1, 1),
            sums=KEYED,
        )


def test_a_body_of_endless_depth_is_damage_too(path: Path) -> None:
    body = "[" * 100_000
    edit(path, "UPDATE rows SET body = ? WHERE kind = 'sessions'", body)
    assert "sessions" in check_file(path, KINDS, KEYED)[0]


@pytest.mark.parametrize(
    "statement",
    [
        (
            "CREATE TRIGGER t AFTER DELETE ON rows BEGIN INSERT INTO rows "
            "VALUES (old.team, old.kind, old.key, old.body, old.checksum); END"
        ),
        "CREATE TRIGGER t BEFORE INSERT ON rows BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TABLE aside (body TEXT)",
        "CREATE VIEW aside AS SELECT * FROM rows",
        "CREATE INDEX aside ON rows (body)",
        "ALTER TABLE rows ADD COLUMN twice TEXT AS (body)",
    ],
)
def test_what_another_put_into_the_file_to_act_later_is_damage(
    path: Path, tmp_path: Path, statement: str
) -> None:
    edit(path, statement)
    for sums in KEYED, UNTIL_RESEAL, PLAIN:
        [problem] = check_file(path, KINDS, sums)
        assert "besides the bot's own table" in problem
    with pytest.raises(StoreFault, match="besides the bot's own table"):
        opened(path)
    with pytest.raises(StoreFault, match="No back-up was made"):
        make_backup(
            path,
            tmp_path / "backups",
            KeyVault([KEY]),
            now=STARTS,
            keep=Keep(24, 14),
            sums=KEYED,
        )


def test_what_is_no_text_is_said_to_be_none() -> None:
    row = b"T1", b"sessions", b"s3", 7, 7
    assert sound_row(KINDS, row, PLAIN) == (
        "There is a record that is something other than text."
    )


def test_what_sqlite_notes_for_itself_is_no_damage(path: Path) -> None:
    edit(path, "ANALYZE")
    assert not check_file(path, KINDS, KEYED)
