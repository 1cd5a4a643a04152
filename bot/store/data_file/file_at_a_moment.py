"""Read a workspace's rows from the data file as they were at one moment."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from bot.domain.kernel.record import Record, TeamId
from bot.ports.store import Kind, StoreFault
from bot.store.checksums import Checksums
from bot.store.data_file.checking import sound_row

_OF_KIND = """
SELECT team, kind, key, body, checksum FROM rows WHERE team = ? AND kind = ?
"""
_ONE = f"{_OF_KIND} AND key = ?"
_EVERY = f"{_OF_KIND} ORDER BY key"


class FileAtAMoment:
    """The rows as the connection's transaction sees them."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        team: TeamId,
        sums: Checksums,
        unreadable: Callable[[str], StoreFault],
    ) -> None:
        self._connection = connection
        self._team = team
        self._sums = sums
        self._unreadable = unreadable
        self._connection.execute("BEGIN")
        self._connection.execute("SELECT 1 FROM rows LIMIT 1").fetchall()  # the moment

    def get(self, kind: Kind[Any], key: str) -> Record | None:
        """Return a record, or None; raises StoreFault."""
        return next(self._read(kind, _ONE, self._team, kind.name, key), None)

    def every(self, kind: Kind[Any]) -> Iterator[Record]:
        """Yield all of a kind, in key order; raises StoreFault."""
        return self._read(kind, _EVERY, self._team, kind.name)

    def _read(self, kind: Kind[Any], query: str, *given: str) -> Iterator[Record]:
        try:
            for row in self._connection.execute(query, given):
                found = sound_row({kind.name: kind}, row, self._sums)
                if isinstance(found, str):
                    raise self._unreadable(found)
                yield found[-1]
        except (sqlite3.Error, UnicodeDecodeError) as fault:
            raise self._unreadable(f"It cannot be read ({fault}).") from fault
