"""`ectbot backup` and `ectbot restore`: copies of the data file, sealed."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import back_up_now, checksums_of, open_backup_vault, open_vault
from bot.cli.ending import cannot_go_on
from bot.clock import system_now
from bot.config import BadSettings, Settings, load_settings
from bot.domain.kernel.formatting import format_day
from bot.keys import BadKey
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import StoreFault
from bot.store.backups.lifecycle import restore_backup

_IN_A_DATABASE = (
    "The records are in PostgreSQL, which has its own back-ups: pg_dump "
    "(docs/backup.md). Nothing was done."
)


def backup() -> None:
    """Make a back-up of the data file now, beside a running bot or without one."""
    try:
        settings = load_settings()
        _refuse_database(settings)
        made = back_up_now(settings, open_vault(settings))
    except (BadSettings, BadKey, StoreFault) as fault:
        raise cannot_go_on(str(fault)) from None
    typer.echo(f"A back-up was made: {made} ({made.stat().st_size // 1000 + 1} kB)")
    typer.echo("It opens with the key alone. Keep both, and not in the same place.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `ectbot backup` made.")],
    to: Annotated[
        Path | None, typer.Option(help="Where to put it; else where the bot reads.")
    ] = None,
    *,
    over: Annotated[
        bool, typer.Option("--over", help="Set a data file that is there aside.")
    ] = False,
) -> None:
    """Put a back-up in place as the data file; the bot must be stopped."""
    try:
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
    except (BadSettings, BadKey, StoreFault) as fault:
        raise cannot_go_on(str(fault)) from None
    local = made_at.astimezone()
    typer.echo(f"Restored to {place}, as it was on {format_day(local)}, {local:%H:%M}.")
    typer.echo("What fell due since then is not sent again. Start the bot: ectbot run")


def _refuse_database(settings: Settings) -> None:
    if settings.database is not None:
        raise StoreFault(_IN_A_DATABASE)
