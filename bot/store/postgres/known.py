"""Cache of what one unit of work has read from PostgreSQL.

It sees one moment, and nobody else writes to the workspace meanwhile; so an answer
stays true but for the unit's own changes, which are made here too.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.kernel.record import Record
from bot.ports.store import Index, Kind
from bot.store.postgres.tables import after

Entry = list[str]  # as the database holds it, in the order of Python's lists
Entries = Mapping[Index[Any], Entry | None]  # those of one record
Hit = tuple[Entry, str]  # an entry, and the key of its record


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a look-up begins, and what it stays below; an empty *high* is no bound."""

    low: Entry
    high: Entry

    @property
    def start(self) -> str | None:
        """The part that all between them begin with; None where several may."""
        if not self.low or not self.high:
            return None
        first = self.low[0]
        return first if self.high[0] == first or self.high == after([first]) else None

    def hold(self, entry: Entry) -> bool:
        """Whether an entry lies between them."""
        return self.low <= entry and not (self.high and entry >= self.high)

    def spans(self, other: "Bounds") -> bool:
        """Whether all that the other might find lies within these."""
        ends = not self.high or bool(other.high and other.high <= self.high)
        return self.low <= other.low and ends

    def cut(self, hits: list[Hit]) -> list[Hit]:
        """Return what lies between them, of hits in order."""
        ends = bisect_left(hits, (self.high, "")) if self.high else len(hits)
        return hits[bisect_left(hits, (self.low, "")) : ends]


_Stretches = dict[str | None, list[tuple[Bounds, list[Hit]]]]  # by what they start with


class Known:
    """Records by their key, and look-ups by their bounds."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], Record | None] = {}
        self._new_names: set[str] = set()
        self._found: dict[Index[Any], _Stretches] = {}

    def has(self, kind: Kind[Any], key: str) -> bool:
        """Whether it is known what has this key, or that nothing has."""
        return key in self._new_names or (kind.name, key) in self._records

    def note_new(self, key: str) -> None:
        """Take in that no record has this key but what the unit itself keeps."""
        self._new_names.add(key)

    def get(self, kind: Kind[Any], key: str) -> Record | None:
        """Return the record with a key that is known."""
        return self._records.get((kind.name, key))

    def keep(self, kind: Kind[Any], key: str, record: Record | None) -> None:
        """Take in what the database says has a key."""
        self._records[kind.name, key] = record

    def keep_found(
        self, index: Index[Any], asked: Iterable[Bounds], hits: list[Hit]
    ) -> None:
        """Take in all hits, in order, that lie between any of the bounds asked for."""
        kept = self._found.setdefault(index, {})
        for bounds in asked:
            stretch = (bounds, bounds.cut(hits))
            kept.setdefault(bounds.start, []).append(stretch)

    def keys(self, index: Index[Any], bounds: Bounds) -> list[str] | None:
        """Return the keys of what lies between, in order; None where nobody asked."""
        for wider, hits in self._stretches(index, bounds.start):
            if wider.spans(bounds):
                return [key for _, key in bounds.cut(hits)]
        return None

    def last(self, index: Index[Any]) -> str | None:
        """Return the key of what comes last; None where it is not known."""
        for bounds, hits in self._found.get(index, {}).get(None, ()):
            if not bounds.high and hits:
                return hits[-1][1]
        return None

    def change(
        self,
        kind: Kind[Any],
        key: str,
        record: Record | None,
        *,
        before: Entries,
        after: Entries,
    ) -> None:
        """Make a change of the unit's own, with the record's entries around it."""
        self._records[kind.name, key] = record
        for _, hits in self._around(before):
            hits[:] = [hit for hit in hits if hit[1] != key]
        for entry, hits in self._around(after):
            insort(hits, (entry, key))

    def _around(self, entries: Entries) -> Iterator[tuple[Entry, list[Hit]]]:
        """Yield each entry of a record with each known stretch that it lies in."""
        for index, entry in entries.items():
            if entry is not None:
                for bounds, hits in self._stretches(index, entry[0]):
                    if bounds.hold(entry):
                        yield entry, hits

    def _stretches(
        self, index: Index[Any], start: str | None
    ) -> Iterator[tuple[Bounds, list[Hit]]]:
        """Yield what is known of all that starts so."""
        found = self._found.get(index, {})
        if start is not None:
            yield from found.get(start, ())
        yield from found.get(None, ())
