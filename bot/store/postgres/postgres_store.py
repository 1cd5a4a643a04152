"""The PostgreSQL store: any number of processes on one database.

Each unit of work is one transaction of the database. Those that write to one workspace
take turns, whichever process they run in, as they do in the embedded store; those of
different workspaces do not (docs/decisions/0011-writers-of-a-workspace-take-turns.md).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import BoundedSemaphore, local
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError

from bot.domain.kernel.record import MACHINE, Record, TeamId
from bot.ports.deadline import answering_within, seconds_left
from bot.ports.kept import note_kept
from bot.ports.kinds import RESTORES
from bot.ports.store import (
    Index,
    Kind,
    OutcomeUnknown,
    Part,
    Reading,
    Records,
    StoreFault,
)
from bot.store.checksums import PLAIN, Checksums
from bot.store.postgres.commits import (
    NUMBER,
    Unanswered,
    begin,
    commit,
    is_kept,
    nothing_kept,
    told,
)
from bot.store.postgres.deadline import keep_deadlines
from bot.store.postgres.look_ups import of_all, teams_in
from bot.store.postgres.migrating import require_newest
from bot.store.postgres.tables import (
    as_written,
    storable,
    tables_of,
)
from bot.store.postgres.unit_rows import UnitRows

R = TypeVar("R", bound=Record)

_CONNECTIONS, _FOR_A_MOMENT = 10, 10
_WAIT_SECONDS = 2.0  # for one of them, or for whoever writes: then the person is told
_LOOK_EVERY_SECONDS = 10
_ASKED_SECONDS = 5.0  # what became of a commit, where nobody waits
_ASKED_AT_LEAST_SECONDS = 0.3
_ASK_AGAIN_SECONDS = 0.05


class PostgresStore:
    """Keeps records in a PostgreSQL database, whose tables are there already."""

    def __init__(
        self,
        url: str,
        kinds: Iterable[Kind[Any]],
        indexes: Iterable[Index[Any]],
        sums: Checksums = PLAIN,
        *,
        looks_at_steps: bool = False,
        wait_seconds: float = _WAIT_SECONDS,
    ) -> None:
        """Open none yet; *wait_seconds* is for the turn of a unit of work."""
        known = tuple(indexes)
        self._indexes: dict[str, list[Index[Any]]] = {}
        for index in known:
            self._indexes.setdefault(index.kind.name, []).append(index)
        self._tables = tables_of(kinds, known).tables
        self._in_unit = local()
        self._is_closed = False
        self._sums = sums
        self._looks_at_steps = looks_at_steps
        self._fitted_at: float | None = None  # when the tables were last looked at
        self._wait_seconds = wait_seconds
        self._limits = _limits(wait_seconds)
        self._engine = connected(url)
        self._free = BoundedSemaphore(_CONNECTIONS + _FOR_A_MOMENT)

    @contextmanager
    def transaction(self, team: TeamId) -> Iterator[Records]:
        if getattr(self._in_unit, "is_open", False):
            raise RuntimeError("A unit of work is open in this thread already.")
        self._in_unit.is_open = True
        try:
            with self._connection() as connection, begin(connection) as begun:
                turn = func.hashtextextended(storable(team), 0)
                in_turn = select(
                    *self._limits, func.pg_advisory_xact_lock(turn), NUMBER
                )
                number = str(connection.execute(in_turn).one()[-1])
                rows = self._rows(connection, team)
                yield rows
                rows.flush()
                commit(begun, number, rows)
        except Unanswered as left_open:
            self._require_kept(left_open)
        finally:
            self._in_unit.is_open = False

    def _require_kept(self, commit: Unanswered) -> None:
        """Find out whether a unit of work was kept that the server did not confirm.

        Raises StoreFault where it was not, and OutcomeUnknown where it cannot be told.
        """
        left = seconds_left()
        within = _ASKED_SECONDS if left is None else max(left, _ASKED_AT_LEAST_SECONDS)
        with answering_within(within):
            is_kept = self._is_kept(commit)
            # A server that was hung up on takes a moment to notice and to undo.
            while is_kept is None and seconds_left():
                sleep(_ASK_AGAIN_SECONDS)
                is_kept = self._is_kept(commit)
        if is_kept is None:
            raise OutcomeUnknown(
                f"The database says “{told(commit.fault)}”, so nobody can tell yet "
                "whether it was saved.",
                lambda: self._is_kept(commit),
            ) from commit.fault
        if not is_kept:
            raise nothing_kept(commit.fault) from commit.fault
        note_kept(commit.changed)

    def _is_kept(self, commit: Unanswered) -> bool | None:
        try:
            with self._connection() as connection:
                return is_kept(connection, commit)
        except StoreFault:
            return None

    @contextmanager
    def reading(self, team: TeamId) -> Iterator[Reading]:
        with self._connection() as connection:
            seen = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            with seen.begin():
                seen.execute(select(*self._limits))
                yield self._rows(seen, team)

    def _rows(self, connection: Connection, team: TeamId) -> UnitRows:
        return UnitRows(connection, self._tables, self._indexes, team, sums=self._sums)

    def snapshot(self, team: TeamId) -> AbstractContextManager[Reading]:
        return self.reading(team)

    def leave_no_traces(self) -> None:
        """Do nothing: it is the server's, and takes VACUUM FULL while nobody works."""

    def require_tables(self) -> None:
        """Raise StoreFault, with what to do, unless the tables are this program's."""
        with self._connection() as connection:
            require_newest(connection)

    def teams(self) -> Sequence[TeamId]:
        with self._connection() as connection:
            found = {
                team
                for table in self._tables.values()
                for team in connection.execute(teams_in(table)).scalars()
            }
        return sorted(TeamId(as_written(team)) for team in found - {MACHINE})

    def teams_with(
        self, index: Index[R], *, below: Part | None = None
    ) -> Sequence[TeamId]:
        asked = of_all(self._tables[index.kind.name], index, below)
        with self._connection() as connection:
            found = connection.execute(asked).scalars()
            return sorted(TeamId(as_written(team)) for team in found)

    def place(self) -> str:
        """Name the server, by what it was given when it was made, and a table's number.

        Neither comes along in a dump. A server that speaks PostgreSQL and knows neither
        is told nothing apart.
        """
        table = self._tables[RESTORES.name]
        asked = text(
            "SELECT system_identifier || '/' || CAST(:table AS regclass)::oid "
            "FROM pg_control_system()"
        )
        try:
            with self._connection() as connection:
                return str(connection.scalar(asked, {"table": table.name}))
        except StoreFault as fault:
            if isinstance(fault.__cause__, ProgrammingError):
                return ""
            raise

    def close(self) -> None:
        self._is_closed = True
        self._engine.dispose()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        if self._is_closed:
            raise StoreFault("The store is closed.")
        try:
            with self._in_turn(), self._engine.connect() as connection:
                self._look_at_steps(connection)
                yield connection
        except SQLAlchemyError as fault:
            raise nothing_kept(fault) from fault

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        left = seconds_left()
        most = self._wait_seconds
        waits = most if left is None else min(left, most)
        if not self._free.acquire(timeout=waits):
            raise StoreFault(
                "All connections to the database are in use, so nothing was saved or "
                "changed."
            )
        try:
            yield
        finally:
            self._free.release()

    def _look_at_steps(self, connection: Connection) -> None:
        """Raise StoreFault while the tables are not those of this program.

        Looked at now and then: the database may have been away at the start, and
        tables are brought up by somebody else, while this process goes on.
        """
        if not self._looks_at_steps:
            return
        now = monotonic()
        if self._fitted_at is None or now - self._fitted_at > _LOOK_EVERY_SECONDS:
            self._fitted_at = None
            require_newest(connection)
            connection.rollback()  # the look was no part of the unit of work
            self._fitted_at = now


