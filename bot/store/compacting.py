"""Writing a data file anew, so that nothing deleted is left in its empty pages."""

import sqlite3
from contextlib import closing
from pathlib import Path

from filelock import FileLock, Timeout

from bot.ports.store import StoreFault


def write_anew(path: Path) -> None:
    """Write a data file that no bot has open anew.

    Raises StoreFault; the file holds the same records in any case.
    """
    path = path.resolve()
    try:
        with (
            FileLock(f"{path}.lock", timeout=0),
            closing(sqlite3.connect(path, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (Timeout, OSError, sqlite3.Error) as fault:
        raise StoreFault(
            f"The records are gone, but {path.name} still has traces of them in its "
            f"empty pages ({fault}). With the bot stopped, run the command again."
        ) from fault
