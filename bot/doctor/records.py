"""What the doctor says of back-ups, and of what is kept for too long."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

from bot.app import open_backup_vault, open_store_of, stored_rows
from bot.clock import system_now
from bot.config import Settings
from bot.doctor.finding import Finding, fix, format_moment, ok, warn
from bot.domain.kernel.record import TeamId
from bot.domain.operations.backups import OLD_AFTER_HOURS
from bot.keys import BadKey
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store, StoreFault
from bot.store.backups.backup_file import fault_of
from bot.store.backups.lifecycle import backups_in
from bot.store.copying import copy_rows
from bot.store.memory import MemoryStore
from bot.usecases.data_protection.removing_people import Occasion
from bot.usecases.data_protection.retention_deleting import retain


def examine_backups(settings: Settings) -> Iterator[Finding]:
    """Say when the last back-up was made, whether it opens, and where it lies."""
    folder, data = settings.ectbot_backups, settings.data_file
    if settings.database is not None or not data.exists():
        return  # PostgreSQL has its own; or there is nothing yet
    made = backups_in(folder)
    if not made:
        yield warn(
            f"There is no back-up in {folder} yet. The bot makes one an hour while it "
            "runs; to make one now, run: ectbot backup"
        )
        return
    last = max(made)
    told = f"The last back-up was made on {format_moment(last)}: {made[last]}"
    is_old = system_now() - last > timedelta(hours=OLD_AFTER_HOURS)
    yield warn(told) if is_old else ok(told)
    yield from _opens(made[last], settings)
    if folder.stat().st_dev == data.stat().st_dev:
        yield warn(
            f"The back-ups in {folder} lie on the same disk as the data. Set "
            "ECTBOT_BACKUPS to another one, or have them copied (docs/backup.md)."
        )


def _opens(file: Path, settings: Settings) -> Iterator[Finding]:
    """Say whether the last back-up can be read with the keys that are here."""
    try:
        vault = open_backup_vault(settings)
    except BadKey:
        return  # what is wrong with the key is said already
    if fault := fault_of(file, vault) if vault.has_key else "":
        yield fix(
            f"The last back-up cannot be read: {fault} Make another one now, with: "
            "ectbot backup. It is read back before any older one is deleted "
            "(docs/backup.md)."
        )


def examine_times(settings: Settings) -> Iterator[Finding]:
    """Say how many records are kept for longer than the schools want."""
    try:
        with closing(_copy_of(settings)) as store:
            past = sum(_past_in(store, team) for team in store.teams())
    except StoreFault:
        return  # what is wrong with the store is said already
    if not past:
        yield ok("Nothing is kept for longer than the school wants.")
        return
    yield warn(
        f"{past} records are kept for longer than the school wants. Its admin is told "
        "in Slack once a month and can delete them; with the bot stopped, so can: "
        "ectbot retain (docs/data-protection.md)"
    )


def _copy_of(settings: Settings) -> Store:
    """Return the database, or what the data file holds, beside a bot at work."""
    if settings.database is not None:
        return open_store_of(settings)
    copy = MemoryStore(ALL_KINDS, ALL_INDEXES)
    copy_rows(stored_rows(settings, ALL_KINDS), copy)
    return copy


def _past_in(store: Store, team: TeamId) -> int:
    numbers = count()  # names that nobody sees
    occasion = Occasion(system_now(), lambda: str(next(numbers)))
    found = retain(store, team, occasion=occasion)
    return found.removed + found.unnamed
