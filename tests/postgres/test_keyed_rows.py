"""Whoever can write the tables, and has not the key, changes nothing unnoticed."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, Table, text

from bot.config import Settings
from bot.doctor import examine
from bot.domain.kernel.record import TeamId
from bot.keys import UNBOUND, new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, MEMBERS, MEMBERS_OF_PERSON, SESSIONS
from bot.ports.store import Reading, StoreFault
from bot.store.checksums import PLAIN, Checksums, checksums_with
from bot.store.copying import keep_anew, rows_of
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.store.postgres.tables import tables_of
from tests.contract.examples import OTHER_TEAM, TEAM, a_member, a_session
from tests.postgres.test_restored import with_steps
from tests.postgres_server import PostgresServer
from tests.store.any_record import a_record

KEY, OTHER_KEY = new_key(), new_key()
KEYED, UNTIL_RESEAL = checksums_with([KEY]), checksums_with([KEY, UNBOUND])
TABLES = tables_of(ALL_KINDS, ALL_INDEXES).tables


def opened(server: PostgresServer, sums: Checksums = KEYED) -> PostgresStore:
    return PostgresStore(server.url, ALL_KINDS, ALL_INDEXES, sums)


@pytest.fixture
def one_of_each(server: PostgresServer) -> Iterator[Engine]:
    """Fill the tables with a record of every kind, in two workspaces."""
    fill(server, TEAM, OTHER_TEAM)
    engine = connected(server.url)
    yield engine
    engine.dispose()


def fill(server: PostgresServer, *teams: TeamId) -> None:
    with closing(opened(server)) as store:
        for team in teams:
            with store.transaction(team) as records:
                for kind in ALL_KINDS:
                    records.put(kind, a_record(kind))


def edit(engine: Engine, statement: str) -> int:
    with engine.begin() as connection:
        return connection.execute(text(statement)).rowcount


def is_found(store: PostgresStore, table: Table) -> bool:
    kind = next(kind for kind in ALL_KINDS if kind.name == table.name)
    try:
        for team in (TEAM, OTHER_TEAM):
            with store.reading(team) as records:
                list(records.every(kind))
    except StoreFault as fault:
        return f"In table {table.name}, " in str(fault)
    return False


def test_a_row_of_any_kind_that_was_changed_is_damage_that_is_found(
    server: PostgresServer, one_of_each: Engine
) -> None:
    for change in (
        "body = body || ' '",
        "key = key || '2'",
        "team_id = 'T0EXAMPLE'",
        "checksum = NULL",
        "checksum = decode('00', 'hex')",
    ):
        for name in TABLES:
            edit(one_of_each, f"DELETE FROM {name} WHERE team_id = 'T0EXAMPLE'")  # noqa: S608 - names of our tables
            assert edit(one_of_each, f"UPDATE {name} SET {change}")  # noqa: S608 - same
        with closing(opened(server)) as store:
            found = {name for name, table in TABLES.items() if is_found(store, table)}
        assert found == TABLES.keys(), change
        for name in TABLES:
            edit(one_of_each, f"DELETE FROM {name}")  # noqa: S608 - same
        fill(server, OTHER_TEAM)


def test_a_row_is_checked_by_whichever_way_it_is_read(
    server: PostgresServer, one_of_each: Engine
) -> None:
    edit(one_of_each, "UPDATE members SET body = replace(body, 'name', 'eman')")
    key = "school/person"
    asks: list[Callable[[Reading], object]] = [
        lambda records: records.get(MEMBERS, key),
        lambda records: records.get_each(MEMBERS, [key]),
        lambda records: records.find(MEMBERS_OF_PERSON, "person"),
        lambda records: records.first(MEMBERS_OF_PERSON),
        lambda records: records.last(MEMBERS_OF_PERSON),
        lambda records: list(records.every(MEMBERS)),
    ]
    with closing(opened(server)) as store:
        for ask in asks:
            with (
                pytest.raises(StoreFault, match=r"members.* was changed outside the"),
                store.reading(TEAM) as records,
            ):
                ask(records)


def test_nobody_is_found_by_what_is_not_theirs(
    server: PostgresServer, one_of_each: Engine
) -> None:
    """A look-up has no checksum: access rests on what it finds."""
    edit(one_of_each, "UPDATE members SET by_person = ARRAY['U0SOMEBODY']")
    asks: list[Callable[[Reading], object]] = [
        lambda records: records.find(MEMBERS_OF_PERSON, "U0SOMEBODY"),
        lambda records: records.find_each(
            MEMBERS_OF_PERSON, [("U0S",), ("U0SOMEBODY",)]
        ),
        lambda records: records.first(MEMBERS_OF_PERSON),
        lambda records: records.last(MEMBERS_OF_PERSON),
    ]
    with closing(opened(server)) as store:
        for ask in asks:
            with (
                pytest.raises(StoreFault, match="finds the record"),
                store.reading(TEAM) as records,
            ):
                ask(records)


@pytest.mark.parametrize("before", [PLAIN, checksums_with([OTHER_KEY])])
def test_what_was_kept_before_is_read_until_all_of_it_is_kept_anew(
    server: PostgresServer, before: Checksums
) -> None:
    with closing(opened(server, before)) as store, store.transaction(TEAM) as records:
        records.put(SESSIONS, a_session())
        records.put(MEMBERS, a_member())
    with (
        closing(opened(server)) as store,
        pytest.raises(StoreFault, match=r"docs/keys\.md"),
    ):
        list(rows_of(store, ALL_KINDS))
    with closing(opened(server, UNTIL_RESEAL)) as store:
        keep_anew(store, ALL_KINDS)
    with closing(opened(server)) as store:
        assert len(list(rows_of(store, ALL_KINDS))) == 2


def test_without_a_key_rows_are_as_they_were_before(server: PostgresServer) -> None:
    with closing(opened(server, PLAIN)) as store:
        with store.transaction(TEAM) as records:
            records.put(SESSIONS, a_session())
        assert len(list(rows_of(store, ALL_KINDS))) == 1
    engine = connected(server.url)
    assert edit(engine, "DELETE FROM sessions WHERE checksum IS NULL") == 1
    engine.dispose()


def test_the_doctor_finds_a_row_that_was_changed(
    server: PostgresServer, one_of_each: Engine
) -> None:
    settings = Settings(
        database_url=SecretStr(server.url),
        ectbot_keys=SecretStr(KEY),
        slack_api_url="http://127.0.0.1:9/api/",
    )
    with_steps(server)
    fine = [found.sentence for found in examine(settings)]
    assert "The database answers, and fits." in fine
    edit(one_of_each, "UPDATE flags SET body = body || ' ' WHERE team_id = 'T0OTHER'")
    told = [found for found in examine(settings) if not found.is_fine]
    assert any("In table flags, the record" in found.sentence for found in told)
