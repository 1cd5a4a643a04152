"""Writing the data file: one SQLite transaction a unit of work, durable on return."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.domain.kernel.record import Record, TeamId
from bot.ports.store import DamagedRecord, Kind, OutcomeUnknown, StoreFault
from bot.private_files import new_private_file
from bot.store.checksums import PLAIN, Checksums
from bot.store.codec import encoded
from bot.store.data_file.checking import APPLICATION_ID, LEFT, SCHEMA_VERSION, sound_row
from bot.store.data_file.compacting import ALL, Traces
from bot.store.data_file.file_at_a_moment import FileAtAMoment
from bot.store.data_file.file_rows import PUT, REMOVE, TABLE
from bot.store.data_file.older_file import bring_up
from bot.store.shelf import Change

_GET = """
SELECT team, kind, key, body, checksum FROM rows
WHERE team = ? AND kind = ? AND key = ?
"""
_NOT_DURABLE = {sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC}


class DurableFile:
    """The data file, open for writing; made, with mode 0600, where there is none.

    The caller has checked the file and holds its lock. Raises StoreFault where it
    cannot be opened.
    """

    def __init__(self, path: Path, sums: Checksums = PLAIN) -> None:
        self._path = path
        self._sums = sums
        try:
            if not path.exists():
                _create(path, sums)
            path.chmod(0o600)  # a restored back-up can be readable to all
            was_cut_short = Path(f"{path}-wal").exists()
            self._connection = _connect(path, sums)
            self._traces = Traces(self._connection, path)
        except (sqlite3.Error, OSError) as fault:
            raise StoreFault(f"{path.name} cannot be written to: {fault}.") from fault
        self._version = self._changes_of_others()  # has SQLite open its -wal, too
        self._names = str(path), f"{path}-wal"
        self._identity = [_which(name) for name in self._names]
        self._doubts = 0  # commits that a restart would find, or not
        self._settled = 0  # of these, from the first on: it will find none of them
        self._traces.clear(ALL if was_cut_short else ())

    def commit(self, team: TeamId, changes: list[Change]) -> None:
        """Make all changes durable or none; raises StoreFault for none.

        Raises OutcomeUnknown where they were written, but not made durable.
        """
        try:
            with self._connection as connection:
                connection.execute("BEGIN IMMEDIATE")
                self._require_same_file()
                gone = self._traces.of(team, changes)
                for change in changes:
                    self._write(connection, team, change)
        except (sqlite3.Error, OSError) as fault:
            if getattr(fault, "sqlite_errorcode", None) in _NOT_DURABLE:
                raise self._in_doubt(fault) from fault
            raise StoreFault(
                f"Not saved, and nothing was changed: {fault}. Check that the disk "
                f"of {self._path.name} has space and can be written to, then try again."
            ) from fault
        self._settled = self._doubts  # this was written over them
        self._traces.clear(gone)

    def _write(
        self, connection: sqlite3.Connection, team: TeamId, change: Change
    ) -> None:
        kind, key, record = change
        if record is None:
            connection.execute(REMOVE, (team, kind.name, key))
            return
        body = encoded(record)
        added_up = self._sums.of(team.encode(), kind.name.encode(), key.encode(), body)
        connection.execute(PUT, (team, kind.name, key, body.decode(), added_up))

    def _in_doubt(self, fault: Exception) -> OutcomeUnknown:
        """Return the fault of a commit whose last word may be on the disk, or not.

        SQLite has undone it, but what it wrote to its log stays, and a restart reads it
        as kept. The next commit is written over it.
        """
        self._doubts += 1
        doubt = self._doubts
        return OutcomeUnknown(
            f"{self._path.name} could not be made durable ({fault}), so nobody can "
            "tell yet whether it was saved. Check its disk.",
            lambda: False if self._settled >= doubt else None,
        )

    def read(self, team: TeamId, kind: Kind[Any], key: str) -> Record:
        """Return a record that was made durable; raises StoreFault."""
        try:
            rows = self._connection.execute(_GET, (team, kind.name, key)).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as fault:
            raise self._unreadable(f"It cannot be read ({fault}).") from fault
        if not rows:
            gone = f"In table {kind.name}, the record {key} is gone."
            raise DamagedRecord(self._told(gone))
        found = sound_row({kind.name: kind}, rows[0], self._sums)
        if isinstance(found, str):
            raise DamagedRecord(self._told(found))
        return found[-1]

    @contextmanager
    def view(self, team: TeamId) -> Iterator[FileAtAMoment]:
        """Open a view of the file as it is now, only to read; raises StoreFault."""
        try:
            connection = _connect(self._path, self._sums)
        except sqlite3.Error as fault:
            raise self._unreadable(f"It cannot be read ({fault}).") from fault
        with closing(connection):
            yield FileAtAMoment(connection, team, self._sums, self._unreadable)

    def leave_no_traces(self) -> None:
        """Write all of it anew; beside a reader, as soon as that is done."""
        self._traces.clear(ALL)

    def _unreadable(self, why: str) -> StoreFault:
        return StoreFault(self._told(why))

    def _told(self, why: str) -> str:
        return f"{self._path.name}: {why} {LEFT}"

    def close(self) -> None:
        """Let go of the file; safe to call twice."""
        self._traces.clear()
        self._connection.close()
        self._traces.close()

    def _require_same_file(self) -> None:
        """Refuse to write what a restart would not find, or would find half of."""
        if [_which(name) for name in self._names] != self._identity:
            what = "was moved or replaced"
        elif self._changes_of_others() != self._version:
            what = "was changed by another program"
        else:
            return
        raise StoreFault(
            f"Not saved, and nothing was changed: {self._path.name} {what} while the "
            "bot was at work. Start the bot again, so that it reads the file anew."
        )

    def _changes_of_others(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)


def _create(path: Path, sums: Checksums) -> None:
    """Make an empty data file under another name first, so that it is never half one.

    The rename is durable once SQLite has synchronised the folder, which it does when it
    makes the write-ahead log, before the first unit of work is confirmed.
    """
    fresh = path.with_name(f"{path.name}.new")
    for remains in fresh, Path(f"{fresh}-wal"), Path(f"{fresh}-shm"):
        remains.unlink(missing_ok=True)
    os.close(new_private_file(fresh))
    connection = _connect(fresh, sums)
    try:
        connection.execute(TABLE)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        connection.close()
    fresh.replace(path)


def _connect(path: Path, sums: Checksums) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=1, check_same_thread=False, isolation_level=None
    )
    connection.text_factory = bytes  # as it stands there, whatever it is
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what goes is written over
        connection.execute("PRAGMA fullfsync = ON")  # macOS: fsync alone is not enough
        bring_up(connection, sums)
    except BaseException:
        connection.close()
        raise
    return connection


def _which(name: str) -> tuple[int, int] | None:
    """Return which file goes by this name now."""
    try:
        found = os.stat(name)  # noqa: PTH116 - Path takes several times as long
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
