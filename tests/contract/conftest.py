"""Every store there is, for the one suite that all of them must pass."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store
from bot.store.embedded import EmbeddedStore
from bot.store.memory import MemoryStore
from bot.store.postgres import PostgresStore, connected
from bot.store.tables import tables_of
from tests.pooler import MODES, pooled
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


@cache
def _pooler(mode: str) -> str:
    """Start a pooler before that server once; return the address through it."""
    return _AT_THE_END.enter_context(pooled(_server(), mode))


@contextmanager
def _postgres(mode: str = "") -> Iterator[Store]:
    url = _pooler(mode) if mode else _server()
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
POOLED: dict[str, Opened] = {
    f"postgres behind a pooler, by {mode}": partial(_postgres, mode) for mode in MODES
}
_SLOWLY = [pytest.param(name, marks=pytest.mark.slow) for name in POOLED]


@pytest.fixture(params=[*sorted(STORES), *_SLOWLY], scope="session")
def stores(request: pytest.FixtureRequest) -> Opened:
    """Open a new, empty store each time it is called."""
    return (STORES | POOLED)[request.param]


@pytest.fixture
def store(stores: Opened) -> Iterator[Store]:
    with stores() as opened:
        yield opened
