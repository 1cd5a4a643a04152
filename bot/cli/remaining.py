"""Where erased data may still be: files that a restore set aside, and back-ups."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import typer

from bot.app import checksums_of, open_store
from bot.cli.ending import reason_of
from bot.config import Settings
from bot.domain.kernel.record import TeamId
from bot.ports.store import Store, StoreFault
from bot.results.data_protection.erasing import Cleared
from bot.store.data_file.beside import all_set_aside
from bot.store.data_file.compacting import write_anew
from bot.usecases.data_protection.erasing import CannotErase

_OF_POSTGRESQL = (
    "PostgreSQL's own log (WAL) until the server uses it again, its archive, replicas, "
    "and dumps: as long as whoever keeps the database keeps them."
)


def set_aside_here(settings: Settings) -> list[Path]:
    """Return the data files that restores set aside, oldest first."""
    return all_set_aside(settings.data_file) if settings.database is None else []


def take_out_of(
    path: Path,
    take: Callable[[Store, TeamId], Cleared],
    what: str,
    *,
    settings: Settings,
) -> str:
    """Take it out of a data file that a restore set aside as well, and say so.

    It can be older than the key, and is to open with the key afterwards.
    """
    try:
        sums = checksums_of(settings).of_any_time()
        with closing(open_store(path, sums)) as store:
            for team in store.teams():
                take(store, team)
        write_anew(path)
    except (StoreFault, CannotErase, OSError, sqlite3.Error) as fault:
        said = (
            f"{path.name}, set aside by a restore: {what} is still in it, since it "
            f"cannot be gone through ({reason_of(fault)}). Delete it by hand."
        )
        typer.echo(said, err=True)
        return said
    finally:
        path.with_name(f"{path.name}.lock").unlink(missing_ok=True)
    return f"{path.name}, set aside by a restore: {what} was taken out as here."


def leave_alone(path: Path) -> str:
    """Leave a file that was set aside as it is, and say so."""
    said = (
        f"{path.name}, set aside by a restore, was left alone, since somebody's "
        "records are held. Run this again once no hold is left, or delete it by hand."
    )
    typer.echo(said)
    return said


def outside(settings: Settings) -> list[str]:
    """Say what is out of the reach of an erasure."""
    if settings.database is not None:
        return [_OF_POSTGRESQL]
    back_ups = (
        f"Back-ups made before, in {settings.ectbot_backups} and wherever they are "
        f"copied to: until {settings.ectbot_backups_daily} later days have one. After "
        "a restore from one, erase again."
    )
    return [back_ups]
