"""A database that is down, dropped, read-only, busy or strange: told, and recovered."""

from contextlib import closing

import pytest
from sqlalchemy import text

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, CLAIMS
from bot.ports.store import StoreFault
from bot.store.postgres.postgres_store import PostgresStore, connected
from tests.contract.examples import TEAM, a_claim
from tests.postgres_server import PostgresServer


def _keep(store: PostgresStore, key: str) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim(key))


def _kept(store: PostgresStore) -> list[str]:
    with store.reading(TEAM) as records:
        return [claim.delivery for claim in records.every(CLAIMS)]


def test_a_server_that_is_gone_is_told_and_found_again_without_a_restart(
    server: PostgresServer, store: PostgresStore
) -> None:
    _keep(store, "d1")
    server.stop()
    with pytest.raises(StoreFault, match="nothing was saved"):
        _keep(store, "d2")
    with pytest.raises(StoreFault):
        _kept(store)
    server.start("fsync=off")
    _keep(store, "d3")
    assert _kept(store) == ["d1", "d3"]


def test_a_server_that_goes_in_the_middle_of_a_unit_of_work_undoes_it(
    server: PostgresServer, store: PostgresStore
) -> None:
    with pytest.raises(StoreFault), store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim("d1"))
        server.stop()
    server.start("fsync=off")
    assert _kept(store) == []


def test_a_database_that_only_reads_is_told_and_can_be_read(
    server: PostgresServer, store: PostgresStore
) -> None:
    _keep(store, "d1")
    engine = connected(server.url)
    with engine.connect() as connection:
        own = connection.execution_options(isolation_level="AUTOCOMMIT")
        own.execute(text("ALTER ROLE ectbot SET default_transaction_read_only = on"))
    engine.dispose()
    with closing(PostgresStore(server.url, ALL_KINDS, ALL_INDEXES)) as fresh:
        for _ in range(2):  # also where a connection has been used for reading
            with pytest.raises(StoreFault, match="read-only"):
                _keep(fresh, "d2")
            assert _kept(fresh) == ["d1"]


def test_a_database_without_a_free_connection_is_told(
    server: PostgresServer, store: PostgresStore
) -> None:
    _keep(store, "d1")
    server.stop("fast")
    server.start("max_connections=4", "superuser_reserved_connections=0")
    engine = connected(server.url)
    held = [engine.connect() for _ in range(4)]
    with pytest.raises(StoreFault, match="OperationalError"):
        _keep(store, "d2")
    for connection in held:
        connection.close()
    engine.dispose()
    _keep(store, "d3")
    assert _kept(store) == ["d1", "d3"]


def test_a_writer_who_never_ends_is_waited_for_a_while_and_no_longer(
    server: PostgresServer, store: PostgresStore
) -> None:
    with closing(PostgresStore(server.url, ALL_KINDS, ALL_INDEXES)) as other:
        with other.transaction(TEAM) as records:
            records.add(CLAIMS, a_claim("d1"))
            with pytest.raises(StoreFault, match="lock timeout"):
                _keep(store, "d2")
        _keep(store, "d3")
    assert _kept(store) == ["d1", "d3"]


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://nobody@127.0.0.1:9/none", "postgresql+psycopg://"]
)
def test_an_address_where_nothing_answers_is_told(url: str) -> None:
    with (
        closing(PostgresStore(url, ALL_KINDS, ALL_INDEXES)) as store,
        pytest.raises(StoreFault),
    ):
        store.teams()


@pytest.mark.parametrize("url", ["ectbot.db", "mysql://host/db", "postgresql+x://h/d"])
def test_an_address_of_something_else_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StoreFault, match=r"postgresql\+psycopg://user"):
        PostgresStore(url, ALL_KINDS, ALL_INDEXES)
