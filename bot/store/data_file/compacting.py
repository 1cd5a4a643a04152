"""Make deleted words unreadable in the data file.

SQLite's `secure_delete` writes over what goes, in its own place, and leaves two copies.
The log (`-wal`) has the page as it was, until it is emptied. And where a row was moved
to another page, to make room, a copy stays in the free part of the first, which is not
written over when the row goes (SQLite 3.40.1): writing the file anew lets go of it.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from bot.domain.kernel.record import TeamId
from bot.ports.store import StoreFault
from bot.store.shelf import Change

ALL = frozenset({b""})  # whatever there may be

_BODY = "SELECT body FROM rows WHERE team = ? AND kind = ? AND key = ?"
_READ_BYTES = 1 << 22
# What tells one sealed text from all others. A copy is written over from its end on: of
# one that has lost a part of this no more than half a dozen letters can be left.
_TELLS = slice(24)


class Traces:
    """The words that are in no row any more, and may still be readable in the file."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Look after a file that the connection has open."""
        self._connection = connection
        # Closed after the connection alone: to close it drops SQLite's locks on it
        # (sqlite.org/howtocorrupt.html, 2.2).
        self._file = path.open("rb")
        self._owed = set[bytes]()

    def of(self, team: TeamId, changes: Iterable[Change]) -> set[bytes]:
        """Return what tells the words that changes are about to take out."""
        before, after = set[str](), set[str]()
        for kind, key, record in changes:
            name = team, kind.name, key
            for (body,) in self._connection.execute(_BODY, name) if kind.sealed else ():
                before |= _texts_in(body, kind.sealed)
            after |= {getattr(record, field, None) or "" for field in kind.sealed}
        return {text.encode()[_TELLS] for text in before - after}

    def clear(self, gone: Iterable[bytes] = ()) -> None:
        """Leave nothing of what is gone, now or before; beside a reader not yet.

        Nor on a disk that refuses it: the rows are right all the same, and the next
        call tries again.
        """
        self._owed |= set(gone)
        if not self._owed:
            return
        try:
            is_emptied = empty_log(self._connection)
            if is_emptied and self._is_readable():
                write_all(self._connection)
                is_emptied = empty_log(self._connection)
        except (sqlite3.Error, OSError):
            return
        if is_emptied:
            self._owed.clear()

    def _is_readable(self) -> bool:
        self._file.seek(0)
        end = b""
        while chunk := self._file.read(_READ_BYTES):
            here = end + chunk
            if any(words in here for words in self._owed):
                return True
            end = chunk[-len(max(self._owed, key=len)) :]
        return False

    def close(self) -> None:
        """Let go of the file, once the connection is closed."""
        self._file.close()


def _texts_in(body: bytes, fields: Iterable[str]) -> set[str]:
    try:
        held = msgspec.json.decode(body, type=dict[str, Any])
    except msgspec.MsgspecError:
        return {""}  # damaged, so it may be anything
    return {text for field in fields if isinstance(text := held.get(field), str)}


def empty_log(connection: sqlite3.Connection) -> bool:
    """Put the log into the file and empty it; False while somebody reads from it."""
    ((waits,),) = connection.execute("PRAGMA busy_timeout").fetchall()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        found = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {waits}")
    return bool(found[0] == 0)


def write_all(connection: sqlite3.Connection) -> None:
    """Write all rows anew, into the log; raises sqlite3.Error."""
    connection.execute("PRAGMA temp_store = MEMORY")  # no copy among temporary files
    connection.execute("VACUUM")


def write_anew(path: Path) -> None:
    """Write a data file that no bot has open anew.

    Raises StoreFault; the file holds the same records in any case.
    """
    path = path.resolve()
    why: object = "another program is reading it"
    try:
        with (
            FileLock(f"{path}.lock", timeout=0),
            closing(sqlite3.connect(path, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA secure_delete = ON")
            write_all(connection)
            if empty_log(connection):
                return
    except (Timeout, OSError, sqlite3.Error) as fault:
        why = fault
    raise StoreFault(
        f"The records are gone, but {path.name} still has traces of them in its "
        f"empty pages ({why}). With the bot stopped, run the command again."
    )
