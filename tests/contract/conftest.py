"""Every store there is, for the one suite that all of them must pass."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine

from bot.keys import new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store
from bot.store.checksums import checksums_with
from bot.store.data_file.embedded import EmbeddedStore
from bot.store.memory import MemoryStore
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.store.postgres.tables import tables_of
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
        with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES, _SUMS)) as store:
            yield store


@cache
def _server() -> Engine:
    """Start a server once, with the tables of the bot; return a way to it."""
    server = _AT_THE_END.enter_context(running_server("fsync=off"))
    engine = connected(server.url)
    _AT_THE_END.callback(engine.dispose)
    _TABLES.create_all(engine)
    return engine


@cache
def _pooler(mode: str) -> str:
    """Start a pooler before that server once; return the address through it."""
    return _AT_THE_END.enter_context(pooled(_server().url.render_as_string(), mode))


@contextmanager
def _postgres(mode: str = "") -> Iterator[Store]:
    server = _server()
    url = _pooler(mode) if mode else server.url.render_as_string()
    # Twenty threads on a busy machine wait longer for their turn than a person would.
    opened = PostgresStore(url, ALL_KINDS, ALL_INDEXES, _SUMS, wait_seconds=15)
    with closing(opened) as store:
        yield store
    with server.begin() as connection:  # one round trip for all of them
        connection.exec_driver_sql(_EMPTY)


_SUMS = checksums_with([new_key()])
_TABLES = tables_of(ALL_KINDS, ALL_INDEXES)
_EMPTY = ";".join(str(table.delete()) for table in _TABLES.sorted_tables)
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
