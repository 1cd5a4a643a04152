"""One unit of work: the saved records, with this unit's changes on top."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any, TypeVar

from bot.domain.kernel.record import Record, TeamId
from bot.ports.store import DuplicateKey, Index, Kind, Part, Records
from bot.store.codec import fitting
from bot.store.shelf import Change, Shelf

R = TypeVar("R", bound=Record)


class StagedRecords(Records):
    """What a unit of work reads and changes; the shelf itself stays as it is.

    Raises MisfitRecord from *add* and *put* for a record that its kind would refuse
    when read back.
    """

    def __init__(self, team: TeamId, shelf: Shelf) -> None:
        self.team = team
        self._shelf = shelf
        self._staged: dict[str, dict[str, Change]] = {}  # by kind's name, then key

    @property
    def changes(self) -> list[Change]:
        """What this unit of work changes: one entry a record."""
        return [change for held in self._staged.values() for change in held.values()]

    def get(self, kind: Kind[R], key: str) -> R | None:
        staged = self._of(kind).get(key)
        if staged:
            return staged[2]  # type: ignore[return-value]  # a kind holds its own type
        return self._shelf.get(kind, key)  # type: ignore[return-value]  # as above

    def find(
        self,
        index: Index[R],
        *equal: Part,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> Sequence[R]:
        kind = index.kind
        held, staged = self._shelf.of(kind), self._of(kind)
        return [
            staged[key][2] if key in staged else held[key]  # type: ignore[misc]  # as in get
            for *_, key in self._entries(index, equal, at_least, below)
        ]

    def count(
        self,
        index: Index[R],
        *equal: Part,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> int:
        return len(self._entries(index, equal, at_least, below))

    def first(self, index: Index[R], *, below: Part | None = None) -> R | None:
        found = self._staged_entries(index)
        for first in self._shelf.entries(index, (), None):
            if first[-1] not in self._of(index.kind):
                found.append(first)
                break
        if not found or (below is not None and min(found)[0] >= below):
            return None
        return self.get(index.kind, min(found)[-1])

    def last(self, index: Index[R]) -> R | None:
        found = self._staged_entries(index)
        for last in self._shelf.entries_from_the_end(index):
            if last[-1] not in self._of(index.kind):
                found.append(last)
                break
        return self.get(index.kind, max(found)[-1]) if found else None

    def every(self, kind: Kind[R]) -> Iterator[R]:
        for key in sorted({*self._shelf.of(kind), *self._of(kind)}):
            record = self.get(kind, key)
            if record is not None:
                yield record

    def add(self, kind: Kind[R], record: R) -> None:
        key = kind.key(record)
        if self.get(kind, key) is not None:
            raise DuplicateKey(f"{kind.name} {key}")
        self.put(kind, record)

    def put(self, kind: Kind[R], record: R) -> None:
        record = fitting(kind, record)
        self._stage(kind, kind.key(record), record)

    def remove(self, kind: Kind[R], key: str) -> None:
        if self.get(kind, key) is not None:
            self._stage(kind, key, None)

    def _stage(self, kind: Kind[R], key: str, record: R | None) -> None:
        self._staged.setdefault(kind.name, {})[key] = (kind, key, record)

    def _staged_entries(self, index: Index[Any]) -> list[tuple[Any, ...]]:
        return [
            (*entry, key)
            for key, (_, _, record) in self._of(index.kind).items()
            if record is not None and (entry := index.entry(record)) is not None
        ]

    def _entries(
        self,
        index: Index[Any],
        equal: tuple[Part, ...],
        at_least: Part | None,
        below: Part | None,
    ) -> list[tuple[Any, ...]]:
        """Return the entries of what a look-up finds, in order, each with its key."""
        low = equal if at_least is None else (*equal, at_least)
        high = (*equal, below) if below is not None else None
        entries = self._shelf.entries(index, low, high)
        if high is None:  # there is no end but that of what is equal
            entries = takewhile(lambda entry: entry[: len(equal)] == equal, entries)
        staged = self._of(index.kind)
        if not staged:
            return list(entries)

        def fits(entry: tuple[Any, ...]) -> bool:
            return (
                entry[: len(equal)] == equal
                and entry >= low
                and (high is None or entry[: len(high)] < high)
            )

        found = [entry for entry in entries if entry[-1] not in staged]
        for key, (_, _, record) in staged.items():
            fresh = None if record is None else index.entry(record)
            if fresh is not None and fits(fresh):
                found.append((*fresh, key))
        return sorted(found)

    def _of(self, kind: Kind[Any]) -> dict[str, Change]:
        return self._staged.get(kind.name, {})
