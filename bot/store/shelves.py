"""The in-memory store: every workspace, one unit of work at a time."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from functools import partial
from itertools import groupby
from operator import itemgetter
from threading import RLock
from typing import Any, TypeVar

from bot.domain.kernel.record import MACHINE, Record, TeamId
from bot.ports.deadline import seconds_left
from bot.ports.kept import note_kept
from bot.ports.store import Index, Kind, Part, Reading, Records, Store, StoreFault
from bot.store.shelf import Change, Shelf
from bot.store.snapshot import FileView, Snapshot
from bot.store.staged import StagedRecords

R = TypeVar("R", bound=Record)
Fetch = Callable[[TeamId, Kind[Any], str], Record]  # reads again, or raises StoreFault


class Shelves(Store):
    """A store that holds the records of all teams in memory; threads take turns.

    What is seldom read is not held where *fetch* can read what was made durable.
    After a `_keep` that neither returned nor raised StoreFault nobody knows what was
    kept, so every later unit of work is refused until the file has been read anew.
    """

    def __init__(
        self,
        kinds: Iterable[Kind[Any]],
        indexes: Iterable[Index[Any]],
        fetch: Fetch | None = None,
    ) -> None:
        self._kinds = tuple(kinds)
        self._indexes = tuple(indexes)
        self._fetch = fetch
        self._teams: dict[TeamId, Shelf] = {}
        self._nobodys = Shelf(self._indexes, None)
        self._turn = RLock()  # re-entrant so that nesting is seen, not waited for
        self._in_unit = False
        self._closed = False
        self._in_doubt = False

    def fill(self, rows: Iterable[tuple[TeamId, Kind[Any], str, Record]]) -> None:
        """Take in what was read from a file, where a team's kinds come together."""
        with _all_of_it_stays():
            for team, found in groupby(rows, key=itemgetter(0)):
                self._of(team).fill((kind, record) for _, kind, _, record in found)

    @contextmanager
    def transaction(self, team: TeamId) -> Iterator[Records]:
        """Open a unit of work, which a clean exit makes durable."""
        with self._in_turn():
            if self._in_unit:
                raise RuntimeError("A unit of work is open in this thread already.")
            self._in_unit = True
            try:
                shelf = self._of(team)
                staged = StagedRecords(team, shelf)
                yield staged
                if staged.changes:
                    self._settle(team, shelf, staged.changes)
            finally:
                self._in_unit = False

    @contextmanager
    def reading(self, team: TeamId) -> Iterator[Reading]:
        """Open a view of what is durable."""
        with self._in_turn():
            # Anybody can name a team that there is none of, in a private address: that
            # must not be remembered.
            yield StagedRecords(team, self._teams.get(team, self._nobodys))

    @contextmanager
    def snapshot(self, team: TeamId) -> Iterator[Reading]:
        """Open a view of one moment, also of what a file holds."""
        with ExitStack() as opened:
            with self._in_turn():
                held = self._teams.get(team, self._nobodys).held()
                file = opened.enter_context(self._view(team))
            yield Snapshot(team, held, file)

    def teams(self) -> list[TeamId]:
        """Return the teams with any record, in order; the bot itself is none."""
        return self._teams_where(lambda shelf: not shelf.is_empty)

    def teams_with(self, index: Index[R], *, below: Part | None = None) -> list[TeamId]:
        """Return the teams with an entry, or one before a bound, in order."""
        high = None if below is None else (below,)
        return self._teams_where(
            lambda shelf: any(True for _ in shelf.entries(index, (), high))
        )

    def _teams_where(self, has_any: Callable[[Shelf], bool]) -> list[TeamId]:
        with self._in_turn():
            found = (team for team, shelf in self._teams.items() if has_any(shelf))
            return sorted(team for team in found if team != MACHINE)

    def place(self) -> str:
        return ""  # whoever restores a file marks it

    def close(self) -> None:
        with self._turn:  # once the unit of work in hand has ended, and no other begins
            self._closed = True
            self._let_go()

    def _keep(self, team: TeamId, changes: list[Change]) -> None:
        """Make changes durable, or raise StoreFault; memory needs nothing more."""

    def _view(
        self,
        team: TeamId,  # noqa: ARG002 - for who has a file
    ) -> AbstractContextManager[FileView | None]:
        """Open a view of what a file holds."""
        return nullcontext()

    def _let_go(self) -> None:
        """Close files."""

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Wait for one's turn, for as long as an answer is worth having."""
        left = seconds_left()
        if not self._turn.acquire(timeout=-1 if left is None else left):
            raise StoreFault(
                "Others are at work on the records for too long, so nothing was saved "
                "or changed."
            )
        try:
            if self._closed:
                raise StoreFault("The store is closed.")
            if self._in_doubt:
                raise StoreFault(
                    "The bot was stopped in the middle of saving, so it cannot tell "
                    "what was kept. Start it again; the data file itself is whole."
                )
            yield
        finally:
            self._turn.release()

    def _settle(self, team: TeamId, shelf: Shelf, changes: list[Change]) -> None:
        plan = shelf.plan(changes)
        self._in_doubt = True
        try:
            self._keep(team, changes)
        except StoreFault:
            self._in_doubt = False
            raise
        shelf.apply(plan)
        self._in_doubt = False
        note_kept(kind.name for kind, _, _ in changes)

    def _of(self, team: TeamId) -> Shelf:
        if team not in self._teams:
            fetch = partial(self._fetch, team) if self._fetch else None
            self._teams[team] = Shelf(self._indexes, fetch)
        return self._teams[team]


@contextmanager
def _all_of_it_stays() -> Iterator[None]:
    """Have Python not look, again and again, for what could be let go meanwhile."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()
