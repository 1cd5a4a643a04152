"""The SQL queries of look-ups."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from bot.domain.kernel.record import MACHINE
from bot.ports.store import Index, Part
from bot.store.postgres.known import Bounds
from bot.store.postgres.tables import after, as_text, column_of, literal

TEXTS = ARRAY(Text(collation="C"))


def row_of(table: Table) -> list[Column[Any]]:
    """Return the columns that a record is read from."""
    return [table.c.key, table.c.body, table.c.checksum]


def bounds_of(
    starts: Sequence[tuple[Part, ...]], at_least: Part | None, below: Part | None
) -> list[Bounds]:
    """Return where each of several look-ups begins and ends."""
    since = [] if at_least is None else [as_text(at_least)]
    until = None if below is None else as_text(below)
    found = []
    for equal in starts:
        same = [as_text(part) for part in equal]
        high = after(same) if until is None else [*same, until]
        found.append(Bounds(low=[*same, *since], high=high))
    return found


def array(texts: list[str]) -> ColumnElement[Any]:
    """Return an array for the database, written out: the driver's way takes longer."""
    return cast(bindparam(None, literal(texts), type_=Text), TEXTS)


def entries_of(
    table: Table, index: Index[Any], team: str
) -> tuple[Select[Any], Column[Any]]:
    """Return the query for a workspace's rows with an entry, and its column."""
    column = table.c[column_of(index)]
    found = select(*row_of(table), column)
    return found.where(table.c.team_id == team, column.isnot(None)), column


def look_up(
    table: Table, index: Index[Any], team: str, asked: Sequence[Bounds]
) -> Select[Any]:
    """Return the query for look-ups: for each, a walk from where it begins to its end.

    All of them are one array to the database, so that the query is the same however
    many they are.
    """
    rows, column = entries_of(table, index, team)
    if len(asked) == 1:
        low, high = asked[0].low, asked[0].high
        if low:
            rows = rows.where(column >= array(low))
        if high:
            rows = rows.where(column < array(high))
        return rows.order_by(column, table.c.key)
    walks = (
        func.unnest(
            array([literal(one.low) for one in asked]),
            array([literal(one.high) for one in asked]),
        )
        .table_valued("low", "high", name="walks")
        .render_derived()
    )
    walked = rows.where(
        column >= cast(walks.c.low, TEXTS), column < cast(walks.c.high, TEXTS)
    )
    # An offset has each walk planned by itself, along the look-up's own tree.
    found = walked.offset(0).lateral("found")
    return (
        select(*found.c)
        .select_from(walks)
        .join(found, true())
        .order_by(found.c[column.name], found.c.key)
    )


def of_all(table: Table, index: Index[Any], below: Part | None) -> Select[Any]:
    """Return the query for the workspaces that have an entry, before a bound."""
    column = table.c[column_of(index)]
    bounds = [column.isnot(None), table.c.team_id != MACHINE]
    if below is not None:
        bounds.append(column < cast([as_text(below)], TEXTS))
    return select(table.c.team_id).distinct().where(*bounds)


def teams_in(table: Table) -> Select[Any]:
    """Return the query for a table's workspaces: a jump from each one to the next.

    Costs what workspaces there are; DISTINCT would read every row.
    """
    jumps = select(func.min(table.c.team_id).label("team")).cte(recursive=True)
    after_it = (
        select(func.min(table.c.team_id))
        .where(table.c.team_id > jumps.c.team)
        .scalar_subquery()
    )
    jumps = jumps.union_all(select(after_it).where(jumps.c.team.isnot(None)))
    return select(jumps.c.team).where(jumps.c.team.isnot(None))
