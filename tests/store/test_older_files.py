"""Data files that earlier versions of ECT Bot wrote: each opens, and goes on.

tests/store/older/ holds one of each release, as tests/older_file.py keeps it, and one
from before the first: `schema-<version>-<which>.db`.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.sandbox.example_school import DEE, TOM
from bot.sandbox.rehearsal import Rehearsal
from bot.store.copying import rows_of
from bot.store.data_file import SCHEMA_VERSION, check_file
from bot.store.embedded import EmbeddedStore
from bot.store.fitting import encoded
from bot.vault import FernetVault
from tests.journeys.conftest import Control
from tests.older_file import OF_THIS_VERSION

OLDER = sorted(OF_THIS_VERSION.parent.glob("schema-*.db"))
Rows = dict[tuple[str, str, str], Any]


@pytest.fixture(params=OLDER, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "practice.db"
    shutil.copy(request.param, path)
    return path


def as_written(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT team, kind, key, body FROM rows")
        return {(team, kind, key): json.loads(body) for team, kind, key, body in rows}


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
    assert read.keys() == written.keys()
    for name, fields in written.items():
        for field, value in fields.items():
            assert read[name][field] == value, (name, field)


def test_a_bot_goes_on_with_an_older_file(older: Path) -> None:
    with Rehearsal(older, vault=FernetVault([])) as rehearsal:
        control = Control(rehearsal)
        assert "Tom Example" in json.dumps(control.command(DEE, "status"))
        control.command(DEE, "log 10:00 50m")
        assert "Dee Example" in control.told(TOM)[-1]
        assert rehearsal.bot.health()["ok"]
