"""Back-ups of the data file: made beside a bot at work, pruned, and restored."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from bot.domain.kernel.record import MACHINE
from bot.domain.operations.backups import Keep, Restored, to_keep
from bot.ports.kinds import ALL_KINDS, RESTORES
from bot.ports.store import Index, Kind
from bot.private_files import make_names_last
from bot.store.backups.backup_file import BadBackup, read_backup, write_backup
from bot.store.checksums import PLAIN, Checksums
from bot.store.copying import keep_anew
from bot.store.data_file.beside import (
    remove_restored,
    restored_beside,
    set_aside,
    snapshot_place,
)
from bot.store.data_file.checking import check_file
from bot.store.data_file.embedded import EmbeddedStore
from bot.usecases.data_protection.resealing import reseal
from bot.vault import KeyVault

_NAME = "ectbot-%Y%m%dT%H%M%SZ.backup"
# What a data file may hold, and what its rows add up to.
Known = tuple[Sequence[Kind[Any]], Sequence[Index[Any]], Checksums]

_PAGES_AT_ONCE = 2048  # 8 MB: between the steps others get their turn


def make_backup(
    data_file: Path,
    folder: Path,
    vault: KeyVault,
    *,
    now: datetime,
    keep: Keep,
    sums: Checksums = PLAIN,
) -> Path:
    """Make a back-up of a data file, whether or not a bot is at work on it.

    It is read back; then older ones that need not be kept are deleted. Raises
    BadBackup; then none is deleted.
    """
    if not data_file.exists():
        raise BadBackup(f"There is no data file {data_file} yet.")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder / ".lock", "Another back-up is being made just now."):
            made = folder / now.astimezone(UTC).strftime(_NAME)
            with _snapshot(data_file, sums) as snapshot:
                write_backup(snapshot, made, vault, made_at=now)
            _prune(folder, keep)
    except (OSError, sqlite3.Error) as fault:
        raise BadBackup(f"No back-up was made: {fault}.") from fault
    return made


def backups_in(folder: Path) -> dict[datetime, Path]:
    """Return the back-ups of a folder by when they were made, oldest first."""
    found = {}
    for path in sorted(folder.glob("ectbot-*.backup")):
        try:
            found[datetime.strptime(path.name, _NAME).replace(tzinfo=UTC)] = path
        except ValueError:
            continue  # of another name: not ours to count or delete
    return found


def restore_backup(
    file: Path,
    to: Path,
    vault: KeyVault,
    *,
    now: datetime,
    known: Known,
    over: bool = False,
) -> datetime:
    """Put a back-up in place as a data file; return when it was made.

    A data file that is there already is left alone, unless *over* says to set it aside
    under another name. Raises BadBackup; then nothing was changed.
    """
    to = to.resolve()
    in_use = f"{to.name} is in use by a bot. Stop it first: nothing was changed."
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(to.with_name(f"{to.name}.lock"), in_use):
            if to.exists() and not over:
                raise BadBackup(
                    f"There is a data file {to} already, and it was left alone. Name "
                    "another place with --to, or have it set aside with --over."
                )
            with _opened(file, to, vault) as (fresh, made_at):
                _check(fresh, vault, known, Restored(made_at=made_at, at=now))
                set_aside(to, now)
                fresh.replace(to)
            make_names_last(to.parent)
    except (OSError, sqlite3.Error) as fault:
        raise BadBackup(f"Nothing was restored: {fault}.") from fault
    return made_at


@contextmanager
def _opened(file: Path, to: Path, vault: KeyVault) -> Iterator[tuple[Path, datetime]]:
    """Open a back-up beside its place, and let go of what is still there at the end."""
    fresh = restored_beside(to)
    remove_restored(to)  # left over from a crash
    try:
        yield fresh, read_backup(file, fresh, vault)
    finally:
        remove_restored(to)


def _check(fresh: Path, vault: KeyVault, known: Known, restored: Restored) -> None:
    """Check all of a restored file, and note the restore in it.

    A back-up is sealed whole, so what is not bound yet is as it was written: words and
    rows are bound with the newest key. Raises BadBackup.
    """
    kinds, indexes, sums = known
    by_name = {kind.name: kind for kind in kinds}
    is_as_kept_now = not check_file(fresh, by_name, sums)
    sums = sums if is_as_kept_now else sums.of_any_time()
    problems = [] if is_as_kept_now else check_file(fresh, by_name, sums)
    if problems:
        raise BadBackup(f"The back-up is not sound. {problems[0]}")
    with closing(EmbeddedStore(fresh, kinds, indexes, sums)) as store:
        if vault.has_key:
            reseal(store, vault, vault.newest)
        if not is_as_kept_now:
            keep_anew(store, kinds)
        with store.transaction(MACHINE) as records:
            records.put(RESTORES, restored)


@contextmanager
def _alone(lock: Path, otherwise: str) -> Iterator[None]:
    try:
        with FileLock(lock, timeout=0):
            yield
    except Timeout:
        raise BadBackup(otherwise) from None


@contextmanager
def _snapshot(data_file: Path, sums: Checksums) -> Iterator[Path]:
    """Copy one moment of a data file, beside it, for as long as it is needed.

    A connection of its own keeps that moment in view while the bot writes on.
    """
    # Whoever closes a data file last takes its log away, by which the next start knows
    # that a bot was cut short; but not who may only read.
    has_log = data_file.with_name(f"{data_file.name}-wal").exists()
    address = f"{data_file.absolute().as_uri()}?mode={'ro' if has_log else 'rw'}"
    with snapshot_place(data_file) as copy:
        copy.touch(mode=0o600)
        with (
            closing(sqlite3.connect(address, isolation_level=None, uri=True)) as source,
            closing(sqlite3.connect(copy, isolation_level=None)) as target,
        ):
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            source.backup(target, pages=_PAGES_AT_ONCE)
            target.execute("PRAGMA journal_mode = DELETE")  # so that it is one file
        if check_file(copy, {kind.name: kind for kind in ALL_KINDS}, sums):
            raise BadBackup(
                f"No back-up was made, and no older one was deleted: {data_file.name} "
                "is damaged. Run: ectbot doctor"
            )
        yield copy


def _prune(folder: Path, keep: Keep) -> None:
    there = backups_in(folder)
    for made_at in there.keys() - to_keep(there, keep):
        there[made_at].unlink(missing_ok=True)
    for unfinished in folder.glob("ectbot-*.backup.new"):  # left over from a crash
        unfinished.unlink(missing_ok=True)
