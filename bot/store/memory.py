"""The store that forgets: for tests and rehearsals."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from bot.domain.kernel.record import Record, TeamId
from bot.ports.store import Index, Kind, Part, Reading, Records
from bot.store.shelf import Change
from bot.store.shelves import Shelves

R = TypeVar("R", bound=Record)


class MemoryStore:
    """Keeps records in this process's memory alone."""

    def __init__(
        self, kinds: Iterable[Kind[Any]], indexes: Iterable[Index[Any]]
    ) -> None:
        self._kinds = tuple(kinds)
        self._shelves = Shelves(indexes)

    def transaction(self, team: TeamId) -> AbstractContextManager[Records]:
        return self._shelves.transaction(team, _keep_nothing)

    def reading(self, team: TeamId) -> AbstractContextManager[Reading]:
        return self._shelves.reading(team)

    def snapshot(self, team: TeamId) -> AbstractContextManager[Reading]:
        return self._shelves.snapshot(team)

    def teams(self) -> Sequence[TeamId]:
        return self._shelves.teams()

    def teams_with(
        self, index: Index[R], *, below: Part | None = None
    ) -> Sequence[TeamId]:
        return self._shelves.teams_with(index, below)

    def place(self) -> str:
        return ""

    def leave_no_traces(self) -> None:
        pass  # there is no file

    def close(self) -> None:
        with self._shelves.closing():
            pass  # nothing to let go of


def _keep_nothing(team: TeamId, changes: list[Change]) -> None:
    """Memory needs no more than the shelf itself."""
