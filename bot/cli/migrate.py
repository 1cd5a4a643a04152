"""`ectbot migrate`: the PostgreSQL tables, and carrying records to them and back."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot.app import checksums_of, open_store
from bot.cli.ending import require_nobody_at_work
from bot.clock import SystemClock
from bot.config import BadSettings, Settings, load_settings
from bot.domain.kernel.record import MACHINE
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store, StoreFault
from bot.store.copying import carry
from bot.usecases.outbox.restoring import carried_to, mark_restored

migrate = typer.Typer(
    name="migrate",
    help="Make the PostgreSQL tables, or carry all records there and back.",
    no_args_is_help=True,
)


@migrate.command("up")
def up() -> None:
    """Bring the tables of the database in DATABASE_URL to the newest version."""

    def take() -> str:
        # Not for a school: SQLAlchemy and Alembic take longer to load than the bot.
        from bot.store.postgres.migrating import go_up  # noqa: PLC0415 - see above
        from bot.store.postgres.postgres_store import connected  # noqa: PLC0415 - see above

        engine = connected(_database(load_settings()))
        try:
            taken = go_up(engine)
        finally:
            engine.dispose()
        if not taken:
            return "The tables are of the newest version already."
        return f"Steps taken: {', '.join(taken)}."

    _do(take)


@migrate.command("from-tinydb")
def from_tinydb(
    file: Annotated[Path, typer.Argument(help="The data file, such as ectbot.db.")],
) -> None:
    """Copy every record of a data file to the database; the bot must be stopped."""

    def take() -> str:
        if not file.exists():
            raise StoreFault(f"There is no file {file}.")
        with closing(_file(file)) as source, closing(_opened()) as target:
            total = carry(source, target, ALL_KINDS)
            carried_to(target)
        return f"Copied and compared: {total} records. The file stays as it is."

    _do(take)


@migrate.command("to-tinydb")
def to_tinydb(
    file: Annotated[Path, typer.Argument(help="The data file to make.")],
) -> None:
    """Copy every record of the database to a data file; the bot must be stopped."""

    def take() -> str:
        with closing(_opened()) as source, closing(_file(file)) as target:
            require_nobody_at_work(source)
            total = carry(source, target, ALL_KINDS)
        return f"Copied and compared: {total} records. The database stays as it is."

    _do(take)


@migrate.command("restored")
def restored() -> None:
    """Say that the database was put back to an earlier moment; the bot is stopped.

    One brought back from a dump is noticed by itself; one from a snapshot of its disk,
    or by point-in-time recovery, cannot be told from the one that was there.
    """

    def take() -> str:
        with closing(_opened()) as store:
            require_nobody_at_work(store)
            with store.transaction(MACHINE) as records:
                mark_restored(records, SystemClock().now())
        return "What fell due until now is not sent again. Start the bot: ectbot run"

    _do(take)


def _file(path: Path) -> Store:
    return open_store(path, checksums_of(load_settings()))


def _opened() -> Store:
    from bot.store.postgres.postgres_store import PostgresStore  # noqa: PLC0415 - as above

    settings = load_settings()
    database, sums = _database(settings), checksums_of(settings)
    store = PostgresStore(database, ALL_KINDS, ALL_INDEXES, sums)
    store.require_tables()
    return store


def _database(settings: Settings) -> str:
    if settings.database is None:
        raise BadSettings(
            "DATABASE_URL is not set. Put it in .env (docs/postgresql.md)."
        )
    return settings.database


def _do(take: Callable[[], str]) -> None:
    try:
        typer.echo(take())
    except (BadSettings, StoreFault) as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(1) from None
