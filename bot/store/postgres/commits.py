"""Commits on PostgreSQL, and finding out whether an unconfirmed one was made.

A commit that is slow, or cut off, may have been made all the same. The server knows, by
the transaction's number (PostgreSQL's documentation, "Transaction ID and Snapshot
Information Functions"), whichever connection asks. A server that crashed can give the
number of what was lost to another transaction: so a row that was new is looked for too.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.errors import InvalidParameterValue
from sqlalchemy import Connection, RootTransaction, Text, cast, func, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.ports.kept import note_kept
from bot.ports.store import StoreFault
from bot.store.postgres.unit_rows import UnitRows

NUMBER = cast(func.pg_current_xact_id(), Text)
_STATUS = text("SELECT pg_xact_status(CAST(:number AS xid8))")


class Unanswered(Exception):
    """A commit that the server was asked for and has not confirmed."""

    def __init__(self, fault: SQLAlchemyError, number: str, rows: UnitRows) -> None:
        super().__init__()
        self.fault = fault
        self.number = number
        self.changed, self.proof = rows.changed, rows.proof


@contextmanager
def begin(connection: Connection) -> Iterator[RootTransaction]:
    """Begin a transaction; what is not committed at the end is undone."""
    begun = connection.begin()
    try:
        yield begun
    finally:
        if begun.is_active:
            begun.rollback()


def commit(begun: RootTransaction, number: str, rows: UnitRows) -> None:
    """Commit a unit of work; raises Unanswered."""
    try:
        begun.commit()
    except SQLAlchemyError as fault:
        raise Unanswered(fault, number, rows) from fault
    note_kept(rows.changed)


def is_kept(connection: Connection, commit: Unanswered) -> bool | None:
    """Whether a commit was made; None while the server is at work on it."""
    try:
        status = connection.scalar(_STATUS, {"number": commit.number})
    except DBAPIError as fault:
        if isinstance(fault.orig, InvalidParameterValue):
            return False  # a number that the server has yet to give: it knows none such
        raise
    if status == "committed" and commit.proof is not None:
        return connection.scalar(commit.proof) is not None
    return {"committed": True, "aborted": False}.get(str(status))


def nothing_kept(fault: SQLAlchemyError) -> StoreFault:
    """Return the fault of a unit of work of which nothing was kept."""
    return StoreFault(
        f"The database says “{told(fault)}”, so nothing was saved or changed."
    )


def told(fault: SQLAlchemyError) -> str:
    """Say what the database said, in one line, without any of what was to be kept."""
    origin = getattr(fault, "orig", None)
    diagnosis = getattr(origin, "diag", None)
    said = getattr(diagnosis, "message_primary", None) or type(origin or fault).__name__
    return " ".join(str(said).split())
