"""Rewrite the PostgreSQL tables, so that deleted rows leave no trace in their files.

A row that was deleted or replaced stays in its page until a VACUUM, and most of it even
then, until a new row needs the room. VACUUM FULL makes new files of the rows that there
are. What the server's own log (WAL), its archive and its replicas hold is out of reach.
"""

from collections.abc import Iterable
from time import sleep
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.ports.store import Kind, StoreFault
from bot.store.postgres.commits import told
from bot.store.postgres.postgres_store import connected

_FILE = text("SELECT pg_relation_filenode(CAST(:table AS regclass))")
_WAIT_SECONDS = (0, 0.2, 0.5, 1)  # a bot at work has a table for a moment only


def write_tables_anew(url: str, kinds: Iterable[Kind[Any]]) -> None:
    """Write the tables of a database anew, beside bots at work or without them.

    Raises StoreFault; the tables hold the same records in any case.
    """
    engine = connected(url)
    try:
        with engine.connect() as opened:
            connection = opened.execution_options(isolation_level="AUTOCOMMIT")
            left = [kind.name for kind in kinds]
            for wait in _WAIT_SECONDS:
                sleep(wait)
                left = [name for name in left if not _is_new(connection, name)]
    except SQLAlchemyError as fault:
        left = [f"all: “{told(fault)}”"]
    finally:
        engine.dispose()
    if left:
        raise StoreFault(
            "The records are gone, but the files of some tables may still have traces "
            f"of them ({', '.join(left)}): they are in use, or another role owns them. "
            "Have whoever keeps the database run VACUUM FULL on them, or run the "
            "command again."
        )


def _is_new(connection: Connection, table: str) -> bool:
    """Whether the table has another file now: one that is skipped is only warned of."""
    before = connection.scalar(_FILE, {"table": table})
    connection.exec_driver_sql(f'VACUUM (FULL, SKIP_LOCKED) "{table}"')
    return bool(connection.scalar(_FILE, {"table": table}) != before)
