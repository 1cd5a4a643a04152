"""Copy all records from one store to another, and compare both sides.

From the embedded file to PostgreSQL and back, so that nobody is locked in. The bot is
stopped meanwhile. A copy that was broken off goes on where it was, if it is begun anew
from the same file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

from bot.domain.kernel.record import MACHINE, Record, TeamId
from bot.ports.store import Kind, Store, StoreFault
from bot.store.codec import encoded
from bot.store.data_file.checking import Row

_AT_ONCE = 500  # records in one unit of work


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds: how many of each kind, and what they add up to."""

    counts: Mapping[str, int]
    digests: Mapping[str, str]  # of all records of a kind, whatever their order

    @property
    def total(self) -> int:
        """How many records there are."""
        return sum(self.counts.values())


def carry(source: Store, target: Store, kinds: Iterable[Kind[Any]]) -> int:
    """Copy all records, compare both sides, and return how many there are.

    Raises StoreFault for a target that holds anything but a part of the source: one
    that was broken off is gone on with, and nothing else is ever written over.
    """
    every = list(kinds)
    _require_part(rows_of(target, every), source)
    copy_rows(rows_of(source, every), target)
    whole = contents_of(rows_of(source, every))
    require_equal(whole, contents_of(rows_of(target, every)))
    return whole.total


def _require_part(rows: Iterable[Row], source: Store) -> None:
    for team, of_team in groupby(rows, key=lambda row: row[0]):
        with source.reading(team) as records:
            for _team, kind, key, record in of_team:
                if records.get(kind, key) != record:
                    raise StoreFault(
                        "There are other records in it already, and they are never "
                        "written over. Give an empty database, or another file."
                    )


def contents_of(rows: Iterable[Row]) -> Contents:
    """Count and add up rows; the order in which they come makes no difference."""
    counts: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for team, kind, key, record in rows:
        counts[kind.name] += 1
        whole = b"\0".join((team.encode(), key.encode(), encoded(record)))
        sums[kind.name] += int.from_bytes(sha256(whole).digest())
    digests = {name: f"{total % 2**256:064x}" for name, total in sums.items()}
    return Contents(counts, digests)


def rows_of(store: Store, kinds: Iterable[Kind[Any]]) -> Iterator[Row]:
    """Yield all records of a store, workspace by workspace."""
    every = list(kinds)
    for team in (MACHINE, *store.teams()):
        with store.reading(team) as records:
            for kind in every:
                for record in records.every(kind):
                    yield team, kind, kind.key(record), record


def copy_rows(rows: Iterable[Row], target: Store) -> None:
    """Keep rows in a store, some hundred in a unit of work; raises StoreFault."""
    for team, of_team in groupby(rows, key=lambda row: row[0]):
        for batch in _batches(of_team):
            with target.transaction(TeamId(team)) as records:
                for kind, record in batch:
                    records.put(kind, record)


def keep_anew(store: Store, kinds: Iterable[Kind[Any]]) -> None:
    """Keep every record anew, so that each row adds up with the newest key.

    Broken off, it can be begun again. Raises StoreFault.
    """
    every = list(kinds)
    for team in (MACHINE, *store.teams()):
        with store.reading(team) as records:
            rows = [
                (team, kind, kind.key(record), record)
                for kind in every
                for record in records.every(kind)
            ]
        copy_rows(rows, store)


def require_equal(source: Contents, target: Contents) -> None:
    """Raise StoreFault, naming each kind that differs, unless both hold the same."""
    names = sorted({*source.counts, *target.counts})
    wrong = [
        f"{name} ({target.counts.get(name, 0)} of {source.counts.get(name, 0)})"
        for name in names
        if source.digests.get(name) != target.digests.get(name)
    ]
    if wrong:
        raise StoreFault(f"The copy does not hold the same: {', '.join(wrong)}.")


def _batches(rows: Iterable[Row]) -> Iterator[list[tuple[Kind[Any], Record]]]:
    batch: list[tuple[Kind[Any], Record]] = []
    for _team, kind, _key, record in rows:
        batch.append((kind, record))
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
