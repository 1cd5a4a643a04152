"""Data files that earlier versions of ECT Bot wrote: each opens, and goes on.

tests/store/older/ holds one of each release, as tests/older_file.py keeps it, one from
before the first, and one that 0.1.0 wrote in a June, when its forms kept London's clock
in place of UTC: `schema-<version>-<which>.db`.
"""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain.kernel.instants import brought_to_utc
from bot.domain.operations.backups import Keep
from bot.keys import new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import StoreFault
from bot.sandbox.example_school import BEN, DEE, STARTS, TOM
from bot.sandbox.rehearsal import Rehearsal
from bot.store.backups.lifecycle import make_backup, restore_backup
from bot.store.checksums import PLAIN
from bot.store.codec import encoded
from bot.store.copying import rows_of
from bot.store.data_file.checking import SCHEMA_VERSION, check_file
from bot.store.data_file.durable_file import DurableFile
from bot.store.data_file.embedded import EmbeddedStore
from bot.vault import KeyVault
from tests.journeys.conftest import Control
from tests.journeys.reminders.actions import come_at, go_to, reminders
from tests.older_file import JUNE, OF_THIS_VERSION

OLDER = sorted(OF_THIS_VERSION.parent.glob("schema-*.db"))
Rows = dict[tuple[str, str, str], Any]


@pytest.fixture(params=OLDER, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / request.param.name))


@pytest.fixture
def june(tmp_path: Path) -> Path:
    return Path(shutil.copy(JUNE, tmp_path / "june.db"))


def as_written(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT team, kind, key, body FROM rows")
        return {
            (team, kind, key): json.loads(brought_to_utc(body))
            for team, kind, key, body in rows
        }


def without_messages(rows: Rows) -> Rows:
    return {
        name: fields
        for name, fields in rows.items()
        if name[1] not in {"nudges", "notices", "sweeps"}
    }


def as_read(path: Path) -> Rows:
    with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
        return {
            (team, kind.name, key): json.loads(encoded(record))
            for team, kind, key, record in rows_of(store, ALL_KINDS)
        }


def test_there_is_a_file_of_this_version_for_later_ones() -> None:
    assert OF_THIS_VERSION in OLDER, "run python -m tests.older_file"


def test_there_is_a_file_of_each_schema_version() -> None:
    versions = {int(path.stem.split("-")[1]) for path in OLDER}
    assert versions == set(range(1, SCHEMA_VERSION + 1))


def test_an_older_file_is_read_whole_with_all_that_it_held(older: Path) -> None:
    assert check_file(older, {kind.name: kind for kind in ALL_KINDS}) == []
    written = as_written(older)
    read = as_read(older)
    if older.name == JUNE.name:  # what it names by moments has other names now
        written, read = (without_messages(rows) for rows in (written, read))
    assert read.keys() == written.keys()
    for name, fields in written.items():
        for field, value in fields.items():
            assert read[name][field] == value, (name, field)


def test_a_bot_goes_on_with_an_older_file(older: Path) -> None:
    with Rehearsal(older, vault=KeyVault([])) as rehearsal:
        control = Control(rehearsal)
        assert "Tom Example" in json.dumps(control.command(DEE, "status"))
        control.command(DEE, "log yesterday 10:00 50m")
        assert "Dee Example" in control.told(TOM)[-1]
        assert rehearsal.bot.health()["ok"]


# What was not in UTC ------------------------------------------------------------------

_ELSEWHERE = re.compile(r"T\d\d:?\d\d(:\d\d(\.\d+)?)?[+-](?!00:00)\d\d:\d\d")


def times_of(read: Rows, session: str) -> dict[str, str]:
    """Return what has become of a session's own reminders, by the time in their key."""
    return {
        key.split(":", 2)[2]: fields["state"]
        for (_, kind, key), fields in read.items()
        if kind == "nudges" and key.split(":")[1] == session
    }


def test_nothing_is_left_that_is_not_in_utc_and_all_else_is_as_it_was(
    june: Path,
) -> None:
    assert _ELSEWHERE.search(june.read_bytes().decode("latin-1"))
    read = as_read(june)
    assert _ELSEWHERE.search(json.dumps([*read, *read.values()])) is None
    assert as_read(june) == read  # and once is enough
    with closing(sqlite3.connect(june)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_reminders_that_came_go_by_utc_and_those_that_wait_are_made_anew(
    june: Path,
) -> None:
    read = as_read(june)
    assert times_of(read, "c23ae1b3e67e91d4") == {
        "20270615T1300Z:U0BEN": "sent",
        "20270615T1300Z:U0BEN:again": "sent",  # it came twice
        "20270615T1300Z:1": "not_needed",
        "20270615T1300Z:1:again": "sent",
    }
    assert times_of(read, "267297a527d7b8bc") == {}
    told = ("T0EXAMPLE", "notices", "not_then:25c6d62ff304781b:")
    (occasion,) = (
        fields["occasion"]
        for name, fields in read.items()
        if name[:2] == told[:2] and name[2].startswith(told[2])
    )
    assert occasion == "2027-06-16T10:00:00+00:00"


def test_after_the_step_each_reminder_comes_once_and_at_its_own_time(
    june: Path,
) -> None:
    with Rehearsal(june, vault=KeyVault([])) as rehearsal:
        control = Control(rehearsal)

        def came(person: str, words: str) -> list[str]:
            found = (m for m in reminders(control, person) if words in m["text"])
            return [f"{come_at(message):%d %b %H:%M}" for message in found]

        before = came(BEN, "In an hour"), came(BEN, "Did you meet")
        for time in ("16 08:20", "16 10:59", "16 11:00", "16 13:30"):
            go_to(control, f"2027-06-{time}")
        assert came(BEN, "In an hour") == [*before[0], "16 Jun 11:00"]
        assert came(BEN, "Did you meet Priya Example?")[-1] == "16 Jun 13:30"
        for time in ("23 11:59", "23 12:00", "23 13:01", "23 14:29", "23 14:30"):
            go_to(control, f"2027-06-{time}")
        assert came(DEE, "In an hour")[-1:] == ["23 Jun 12:00"]
        assert came(DEE, "Did you meet Tom Example?")[-1] == "23 Jun 14:30"


def test_a_step_that_is_broken_off_leaves_the_file_as_it_was(june: Path) -> None:
    before = as_written(june)
    with closing(sqlite3.connect(june)) as connection:
        connection.execute(
            "CREATE TRIGGER broken BEFORE DELETE ON rows WHEN OLD.kind = 'sweeps' "
            "BEGIN SELECT RAISE(ABORT, 'broken off'); END"
        )
    with pytest.raises(StoreFault, match="broken off"):
        DurableFile(june)
    assert as_written(june) == before
    with closing(sqlite3.connect(june)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        connection.execute("DROP TRIGGER broken")
    assert as_read(june)


def test_a_back_up_of_an_older_file_is_restored_in_utc(
    june: Path, tmp_path: Path
) -> None:
    vault = KeyVault([new_key()])
    made = make_backup(june, tmp_path / "backups", vault, now=STARTS, keep=Keep(1, 1))
    again = tmp_path / "restored.db"
    restore_backup(
        made, again, vault, now=STARTS, known=(ALL_KINDS, ALL_INDEXES, PLAIN)
    )
    rows = {name: row for name, row in as_read(again).items() if name[1] != "restores"}
    assert rows == as_read(june)
