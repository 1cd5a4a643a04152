"""A server for the tests of what only PostgreSQL does."""

from collections.abc import Iterator

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.store.postgres import PostgresStore, connected
from bot.store.tables import tables_of
from tests.postgres_server import PostgresServer, running_server


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """Return a server of this test's own, with the bot's tables."""
    with running_server("fsync=off") as opened:
        engine = connected(opened.url)
        tables_of(ALL_KINDS, ALL_INDEXES).create_all(engine)
        engine.dispose()
        yield opened


@pytest.fixture
def store(server: PostgresServer) -> Iterator[PostgresStore]:
    opened = PostgresStore(server.url, ALL_KINDS, ALL_INDEXES)
    yield opened
    opened.close()
