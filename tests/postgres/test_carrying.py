"""Records carried from the data file to PostgreSQL and back: all, and unchanged."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_store
from bot.domain.kernel.record import MACHINE
from bot.domain.operations.heartbeats import Heartbeat
from bot.keys import new_key
from bot.ports.kinds import ALL_KINDS, CLAIMS, HEARTBEATS, SESSIONS
from bot.ports.store import Records, Store, StoreFault
from bot.sandbox.example_school import STARTS, TEAM, set_up
from bot.store.copying import carry, contents_of, copy_rows, rows_of
from bot.store.postgres.postgres_store import PostgresStore
from bot.usecases.operations.job_watch import is_at_work
from bot.vault import KeyVault
from tests.contract.examples import OTHER_TEAM, a_claim


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "ectbot.db")) as store:
        set_up(store, KeyVault([new_key()]))
        for team in (OTHER_TEAM, MACHINE):
            with store.transaction(team) as records:
                records.add(CLAIMS, a_claim())
        yield store


def _all(store: Store) -> object:
    return contents_of(rows_of(store, ALL_KINDS))


def test_all_records_arrive_and_come_back(
    source: Store, store: PostgresStore, tmp_path: Path
) -> None:
    total = carry(source, store, ALL_KINDS)
    assert total > 50
    assert _all(store) == _all(source)
    with closing(open_store(tmp_path / "back.db")) as back:
        assert carry(store, back, ALL_KINDS) == total
        assert _all(back) == _all(source)


def test_a_copy_that_was_broken_off_goes_on(
    source: Store, store: PostgresStore
) -> None:
    half = list(rows_of(source, ALL_KINDS))[::2]
    copy_rows(half, store)
    carry(source, store, ALL_KINDS)
    assert _all(store) == _all(source)


def test_a_database_with_other_records_is_refused_and_left_as_it_is(
    source: Store, store: PostgresStore
) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim("somebody else's"))
    before = _all(store)
    with pytest.raises(StoreFault, match="never written over"):
        carry(source, store, ALL_KINDS)
    assert _all(store) == before


def test_a_record_that_differs_is_refused(source: Store, store: PostgresStore) -> None:
    carry(source, store, ALL_KINDS)

    def change(records: Records) -> None:
        session = next(iter(records.every(SESSIONS)))
        records.remove(SESSIONS, session.id)

    with source.transaction(TEAM) as records:
        change(records)
    with pytest.raises(StoreFault, match="never written over"):
        carry(source, store, ALL_KINDS)


def test_a_bot_at_work_on_the_database_is_noticed_for_a_minute(
    store: PostgresStore,
) -> None:
    assert not is_at_work(store, STARTS)
    with store.transaction(MACHINE) as records:
        records.put(HEARTBEATS, Heartbeat(job="deliver", process="a", seen_at=STARTS))
    assert is_at_work(store, STARTS + timedelta(seconds=59))
    assert not is_at_work(store, STARTS + timedelta(seconds=61))
