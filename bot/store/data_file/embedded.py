"""The embedded store: one file, no server, each unit of work one SQLite transaction.

Records live in memory with sorted indexes (`shelf.py`), but for what is seldom read;
what makes a unit of work durable is SQLite (`durable_file.py`), one row a record. The
file belongs to one process at a time. Why: docs/decisions/0002-tinydb-over-sqlite.md.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from bot.domain.kernel.record import MACHINE, Record, TeamId
from bot.ports.store import Index, Kind, StoreFault
from bot.store.checksums import PLAIN, Checksums
from bot.store.data_file.beside import remove_left_over
from bot.store.data_file.checking import read_rows
from bot.store.data_file.durable_file import DurableFile
from bot.store.shelf import Change
from bot.store.shelves import Shelves
from bot.store.snapshot import FileView


class EmbeddedStore(Shelves):
    """Keeps records in one file, and those in memory that are read again and again.

    Raises StoreFault, at construction, for a file that is damaged, foreign, of a newer
    version, or in use by another process; such a file is left as it was.
    """

    def __init__(
        self,
        path: Path,
        kinds: Iterable[Kind[Any]],
        indexes: Iterable[Index[Any]],
        sums: Checksums = PLAIN,
    ) -> None:
        super().__init__(kinds, indexes, self._read)
        path = path.resolve()  # two names of one file must not get two locks
        self._owner = _own(path)
        try:
            remove_left_over(path)
            self.fill(read_rows(path, {k.name: k for k in self._kinds}, sums))
            self._file = DurableFile(path, sums)
        except BaseException:
            self._owner.release()
            raise

    def leave_no_traces(self) -> None:
        with self.reading(MACHINE):  # in turn
            self._file.leave_no_traces()

    def _read(self, team: TeamId, kind: Kind[Any], key: str) -> Record:
        return self._file.read(team, kind, key)

    def _keep(self, team: TeamId, changes: list[Change]) -> None:
        self._file.commit(team, changes)

    def _view(self, team: TeamId) -> AbstractContextManager[FileView | None]:
        return self._file.view(team)

    def _let_go(self) -> None:
        self._file.close()
        self._owner.release()


def is_in_use(path: Path) -> bool:
    """Whether a bot has the data file open just now; makes nothing by asking.

    For as long as it takes to ask, a bot that starts would be refused the file.
    """
    lock = Path(f"{path.resolve()}.lock")
    try:
        if lock.exists():
            with FileLock(lock, timeout=0):
                return False
    except Timeout:
        return True
    except OSError:
        return False  # not ours to open; whoever reads the file says so
    return False


def _own(path: Path) -> FileLock:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Not one lock a thread: another thread than this may close the store.
        lock = FileLock(f"{path}.lock", thread_local=False)
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreFault(
            f"{path.name} is in use by another ECT Bot process. Stop that one first; "
            "two at once would overwrite each other's records."
        ) from None
    except OSError as fault:
        raise StoreFault(f"{path.name} cannot be written to: {fault}.") from fault
    return lock
