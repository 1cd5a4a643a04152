"""One team's records in memory, as last made durable, with their sorted indexes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sortedcontainers import SortedList

from bot.domain.record import Record
from bot.ports.store import Index, Kind

Change = tuple[Kind[Any], str, Record | None]  # None: removed
_Entry = tuple[tuple[Any, ...], str]  # what the index says, then the record's key
_Move = tuple[Index[Any], _Entry | None, _Entry | None]  # out of an index, and into it

_NONE: Mapping[str, Record] = {}


class Plan:
    """Changes that have been thought through: what they do to records and indexes."""

    def __init__(self, changes: list[Change], moves: list[_Move]) -> None:
        self.changes = changes
        self.moves = moves


class Shelf:
    """One team's records, by kind and key; the only copy in this process."""

    def __init__(self, indexes: Iterable[Index[Any]]) -> None:
        self._records: dict[str, dict[str, Record]] = {}
        self._indexes: dict[str, list[Index[Any]]] = {}  # by their kind's name
        self._entries: dict[Index[Any], SortedList[_Entry]] = {}
        for index in indexes:
            self._indexes.setdefault(index.kind.name, []).append(index)
            self._entries[index] = SortedList()

    @property
    def is_empty(self) -> bool:
        """Whether no record is left."""
        return not any(self._records.values())

    def get(self, kind: Kind[Any], key: str) -> Record | None:
        """Return a record, or None."""
        return self.of(kind).get(key)

    def of(self, kind: Kind[Any]) -> Mapping[str, Record]:
        """Return the records of a kind by their keys, in no order."""
        return self._records.get(kind.name, _NONE)

    def entries(
        self, index: Index[Any], low: tuple[Any, ...], high: tuple[Any, ...] | None
    ) -> Iterator[_Entry]:
        """Return each (entry, key) from *low* on and before *high*, in order."""
        # An entry that begins with *high* comes after it, as does any key after "".
        end = None if high is None else (high, "")
        found: Iterator[_Entry] = self._entries[index].irange(
            (low, ""), end, inclusive=(True, False)
        )
        return found

    def entries_from_the_end(self, index: Index[Any]) -> Iterator[_Entry]:
        """Yield (entry, key), the last first."""
        return reversed(self._entries[index])

    def fill(self, rows: Iterable[tuple[Kind[Any], str, Record]]) -> None:
        """Take in many records at once, none of which is here yet."""
        for kind, key, record in rows:
            self._records.setdefault(kind.name, {})[key] = record
        for index, entries in self._entries.items():
            held = self._records.get(index.kind.name, {})
            entries.update(
                (entry, key)
                for key, record in held.items()
                if (entry := index.entry(record)) is not None
            )

    def plan(self, changes: list[Change]) -> Plan:
        """Say what the changes will do; all that a record could spoil happens here."""
        moves: list[_Move] = []
        for kind, key, record in changes:
            old = self.get(kind, key)
            for index in self._indexes.get(kind.name, ()):
                before = _entry(index, key, old)
                after = _entry(index, key, record)
                if before != after:
                    moves.append((index, before, after))
        return Plan(changes, moves)

    def apply(self, plan: Plan) -> None:
        """Make planned changes part of the shelf."""
        for index, before, after in plan.moves:
            if before is not None:
                self._entries[index].remove(before)
            if after is not None:
                self._entries[index].add(after)
        for kind, key, record in plan.changes:
            held = self._records.setdefault(kind.name, {})
            if record is None:
                held.pop(key, None)
            else:
                held[key] = record


def _entry(index: Index[Any], key: str, record: Record | None) -> _Entry | None:
    entry = None if record is None else index.entry(record)
    return None if entry is None else (entry, key)
