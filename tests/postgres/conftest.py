"""A server for the tests of what only PostgreSQL does."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.store.postgres.tables import tables_of
from tests.postgres_server import PostgresServer, filled_cluster, running_server


@cache
def with_tables() -> Path:
    """Make the bot's tables once: a copy of them is quicker."""

    def fill(url: str) -> None:
        engine = connected(url)
        tables_of(ALL_KINDS, ALL_INDEXES).create_all(engine)
        engine.dispose()

    return filled_cluster(fill)


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """Return a server of this test's own, with the bot's tables."""
    with running_server("fsync=off", like=with_tables()) as opened:
        yield opened


@pytest.fixture
def store(server: PostgresServer) -> Iterator[PostgresStore]:
    opened = PostgresStore(server.url, ALL_KINDS, ALL_INDEXES)
    yield opened
    opened.close()
