"""The tables go up step by step, by nobody's accident, and fit the program."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import StoreFault
from bot.store.migrating import go_up
from bot.store.postgres import PostgresStore, connected
from bot.store.tables import tables_of
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
