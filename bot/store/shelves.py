"""All teams' records, and the units of work on them, one at a time."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from itertools import groupby
from operator import itemgetter
from threading import RLock
from typing import Any

from bot.domain.kernel.record import MACHINE, Record, TeamId
from bot.ports.deadline import seconds_left
from bot.ports.kept import note_kept
from bot.ports.store import Index, Kind, Part, Reading, Records, StoreFault
from bot.store.shelf import Change, Shelf
from bot.store.snapshot import FileView, Snapshot
from bot.store.staged import StagedRecords

Keep = Callable[[TeamId, list[Change]], None]  # makes durable, or raises StoreFault
View = Callable[[TeamId], AbstractContextManager[FileView]]
Fetch = Callable[[TeamId, Kind[Any], str], Record]  # reads again, or raises StoreFault


class Shelves:
    """Records of all teams; threads take turns.

    What is seldom read is not held where *fetch* can read what was made durable.
    After a *keep* that neither returned nor raised StoreFault nobody knows what was
    kept, so every later unit of work is refused until the file has been read anew.
    """

    def __init__(
        self, indexes: Iterable[Index[Any]], fetch: Fetch | None = None
    ) -> None:
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
    def transaction(self, team: TeamId, keep: Keep) -> Iterator[Records]:
        """Open a unit of work; a clean exit has *keep* make it durable first."""
        with self._in_turn():
            self._require_use()
            if self._in_unit:
                raise RuntimeError("A unit of work is open in this thread already.")
            self._in_unit = True
            try:
                shelf = self._of(team)
                staged = StagedRecords(team, shelf)
                yield staged
                if staged.changes:
                    self._settle(team, shelf, staged.changes, keep)
            finally:
                self._in_unit = False

    @contextmanager
    def reading(self, team: TeamId) -> Iterator[Reading]:
        """Open a view of what is durable."""
        with self._in_turn():
            self._require_use()
            # Anybody can name a team that there is none of, in a private address: that
            # must not be remembered.
            yield StagedRecords(team, self._teams.get(team, self._nobodys))

    @contextmanager
    def snapshot(self, team: TeamId, view: View | None = None) -> Iterator[Reading]:
        """Open a view of one moment, over *view* where a file holds some of it."""
        with ExitStack() as opened:
            with self._in_turn():
                self._require_use()
                held = self._teams.get(team, self._nobodys).held()
                file = opened.enter_context(view(team)) if view else None
            yield Snapshot(team, held, file)

    def teams(self) -> list[TeamId]:
        """Return the teams with any record, in order; the bot itself is none."""
        with self._in_turn():
            self._require_use()
            kept = (t for t, shelf in self._teams.items() if not shelf.is_empty)
            return sorted(team for team in kept if team != MACHINE)

    def teams_with(self, index: Index[Any], below: Part | None) -> list[TeamId]:
        """Return the teams with an entry, or one before a bound, in order."""
        high = None if below is None else (below,)
        with self._in_turn():
            self._require_use()
            found = (
                team
                for team, shelf in self._teams.items()
                if any(True for _ in shelf.entries(index, (), high))
            )
            return sorted(team for team in found if team != MACHINE)

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Wait for the unit of work in hand, and let no other begin."""
        with self._turn:
            self._closed = True
            yield

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
            yield
        finally:
            self._turn.release()

    def _settle(
        self, team: TeamId, shelf: Shelf, changes: list[Change], keep: Keep
    ) -> None:
        plan = shelf.plan(changes)
        self._in_doubt = True
        try:
            keep(team, changes)
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

    def _require_use(self) -> None:
        if self._closed:
            raise StoreFault("The store is closed.")
        if self._in_doubt:
            raise StoreFault(
                "The bot was stopped in the middle of saving, so it cannot tell what "
                "was kept. Start it again; the data file itself is whole."
            )


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
