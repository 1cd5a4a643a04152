"""`ectbot backup` and `ectbot restore`: copies of the data file, sealed."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import back_up_now, checksums_of, open_backup_vault, open_vault
from bot.cli.ending import faults_in_words
from bot.clock import system_now
from bot.config import Settings, load_settings
from bot.domain.kernel.formatting import format_day
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import StoreFault
from bot.store.backups.lifecycle import restore_backup

_IN_A_DATABASE = (
    "The records are in PostgreSQL, which has its own back-ups: pg_dump "
    "(docs/backup.md). Nothing was done."
)


def backup() -> None:
    """Back up the data file now. The bot can be running."""
    with faults_in_words():
        settings = load_settings()
        _refuse_database(settings)
        made = back_up_now(settings, open_vault(settings))
    typer.echo(f"A back-up was made: {made} ({made.stat().st_size // 1000 + 1} kB)")
    typer.echo("It opens with the key alone. Keep both, and not in the same place.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `ectbot backup` made.")],
    to: Annotated[
        Path | None, typer.Option(help="Where to restore to; else where the bot reads.")
    ] = None,
    *,
    over: Annotated[
        bool,
        typer.Option("--over", help="Rename a data file that is there already."),
    ] = False,
) -> None:
    """Restore the data file from a back-up. Stop the bot first."""
    with faults_in_words():
        settings = load_settings()
        if to is None:
            _refuse_database(settings)
        place = to or settings.data_file
        made_at = restore_backup(
            file,
            place,
            open_backup_vault(settings),
            now=system_now(),
            known=(ALL_KINDS, ALL_INDEXES, checksums_of(settings)),
            over=over,
        )
    local = made_at.astimezone()
    typer.echo(f"Restored to {place}, as it was on {format_day(local)}, {local:%H:%M}.")
    typer.echo("What fell due since then is not sent again. Start the bot: ectbot run")


def _refuse_database(settings: Settings) -> None:
    if settings.database is not None:
        raise StoreFault(_IN_A_DATABASE)
