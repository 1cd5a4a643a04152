"""Every store there is, for the one suite that all of them must pass."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store
from bot.store.embedded import EmbeddedStore
from bot.store.memory import MemoryStore
from bot.store.postgres import PostgresStore, connected
from bot.store.tables import tables_of
from tests.postgres_server import running_server

Opened = Callable[[], AbstractContextManager[Store]]


@contextmanager
def _memory() -> Iterator[Store]:
    yield MemoryStore(ALL_KINDS, ALL_INDEXES)


@contextmanager
def _embedded() -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ectbot.db"
        with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
            yield store


@cache
def _server() -> str:
    """Start a server once, with the tables of the bot; return its address."""
    server = _AT_THE_END.enter_context(running_server("fsync=off"))
    engine = connected(server.url)
    tables_of(ALL_KINDS, ALL_INDEXES).create_all(engine)
    engine.dispose()
    return server.url


@contextmanager
def _postgres() -> Iterator[Store]:
    url = _server()
    # Twenty threads on a busy machine wait longer for their turn than a person would.
    opened = PostgresStore(url, ALL_KINDS, ALL_INDEXES, wait_seconds=15)
    with closing(opened) as store:
        yield store
    tables = tables_of(ALL_KINDS, ALL_INDEXES).sorted_tables
    engine = connected(url)
    with engine.begin() as connection:
        for table in tables:
            connection.execute(table.delete())
    engine.dispose()


_AT_THE_END = ExitStack()


@pytest.fixture(scope="session", autouse=True)
def _stop_the_server() -> Iterator[None]:
    with _AT_THE_END:
        yield


STORES: dict[str, Opened] = {
    "memory": _memory,
    "embedded": _embedded,
    "postgres": _postgres,
}


@pytest.fixture(params=sorted(STORES), scope="session")
def stores(request: pytest.FixtureRequest) -> Opened:
    """Open a new, empty store each time it is called."""
    return STORES[request.param]


@pytest.fixture
def store(stores: Opened) -> Iterator[Store]:
    with stores() as opened:
        yield opened
