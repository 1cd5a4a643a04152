"""`ectbot migrate`: the PostgreSQL tables, and carrying records to them and back."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot.app import checksums_of, open_store
from bot.cli.ending import faults_in_words, require_nobody_at_work
from bot.clock import SystemClock
from bot.config import BadSettings, Settings, load_settings
from bot.domain.kernel.record import MACHINE
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store, StoreFault
from bot.store.copying import carry
from bot.usecases.outbox.restoring import carried_to, mark_restored

migrate = typer.Typer(
    name="migrate",
    help="Set up the PostgreSQL tables, or copy all records there and back.",
    no_args_is_help=True,
)


@migrate.command("up")
def up() -> None:
    """Update the tables of the database in DATABASE_URL to the newest version."""
    # Not for a school: SQLAlchemy and Alembic take longer to load than the bot.
    from bot.store.postgres.migrating import go_up  # noqa: PLC0415 - see above
    from bot.store.postgres.postgres_store import connected  # noqa: PLC0415 - see above

    with faults_in_words():
        engine = connected(_database(load_settings()))
        try:
            taken = go_up(engine)
        finally:
            engine.dispose()
    if taken:
        typer.echo(f"Steps taken: {', '.join(taken)}.")
    else:
        typer.echo("The tables are of the newest version already.")


@migrate.command("from-tinydb")
def from_tinydb(
    file: Annotated[Path, typer.Argument(help="The data file, such as ectbot.db.")],
) -> None:
    """Copy all records from a data file to the database. Stop the bot first."""
    with faults_in_words():
        if not file.exists():
            raise StoreFault(f"There is no file {file}.")
        with closing(_file(file)) as source, closing(_opened()) as target:
            total = carry(source, target, ALL_KINDS)
            carried_to(target)
    typer.echo(f"Copied and compared: {total} records. The file stays as it is.")


@migrate.command("to-tinydb")
def to_tinydb(
    file: Annotated[Path, typer.Argument(help="The data file to make.")],
) -> None:
    """Copy all records from the database to a data file. Stop the bot first."""
    with (
        faults_in_words(),
        closing(_opened()) as source,
        closing(_file(file)) as target,
    ):
        require_nobody_at_work(source)
        total = carry(source, target, ALL_KINDS)
    typer.echo(f"Copied and compared: {total} records. The database stays as it is.")


@migrate.command("restored")
def restored() -> None:
    """Tell the bot that the database was restored to an earlier time. Stop it first.

    After a restore from a dump the bot notices by itself. Run this after one from a
    disk snapshot, or by point-in-time recovery.
    """
    with faults_in_words(), closing(_opened()) as store:
        require_nobody_at_work(store)
        with store.transaction(MACHINE) as records:
            mark_restored(records, SystemClock().now())
    typer.echo("What fell due until now is not sent again. Start the bot: ectbot run")


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