def _limits(wait_seconds: float) -> list[ColumnElement[str]]:
    """Return what ends a wait before a person has given up on the answer.

    It is asked for within each unit of work, and holds for that alone: behind a pooler
    the next one can be on another connection of the server's.
    """
    limits = {"lock_timeout": f"{wait_seconds:.1f}s", "statement_timeout": "20s"}
    this_alone = True
    return [func.set_config(name, most, this_alone) for name, most in limits.items()]


def connected(url: str) -> Engine:
    """Return the pool of connections; none is opened yet.

    Raises StoreFault for an address that is none of PostgreSQL.
    """
    try:
        engine = create_engine(
            url,
            pool_size=_CONNECTIONS,
            max_overflow=_FOR_A_MOMENT,
            pool_pre_ping=True,  # a server that was restarted is found again
            # What is prepared on one connection of the server's is unknown, or another
            # statement, on the next: behind PgBouncer 1.18 answers came back swapped.
            connect_args={"prepare_threshold": None},
        )
    except (SQLAlchemyError, ModuleNotFoundError, ValueError) as fault:
        raise StoreFault(
            "DATABASE_URL is not the address of a PostgreSQL database. It looks like "
            "postgresql+psycopg://user:password@host/database."
        ) from fault
    keep_deadlines(engine)
    event.listen(engine, "checkin", _leave_reading_to_the_database)
    return engine


def _leave_reading_to_the_database(connection: Any, _record: object) -> None:
    """Have the next unit of work begin as the database has it by default.

    After a view of one moment SQLAlchemy would have it begin READ WRITE, and so write
    to a database that its keepers have set to read only.
    """
    if connection is not None and not connection.closed:
        connection.read_only = None
