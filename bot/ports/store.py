"""What the use cases need of a store: units of work over typed records.

A *kind* says what is kept (a record type, its key, its indexes); a store keeps any
kind. What a kind means, and every rule about it, is the domain's. All records belong to
one Slack workspace (`team`), and a unit of work sees that workspace alone.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Generic, Protocol, TypeVar

from bot.domain.kernel.record import Record, TeamId, sealed_fields

R = TypeVar("R", bound=Record)

Part = str | int | datetime | date  # what an index entry is made of


@dataclass(frozen=True)
class Kind(Generic[R]):
    """One table: the name on disk, the record type, and how its key is read."""

    name: str
    record: type[R]
    key: Callable[[R], str]
    seldom_read: bool = False  # many, and most of them past: they need not be at hand

    def __hash__(self) -> int:
        return hash(self.name)

    @cached_property
    def sealed(self) -> tuple[str, ...]:
        """The fields that hold sealed words, or those or None."""
        return sealed_fields(self.record)


@dataclass(frozen=True)
class Index(Generic[R]):
    """A look-up that costs what it finds, not what exists.

    *entry* yields the tuple a record is found by, or None for a record that this index
    leaves out. All entries of an index have the same length and types; datetimes are
    aware UTC.
    """

    kind: Kind[R]
    name: str
    entry: Callable[[R], tuple[Part, ...] | None]
    asked_of_all: bool = False  # `teams_with` asks it of all workspaces at once

    def __hash__(self) -> int:
        return hash((self.kind.name, self.name))


class DuplicateKey(Exception):
    """A record with this key exists already."""


class StoreFault(Exception):
    """The store cannot do its work; str() says why, and how to put it right.

    Raised for a full disk, a damaged or foreign file, a second process. Nothing of the
    unit of work was kept, in memory or on disk, but for OutcomeUnknown.
    """


class DamagedRecord(StoreFault):
    """One record cannot be used, while others can; str() names it."""


class OutcomeUnknown(StoreFault):
    """Nobody can tell yet whether a unit of work was kept, whole, or nothing of it.

    *ask* looks again: True where it was kept, False where not, None while that is still
    unknown.
    """

    def __init__(self, why: str, ask: Callable[[], bool | None]) -> None:
        super().__init__(why)
        self.ask = ask


class Reading(Protocol):
    """What can be read within one unit of work."""

    team: TeamId  # the workspace whose records these are

    def get(self, kind: Kind[R], key: str) -> R | None:
        """Return the record with this key, or None."""

    def get_each(self, kind: Kind[R], keys: Sequence[str]) -> Sequence[R | None]:
        """Return what *get* returns for each key, asked for at once.

        A store that has a way to go for each question goes it once for all. A unit of
        work knows from then on what it was told: the same costs nothing again.
        """
        return [self.get(kind, key) for key in keys]

    def find(
        self,
        index: Index[R],
        *equal: Part,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> Sequence[R]:
        """Return the records whose entry starts with *equal*, ordered by entry.

        *at_least* (inclusive) and *below* (exclusive) bound the part that follows
        *equal*. Costs O(log n + found). Entries that are equal come in key order.
        """

    def find_each(
        self,
        index: Index[R],
        starts: Sequence[tuple[Part, ...]],
        *,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> Sequence[Sequence[R]]:
        """Return what *find* returns for each of *starts*, asked for at once.

        None of them is empty. What lies within the same bounds costs nothing again,
        as with *get_each*.
        """
        return [
            self.find(index, *equal, at_least=at_least, below=below) for equal in starts
        ]

    def ask_ahead(
        self,
        index: Index[R],
        starts: Sequence[tuple[Part, ...]],
        *,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> None:
        """Say what may be looked up soon, within these bounds.

        A store that has a way to go for each question goes it once for all, as with
        *find_each*; one that has none does nothing.
        """
        return

    def count(
        self,
        index: Index[R],
        *equal: Part,
        at_least: Part | None = None,
        below: Part | None = None,
    ) -> int:
        """Return how many records *find* would return; none of them need be read."""
        return len(self.find(index, *equal, at_least=at_least, below=below))

    def first(self, index: Index[R], *, below: Part | None = None) -> R | None:
        """Return the record whose entry comes first, before a bound, or None.

        Costs O(log n).
        """

    def last(self, index: Index[R]) -> R | None:
        """Return the record whose entry comes last, or None; costs O(log n)."""

    def every(self, kind: Kind[R]) -> Iterator[R]:
        """Yield all records of a kind, in key order: for exports and checks only."""


class Records(Reading, Protocol):
    """What can be read and changed within one unit of work.

    A unit of work sees its own changes, through *get*, *find* and *every* alike.
    """

    def add(self, kind: Kind[R], record: R) -> None:
        """Keep a new record.

        Raises DuplicateKey where the key is taken: here, or as the unit of work ends.
        """

    def note_new(self, name: str) -> None:
        """Say that a name was made up just now, so that no record has or tells it yet.

        Nobody needs to be asked then what is kept under this key, or found by it. A
        store that looks as quickly need not know.
        """
        return

    def put(self, kind: Kind[R], record: R) -> None:
        """Keep a record, in place of one with the same key if there is one."""

    def remove(self, kind: Kind[R], key: str) -> None:
        """Forget a record; nothing happens if there is none."""


class Store(Protocol):
    """Keeps records for good, in units of work that happen whole or not at all."""

    def transaction(self, team: TeamId) -> AbstractContextManager[Records]:
        """Open a unit of work on one workspace's records.

        A clean exit makes it durable before the context manager returns; an exception
        undoes all of it and goes on to the caller. Not re-entrant. Raises StoreFault.
        """

    def reading(self, team: TeamId) -> AbstractContextManager[Reading]:
        """Open a consistent view of one workspace's records, for reading alone."""

    def snapshot(self, team: TeamId) -> AbstractContextManager[Reading]:
        """Open a view of one moment for who reads much: it holds nobody up.

        A look-up can cost what exists, and not what it finds.
        """

    def teams(self) -> Sequence[TeamId]:
        """Return the workspaces that have any record, in order; MACHINE is none."""

    def teams_with(
        self, index: Index[R], *, below: Part | None = None
    ) -> Sequence[TeamId]:
        """Return the workspaces that have an entry, or one before a bound, in order.

        The cost follows how many those are, not how many workspaces there are. For an
        index that is `asked_of_all`.
        """

    def place(self) -> str:
        """Name the database the records stand in, as no copy of them is named.

        Nothing, for records in memory, in a file, or where the database cannot say.
        """

    def leave_no_traces(self) -> None:
        """Leave nothing readable of what was deleted or replaced by now.

        Costs what exists, so it is for when people were taken out. Of a database it is
        for whoever keeps that.
        """

    def close(self) -> None:
        """Let go of files and connections; safe to call twice."""
