"""What each look-up costs: a walk along one B-tree of one workspace, and no more."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Table, text

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Index
from bot.store.postgres.known import Bounds
from bot.store.postgres.look_ups import look_up, of_all, teams_in
from bot.store.postgres.postgres_store import connected
from bot.store.postgres.tables import column_of, tables_of
from tests.postgres_server import running_server

_TEAMS = 50
_ROWS = 5_000


@pytest.fixture(scope="module")
def filled() -> Iterator[Connection]:
    """Fill every table with the rows of fifty workspaces."""
    tables = tables_of(ALL_KINDS, ALL_INDEXES)
    with running_server("fsync=off") as server:
        engine = connected(server.url)
        tables.create_all(engine)
        with engine.connect() as connection:
            for table in tables.sorted_tables:
                _fill(connection, table)
            connection.commit()
            connection.exec_driver_sql("ANALYZE")
            yield connection
        engine.dispose()


def _fill(connection: Connection, table: Table) -> None:
    entries = [column.name for column in table.c if column.name.startswith("by_")]
    names = ", ".join(["team_id", "key", "body", *entries])
    entry = "ARRAY['p' || (i % 500), 'q' || i]"
    values = ", ".join(["'T' || (i % 50)", "'k' || i", "'{}'", *[entry] * len(entries)])
    connection.execute(
        text(
            f"INSERT INTO {table.name} ({names}) "  # noqa: S608 - names of our tables
            f"SELECT {values} FROM generate_series(1, {_ROWS}) AS i"
        )
    )


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _plan_of(
    connection: Connection, index: Index[Any], *starts: str
) -> list[dict[str, Any]]:
    tables = tables_of(ALL_KINDS, ALL_INDEXES).tables
    asked = [Bounds([start], [f"{start}\x01"]) for start in starts]
    query = look_up(tables[index.kind.name], index, "T7", asked).compile(
        connection, compile_kwargs={"literal_binds": True}
    )
    return _explained(connection, str(query))


def _explained(connection: Connection, query: str) -> list[dict[str, Any]]:
    explained = connection.exec_driver_sql(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {query}".replace("%%", "%")
    ).scalar_one()
    return list(_nodes(explained[0]["Plan"]))


@pytest.mark.parametrize("starts", [("p57",), ("p57", "p58", "p107")])
def test_every_look_up_walks_along_its_own_tree_and_meets_one_workspace(
    filled: Connection, starts: tuple[str, ...]
) -> None:
    for index in ALL_INDEXES:
        nodes = _plan_of(filled, index, *starts)
        scans = [node for node in nodes if "Scan" in node["Node Type"]]
        assert not any(node["Node Type"] == "Seq Scan" for node in scans), index.name
        walked = [node for node in scans if "Index Name" in node]
        assert [node["Index Name"] for node in walked] == [
            f"ix_{index.kind.name}_{index.name}"
        ]
        assert "team_id" in walked[0]["Index Cond"]
        assert column_of(index) in walked[0]["Index Cond"]
        # Of all rows, 40 begin so, and all lie in this workspace or in none.
        assert walked[0]["Actual Rows"] <= _ROWS / 500


def test_what_is_asked_of_all_workspaces_walks_along_a_tree_of_its_own(
    filled: Connection,
) -> None:
    tables = tables_of(ALL_KINDS, ALL_INDEXES).tables
    for index in (index for index in ALL_INDEXES if index.asked_of_all):
        query = of_all(tables[index.kind.name], index, below="p01").compile(
            filled, compile_kwargs={"literal_binds": True}
        )
        nodes = _explained(filled, str(query))
        walked = [node["Index Name"] for node in nodes if "Index Name" in node]
        assert walked == [f"ix_{index.kind.name}_{index.name}_of_all"]
        # Of 20,000 rows those of "p0" alone lie before "p01".
        assert max(node["Actual Rows"] for node in nodes) < _ROWS / 100


def test_all_workspaces_are_found_by_as_many_jumps_as_there_are(
    filled: Connection,
) -> None:
    for table in tables_of(ALL_KINDS, ALL_INDEXES).sorted_tables:
        query = teams_in(table).compile(filled, compile_kwargs={"literal_binds": True})
        nodes = _explained(filled, str(query))
        assert not any(node["Node Type"] == "Seq Scan" for node in nodes), table.name
        read = sum(
            node["Actual Rows"] * node["Actual Loops"]
            for node in nodes
            if "Index Name" in node
        )
        assert read <= 2 * (_TEAMS + 1)
