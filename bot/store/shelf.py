"""One workspace's saved records in memory, with their sorted indexes.

Keys and indexes are in memory, and so are records, but for the kinds that are seldom
read: where there is a file, those stay in it until they are asked for. A year's
messages, history and audit would take several times the memory of all else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from sortedcontainers import SortedList

from bot.domain.kernel.record import Record
from bot.ports.store import Index, Kind

Change = tuple[Kind[Any], str, Record | None]  # None: removed
Fetch = Callable[[Kind[Any], str], Record]  # from the file, or raises StoreFault
_Entry = tuple[Any, ...]  # the parts that the index says, then the record's key
_Move = tuple[Index[Any], _Entry | None, _Entry | None]  # out of an index, and into it

_NONE: Mapping[str, Record] = {}


class Plan:
    """Changes that have been thought through: what they do to records and indexes."""

    def __init__(self, changes: list[Change], moves: list[_Move]) -> None:
        self.changes = changes
        self.moves = moves


class _LeftInFile(MutableMapping[str, Record]):
    """Records of one kind of which the keys alone are held."""

    def __init__(self, fetch: Callable[[str], Record]) -> None:
        self._fetch = fetch
        self._keys: set[str] = set()

    def __getitem__(self, key: str) -> Record:
        if key not in self._keys:
            raise KeyError(key)
        return self._fetch(key)

    def __setitem__(self, key: str, record: Record) -> None:
        self._keys.add(key)  # the record has just been made durable

    def __delitem__(self, key: str) -> None:
        self._keys.remove(key)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Shelf:
    """One team's records, by kind and key; *fetch* reads those left in the file."""

    def __init__(self, indexes: Iterable[Index[Any]], fetch: Fetch | None) -> None:
        self._fetch = fetch
        self._records: dict[str, MutableMapping[str, Record]] = {}
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
        """Return a record, or None; raises StoreFault where it cannot be fetched."""
        return self.of(kind).get(key)

    def of(self, kind: Kind[Any]) -> Mapping[str, Record]:
        """Return the records of a kind by their keys, in no order."""
        return self._records.get(kind.name, _NONE)

    def held(self) -> dict[str, dict[str, Record] | None]:
        """Return the records by kind and key as they are now; None: in the file."""
        return {
            name: None if isinstance(held, _LeftInFile) else dict(held)
            for name, held in self._records.items()
        }

    def entries(
        self, index: Index[Any], low: tuple[Any, ...], high: tuple[Any, ...] | None
    ) -> Iterator[_Entry]:
        """Return the entries, with their keys, from *low* on and before *high*."""
        # An entry that begins with *high* is longer, and so comes after it.
        found: Iterator[_Entry] = self._entries[index].irange(
            low, high, inclusive=(True, False)
        )
        return found

    def entries_from_the_end(self, index: Index[Any]) -> Iterator[_Entry]:
        """Yield the entries, with their keys, the last first."""
        return reversed(self._entries[index])

    def fill(self, rows: Iterable[tuple[Kind[Any], Record]]) -> None:
        """Take in many records at once, none of which is here yet, kind by kind."""
        for kind, found in groupby(rows, key=itemgetter(0)):
            held = self._held(kind)
            fresh: list[tuple[Index[Any], list[_Entry]]] = [
                (index, []) for index in self._indexes.get(kind.name, ())
            ]
            for _, record in found:
                key = kind.key(record)
                held[key] = record
                for index, entries in fresh:
                    entry = index.entry(record)
                    if entry is not None:
                        entries.append((*entry, key))
            for index, entries in fresh:
                self._entries[index].update(entries)

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
            held = self._held(kind)
            if record is not None:
                held[key] = record
            elif key in held:
                del held[key]

    def _held(self, kind: Kind[Any]) -> MutableMapping[str, Record]:
        held = self._records.get(kind.name)
        if held is None:
            held = {}
            if kind.seldom_read and self._fetch is not None:
                held = _LeftInFile(partial(self._fetch, kind))
            self._records[kind.name] = held
        return held


def _entry(index: Index[Any], key: str, record: Record | None) -> _Entry | None:
    entry = None if record is None else index.entry(record)
    return None if entry is None else (*entry, key)
