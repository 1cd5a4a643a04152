"""Every store there is, for the one suite that all of them must pass."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store
from bot.store.embedded import EmbeddedStore
from bot.store.memory import MemoryStore

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


STORES: dict[str, Opened] = {"memory": _memory, "embedded": _embedded}


@pytest.fixture(params=sorted(STORES), scope="session")
def stores(request: pytest.FixtureRequest) -> Opened:
    """Open a new, empty store each time it is called."""
    return STORES[request.param]


@pytest.fixture
def store(stores: Opened) -> Iterator[Store]:
    with stores() as opened:
        yield opened
