"""One unit of work on a workspace in PostgreSQL: reads at once, writes at the end.

A unit of work sees one moment, and no other process writes to the workspace meanwhile
(docs/decisions/0011-writers-of-a-workspace-take-turns.md). So what was asked once is
known (`known.py`), and what is written waits and goes out together at the end: each
question is a way there and back, which costs more than the answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, any_, delete, select
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.exc import IntegrityError

from bot.domain.kernel.record import Record, TeamId
from bot.ports.store import DuplicateKey, Index, Kind, Part, Records
from bot.store.checksums import Checksums
from bot.store.codec import encoded, fitting
from bot.store.postgres.known import Bounds, Entries, Known
from bot.store.postgres.look_ups import array, bounds_of, entries_of, look_up, row_of
from bot.store.postgres.sound_rows import SoundRows
from bot.store.postgres.tables import as_text, as_written, column_of, storable

R = TypeVar("R", bound=Record)
Indexes = Mapping[str, Sequence[Index[Any]]]  # by their kind's name


class UnitRows(Records):
    """The rows of one workspace, within one transaction of the database."""

    def __init__(
        self,
        connection: Connection,
        tables: Mapping[str, Table],
        indexes: Indexes,
        team: TeamId,
        *,
        sums: Checksums,
    ) -> None:
        self.team = team
        self._connection = connection
        self._tables = tables
        self._indexes = indexes
        self._team = storable(team)
        self._sound = SoundRows(self._team, sums)
        self._known = Known()
        self._to_be_new: dict[str, set[str]] = {}  # the database says whether they are
        self._waiting: dict[str, dict[str, dict[str, Any]]] = {}  # by kind and key
        self.changed = set[str]()  # names of kinds
        self._added: tuple[str, str] | None = None  # a kind's name, and a new key

    def get(self, kind: Kind[R], key: str) -> R | None:
        if not self._known.has(kind, key):
            self.get_each(kind, [key])
        return self._of(kind, key)

    def get_each(self, kind: Kind[R], keys: Sequence[str]) -> Sequence[R | None]:
        unknown = [key for key in keys if not self._known.has(kind, key)]
        if unknown:
            table = self._tables[kind.name]
            asked = select(*row_of(table)).where(self._are(table, unknown))
            for key in unknown:
                self._known.keep(kind, key, None)
            self._take_in(kind, self._connection.execute(asked))
        return [self._of(kind, key) for key in keys]

    def find(
        self,
        index: Index[R],
        *equal: Part,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> Sequence[R]:
        return self.find_each(index, [equal], at_least=at_least, below=below)[0]

    def find_each(
        self,
        index: Index[R],
        starts: Sequence[tuple[Part, ...]],
        *,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> Sequence[Sequence[R]]:
        asked = bounds_of(starts, at_least, below)
        unknown = [one for one in asked if self._known.keys(index, one) is None]
        if unknown:
            self._look_up(index, unknown)
        return [
            self._all_of(index.kind, self._known.keys(index, one) or ())
            for one in asked
        ]

    def ask_ahead(
        self,
        index: Index[R],
        starts: Sequence[tuple[Part, ...]],
        *,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> None:
        self.find_each(index, starts, at_least=at_least, below=below)

    def first(self, index: Index[R], *, below: Part | None = None) -> R | None:
        table = self._tables[index.kind.name]
        rows, column = entries_of(table, index, self._team)
        if below is not None:
            rows = rows.where(column < array([as_text(below)]))
        return self._one(index, rows.order_by(column, table.c.key))

    def last(self, index: Index[R]) -> R | None:
        known = self._known.last(index)
        if known is not None:
            return self._of(index.kind, known)
        table = self._tables[index.kind.name]
        rows, column = entries_of(table, index, self._team)
        found = self._one(index, rows.order_by(column.desc(), table.c.key.desc()))
        entry = self._entries_of(index.kind, found).get(index)
        if found is not None and entry is not None:  # and so nothing lies beyond it
            hit = (entry, index.kind.key(found))
            self._known.keep_found(index, [Bounds(entry, [])], [hit])
        return found

    def every(self, kind: Kind[R]) -> Iterator[R]:
        self._flush(kind.name)
        table = self._tables[kind.name]
        rows = select(*row_of(table)).where(table.c.team_id == self._team)
        found = self._connection.execute(rows.order_by(table.c.key))
        yield from self._all_of(kind, self._take_in(kind, found))

    def add(self, kind: Kind[R], record: R) -> None:
        fit = fitting(kind, record)
        key = kind.key(fit)
        if self._known.get(kind, key) is not None:
            raise DuplicateKey(f"{kind.name} {key}")
        if not self._known.has(kind, key):
            self._to_be_new.setdefault(kind.name, set()).add(key)
        self._added = kind.name, key
        self._wait(kind, key, fit)

    def note_new(self, name: str) -> None:
        self._known.note_new(name)
        for indexes in self._indexes.values():
            for index in indexes:
                self._known.keep_found(index, bounds_of([(name,)], None, None), [])

    def put(self, kind: Kind[R], record: R) -> None:
        fit = fitting(kind, record)
        self._wait(kind, kind.key(fit), fit)

    def remove(self, kind: Kind[R], key: str) -> None:
        if self._known.has(kind, key) and self._known.get(kind, key) is None:
            return
        if self._added == (kind.name, key):
            self._added = None
        self._waiting.get(kind.name, {}).pop(key, None)
        self._to_be_new.get(kind.name, set()).discard(key)
        before = self._entries_of(kind, self._known.get(kind, key))
        self._known.change(kind, key, None, before=before, after={})
        self.changed.add(kind.name)
        table = self._tables[kind.name]
        self._connection.execute(delete(table).where(self._are(table, [key])))

    @property
    def proof(self) -> Select[Any] | None:
        """The query for a row that is there once this unit of work was committed."""
        if self._added is None:
            return None
        name, key = self._added
        table = self._tables[name]
        return select(table.c.key).where(self._are(table, [key]))

    def flush(self) -> None:
        """Write what waits."""
        for name in list(self._waiting):
            self._flush(name)

    def _flush(self, name: str) -> None:
        waiting = self._waiting.pop(name, {})
        new = self._to_be_new.pop(name, set())
        table = self._tables[name]
        kept: Insert = insert(table)
        fresh = [row for key, row in waiting.items() if key in new]
        if fresh:
            try:
                self._connection.execute(kept, fresh)
            except IntegrityError as taken:
                raise DuplicateKey(name) from taken
        changed = {column.name: kept.excluded[column.name] for column in table.c}
        rest = [row for key, row in waiting.items() if key not in new]
        if rest:
            put = kept.on_conflict_do_update(
                index_elements=["team_id", "key"], set_=changed
            )
            self._connection.execute(put, rest)

    def _wait(self, kind: Kind[R], key: str, fit: R) -> None:
        entries = self._entries_of(kind, fit)
        before = self._entries_of(kind, self._known.get(kind, key))
        self._known.change(kind, key, fit, before=before, after=entries)
        self.changed.add(kind.name)
        stored, body = storable(key), encoded(fit)
        self._waiting.setdefault(kind.name, {})[key] = {
            "team_id": self._team,
            "key": stored,
            "body": body.decode(),
            "checksum": self._sound.checksum(kind, stored, body),
            **{column_of(index): entry for index, entry in entries.items()},
        }

    def _entries_of(self, kind: Kind[Any], record: Record | None) -> Entries:
        if record is None:
            return {}
        return {
            index: None if entry is None else [as_text(part) for part in entry]
            for index in self._indexes.get(kind.name, ())
            for entry in [index.entry(record)]
        }

    def _one(self, index: Index[R], rows: Select[Any]) -> R | None:
        self._flush(index.kind.name)
        found = self._connection.execute(rows.limit(1))
        keys = self._take_in(index.kind, found, index)
        return self._of(index.kind, keys[0]) if keys else None

    def _look_up(self, index: Index[Any], asked: list[Bounds]) -> None:
        """Ask for what lies between the bounds; what waits to be written counts."""
        table = self._tables[index.kind.name]
        rows = list(self._connection.execute(look_up(table, index, self._team, asked)))
        keys = self._take_in(index.kind, rows, index)
        kept = zip((entry for *_, entry in rows), keys, strict=True)
        waiting = self._waiting.get(index.kind.name, {})
        hits = [hit for hit in kept if hit[1] not in waiting]
        own = ((row[column_of(index)], key) for key, row in waiting.items())
        hits += [hit for hit in own if hit[0] is not None]
        # What lies on two walks came twice.
        in_order = [hit for hit, _ in groupby(sorted(hits))]
        self._known.keep_found(index, asked, in_order)

    def _take_in(
        self,
        kind: Kind[Any],
        rows: Iterable[tuple[Any, ...]],
        index: Index[Any] | None = None,
    ) -> list[str]:
        """Read keys and bodies, but for what is known already; return the keys.

        Raises DamagedRecord for a row that was changed, or *index* was not to find.
        """
        keys = []
        waiting = self._waiting.get(kind.name, {})
        for stored, body, checksum, *entry in rows:
            key = as_written(stored)
            if self._known.get(kind, key) is None:
                record = self._sound.record(kind, stored, body, checksum)
                self._known.keep(kind, key, record)
            if index is not None and key not in waiting:
                own = self._entries_of(kind, self._known.get(kind, key))
                self._sound.require_entry(kind, key, entry[0], own[index])
            keys.append(key)
        return keys

    def _of(self, kind: Kind[R], key: str) -> R | None:
        known = self._known.get(kind, key)
        assert known is None or isinstance(known, kind.record)  # noqa: S101 - its kind
        return known

    def _all_of(self, kind: Kind[R], keys: Iterable[str]) -> list[R]:
        found = (self._of(kind, key) for key in keys)
        return [record for record in found if record is not None]

    def _are(self, table: Table, keys: Sequence[str]) -> ColumnElement[bool]:
        wanted = array([storable(key) for key in keys])
        return (table.c.team_id == self._team) & (table.c.key == any_(wanted))
