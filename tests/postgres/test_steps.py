"""The tables go up step by step, by nobody's accident, and fit the program."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text

from bot.domain.kernel.instants import brought_to_utc
from bot.domain.kernel.record import Record
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Kind, StoreFault
from bot.store.codec import decoded
from bot.store.copying import contents_of, rows_of
from bot.store.data_file.embedded import EmbeddedStore
from bot.store.postgres.migrating import config_for, go_up
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.store.postgres.tables import as_text, column_of, tables_of
from tests.older_file import JUNE
from tests.postgres_server import running_server


@pytest.fixture
def empty() -> Iterator[Engine]:
    """Return a database without any table."""
    with running_server("fsync=off") as server:
        engine = connected(server.url)
        yield engine
        engine.dispose()


def _require_tables(engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    with closing(PostgresStore(url, ALL_KINDS, ALL_INDEXES)) as store:
        store.require_tables()


def test_the_steps_make_just_the_tables_that_the_kinds_need(empty: Engine) -> None:
    assert go_up(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection)
        needed = tables_of(ALL_KINDS, ALL_INDEXES)
        assert compare_metadata(context, needed) == [], (
            'write the next step: python -m tests.new_step "why"'
        )


def test_going_up_twice_changes_nothing(empty: Engine) -> None:
    go_up(empty)
    assert go_up(empty) == []
    _require_tables(empty)


def test_a_database_without_tables_is_refused_with_what_to_do(empty: Engine) -> None:
    with pytest.raises(StoreFault, match="ectbot migrate up"):
        _require_tables(empty)


def test_the_tables_of_a_newer_bot_are_refused_and_left_as_they_are(
    empty: Engine,
) -> None:
    go_up(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreFault, match="newer ECT Bot"):
        _require_tables(empty)
    with pytest.raises(StoreFault, match="newer ECT Bot"):
        go_up(empty)
    with empty.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version"))
        assert found.scalars().all() == ["9999"]


def _fill_as_before(engine: Engine, file: Path) -> None:
    """Make the first tables, and put the rows of a data file of 0.1.0 into them."""
    kinds = {kind.name: kind for kind in ALL_KINDS}
    known = tables_of(ALL_KINDS, ALL_INDEXES).tables
    with engine.begin() as connection, closing(sqlite3.connect(file)) as source:
        command.upgrade(config_for(connection), "0001")
        for team, name, key, body in source.execute(
            "SELECT team, kind, key, body FROM rows"
        ):
            # A look-up held moments in UTC already.
            record = decoded(kinds[name], key, brought_to_utc(body).encode())
            values = entries_of(record, kinds[name])
            row = {"team_id": team, "key": key, "body": body, **values}
            connection.execute(known[name].insert().values(row))


def entries_of(record: Record, kind: Kind[Any]) -> dict[str, list[str] | None]:
    return {
        column_of(index): None if entry is None else [as_text(part) for part in entry]
        for index in ALL_INDEXES
        if index.kind.name == kind.name
        for entry in [index.entry(record)]
    }


def test_what_was_not_in_utc_is_brought_there_with_its_reminders_and_look_ups(
    empty: Engine, tmp_path: Path
) -> None:
    file = Path(shutil.copy(JUNE, tmp_path / "june.db"))
    _fill_as_before(empty, file)
    assert go_up(empty)
    url = empty.url.render_as_string(hide_password=False)
    with (
        closing(PostgresStore(url, ALL_KINDS, ALL_INDEXES)) as store,
        closing(EmbeddedStore(file, ALL_KINDS, ALL_INDEXES)) as brought_up,
    ):
        rows = list(rows_of(store, ALL_KINDS))
        assert contents_of(rows) == contents_of(rows_of(brought_up, ALL_KINDS))
    tables = tables_of(ALL_KINDS, ALL_INDEXES).tables
    with empty.connect() as connection:
        for team, kind, key, record in rows:
            table = tables[kind.name]
            which = (table.c.team_id == team) & (table.c.key == key)
            (row,) = connection.execute(table.select().where(which)).mappings()
            entries = {c: row[c] for c in row if c.startswith("by_")}
            assert entries == entries_of(record, kind), (kind.name, key)
