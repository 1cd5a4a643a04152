"""A read-only view of one moment, which blocks nobody.

There are no indexes in it: a look-up goes through all there is of a kind.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from bot.domain.kernel.record import Record, TeamId
from bot.ports.store import Index, Kind, Part, Reading

R = TypeVar("R", bound=Record)
Held = Mapping[str, Mapping[str, Record] | None]  # by kind's name; None: in the file
_NONE: Mapping[str, Record] = {}


class FileView(Protocol):
    """What was left in the file, as it was at that moment."""

    def get(self, kind: Kind[Any], key: str) -> Record | None:
        """Return a record, or None; raises StoreFault."""

    def every(self, kind: Kind[Any]) -> Iterator[Record]:
        """Yield all of a kind, in key order; raises StoreFault."""


class Snapshot(Reading):
    """One team's records, as they were at one moment."""

    def __init__(self, team: TeamId, held: Held, file: FileView | None) -> None:
        self.team = team
        self._held = held
        self._file = file

    def get(self, kind: Kind[R], key: str) -> R | None:
        held = self._held.get(kind.name, _NONE)
        if held is None and self._file is not None:
            return self._file.get(kind, key)  # type: ignore[return-value]  # a kind holds its own type
        return (held or _NONE).get(key)  # type: ignore[return-value]  # same

    def find(
        self,
        index: Index[R],
        *equal: Part,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> Sequence[R]:
        at = len(equal)
        found = [
            ((*entry, index.kind.key(record)), record)
            for record in self.every(index.kind)
            if (entry := index.entry(record)) is not None
            and entry[:at] == equal
            and (at_least is None or entry[at] >= at_least)  # type: ignore[operator]  # the parts of an index are alike
            and (below is None or entry[at] < below)  # type: ignore[operator]  # same
        ]
        return [record for _, record in sorted(found, key=lambda one: one[0])]

    def first(self, index: Index[R], *, below: Part | None = None) -> R | None:
        return next(iter(self.find(index, below=below)), None)

    def last(self, index: Index[R]) -> R | None:
        return next(reversed(self.find(index)), None)

    def every(self, kind: Kind[R]) -> Iterator[R]:
        held = self._held.get(kind.name, _NONE)
        if held is None and self._file is not None:
            yield from self._file.every(kind)  # type: ignore[misc]  # a kind holds its own type
            return
        for key in sorted(held or _NONE):
            yield (held or _NONE)[key]  # type: ignore[misc]  # same
