"""What a unit of work on PostgreSQL was told, so that it asks nothing twice.

It sees one moment, and nobody else writes to the workspace meanwhile; so an answer
stays true but for the unit's own changes, which are made here too.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.record import Record
from bot.ports.store import Index, Kind

Entry = list[str]  # as the database holds it, in the order of Python's lists
Hit = tuple[Entry, str]  # an entry, and the key of its record


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a look-up begins, and what it stays below; an empty *high* is no bound."""

    low: Entry
    high: Entry

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


class Known:
    """Records by their key, and look-ups by their bounds."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], Record | None] = {}
        self._new_names: set[str] = set()
        self._found: dict[Index[Any], list[tuple[Bounds, list[Hit]]]] = {}

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
        kept = self._found.setdefault(index, [])
        kept.extend((bounds, bounds.cut(hits)) for bounds in asked)

    def keys(self, index: Index[Any], bounds: Bounds) -> list[str] | None:
        """Return the keys of what lies between, in order; None where nobody asked."""
        for wider, hits in self._found.get(index, ()):
            if wider.spans(bounds):
                return [key for _, key in bounds.cut(hits)]
        return None

    def change(
        self,
        kind: Kind[Any],
        key: str,
        record: Record | None,
        entries: Mapping[Index[Any], Entry | None],
    ) -> None:
        """Make a change of the unit's own: *entries* are the record's from now on."""
        self._records[kind.name, key] = record
        for index, entry in entries.items():
            for bounds, hits in self._found.get(index, ()):
                hits[:] = (hit for hit in hits if hit[1] != key)
                if entry is not None and bounds.hold(entry):
                    insort(hits, (entry, key))
