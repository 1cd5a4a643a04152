"""One unit of work on one workspace's rows in PostgreSQL; what it changes it sees.

A unit of work sees one moment, and no other process writes to the workspace meanwhile
(docs/decisions/0011-writers-of-a-workspace-take-turns.md). So a record that was looked
up by its key is asked for once, and what is written waits and goes out together, before
the next look-up that could find it and at the end: each question is a way there and
back, which costs more than the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    cast,
    delete,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert

from bot.domain.record import Record, TeamId
from bot.ports.store import DuplicateKey, Index, Kind, Part
from bot.store.fitting import decoded, encoded, fitting
from bot.store.tables import after, as_text, as_written, column_of, storable

R = TypeVar("R", bound=Record)
Indexes = Mapping[str, Sequence[Index[Any]]]  # by their kind's name

TEXTS = ARRAY(Text(collation="C"))


class UnitRows:
    """The rows of one workspace, within one transaction of the database."""

    def __init__(
        self,
        connection: Connection,
        tables: Mapping[str, Table],
        indexes: Indexes,
        team: TeamId,
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._indexes = indexes
        self._team = storable(team)
        self._seen: dict[tuple[str, str], Record | None] = {}  # by kind and key
        self._waiting: dict[str, dict[str, dict[str, Any]]] = {}  # rows, by the same

    def get(self, kind: Kind[R], key: str) -> R | None:
        place = kind.name, key
        if place not in self._seen:
            table = self._tables[kind.name]
            wanted = select(table.c.body).where(self._is(table, key))
            body = self._connection.execute(wanted).scalar()
            found = None if body is None else decoded(kind, key, body.encode())
            self._seen[place] = found
        known = self._seen[place]
        assert known is None or isinstance(known, kind.record)  # noqa: S101 - its kind
        return known

    def find(
        self,
        index: Index[R],
        *equal: Part,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> Sequence[R]:
        self._flush(index.kind.name)
        same = [as_text(part) for part in equal]
        low = same if at_least is None else [*same, as_text(at_least)]
        high = after(same) if below is None else [*same, as_text(below)]
        table = self._tables[index.kind.name]
        return self._read(
            index.kind, look_up(table, index, self._team, low=low, high=high)
        )

    def last(self, index: Index[R]) -> R | None:
        self._flush(index.kind.name)
        table = self._tables[index.kind.name]
        column = table.c[column_of(index)]
        rows = select(table.c.key, table.c.body).where(
            table.c.team_id == self._team, column.isnot(None)
        )
        newest_first = rows.order_by(column.desc(), table.c.key.desc())
        return next(iter(self._read(index.kind, newest_first.limit(1))), None)

    def every(self, kind: Kind[R]) -> Iterator[R]:
        self._flush(kind.name)
        table = self._tables[kind.name]
        rows = select(table.c.key, table.c.body).where(table.c.team_id == self._team)
        yield from self._read(kind, rows.order_by(table.c.key))

    def add(self, kind: Kind[R], record: R) -> None:
        fit = fitting(kind, record)
        key = kind.key(fit)
        if self.get(kind, key) is not None:
            raise DuplicateKey(f"{kind.name} {key}")
        self._wait(kind, key, fit)

    def put(self, kind: Kind[R], record: R) -> None:
        fit = fitting(kind, record)
        self._wait(kind, kind.key(fit), fit)

    def remove(self, kind: Kind[R], key: str) -> None:
        self._waiting.get(kind.name, {}).pop(key, None)
        self._seen[kind.name, key] = None
        table = self._tables[kind.name]
        self._connection.execute(delete(table).where(self._is(table, key)))

    def flush(self) -> None:
        """Write what waits."""
        for name in list(self._waiting):
            self._flush(name)

    def _flush(self, name: str) -> None:
        rows = self._waiting.pop(name, None)
        if not rows:
            return
        table = self._tables[name]
        kept: Insert = insert(table)
        changed = {column.name: kept.excluded[column.name] for column in table.c}
        self._connection.execute(
            kept.on_conflict_do_update(index_elements=["team_id", "key"], set_=changed),
            list(rows.values()),
        )

    def _wait(self, kind: Kind[R], key: str, fit: R) -> None:
        entries = {
            column_of(index): None if entry is None else [as_text(p) for p in entry]
            for index in self._indexes.get(kind.name, ())
            for entry in [index.entry(fit)]
        }
        row = {"team_id": self._team, "key": storable(key)}
        self._seen[kind.name, key] = fit
        waiting = self._waiting.setdefault(kind.name, {})
        waiting[key] = {**row, "body": encoded(fit).decode(), **entries}

    def _is(self, table: Table, key: str) -> ColumnElement[bool]:
        return (table.c.team_id == self._team) & (table.c.key == storable(key))

    def _read(self, kind: Kind[R], rows: Select[tuple[str, str]]) -> list[R]:
        found = self._connection.execute(rows)
        read = [decoded(kind, as_written(row.key), row.body.encode()) for row in found]
        for record in read:
            self._seen[kind.name, kind.key(record)] = record
        return read


def look_up(
    table: Table, index: Index[Any], team: str, *, low: list[str], high: list[str]
) -> Select[tuple[str, str]]:
    """Return the query for a look-up: a walk from *low* on, and before *high*."""
    column = table.c[column_of(index)]
    bounds = [table.c.team_id == team, column.isnot(None)]
    if low:
        bounds.append(column >= cast(low, TEXTS))
    if high:
        bounds.append(column < cast(high, TEXTS))
    rows = select(table.c.key, table.c.body).where(*bounds)
    return rows.order_by(column, table.c.key)
