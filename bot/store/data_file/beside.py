"""Temporary and renamed copies of the data file in its folder."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

_ASIDE = "before-????????T??????Z"


def snapshot_of(data_file: Path) -> Path:
    """Return where a back-up copies one moment of a data file to."""
    return data_file.with_name(f"{data_file.name}.snapshot")


def restored_beside(data_file: Path) -> Path:
    """Return where a back-up is opened before it takes a data file's place."""
    return data_file.with_name(f"{data_file.name}.restoring")


@contextmanager
def snapshot_place(data_file: Path) -> Iterator[Path]:
    """Have a place for a snapshot to oneself, and nothing there at the end.

    Raises Timeout where somebody else has it.
    """
    copy = snapshot_of(data_file.resolve())
    with FileLock(f"{copy}.lock", timeout=0):
        _remove(copy)
        try:
            yield copy
        finally:
            _remove(copy)


def remove_left_over(data_file: Path) -> None:
    """Remove the copies that a crash left beside a data file whose lock one holds.

    A snapshot that is being made just now stays.
    """
    with suppress(OSError):
        remove_restored(data_file)
        if snapshot_of(data_file).exists():
            with snapshot_place(data_file):
                pass


def remove_restored(data_file: Path) -> None:
    """Remove a back-up that was opened beside a data file whose lock one holds."""
    _remove(restored_beside(data_file), ".lock")


def _remove(copy: Path, *others: str) -> None:
    for end in ("", "-wal", "-shm", "-journal", *others):
        copy.with_name(f"{copy.name}{end}").unlink(missing_ok=True)


def set_aside(data_file: Path, now: datetime) -> None:
    """Rename a data file; its log goes first, so that no other file takes it over."""
    name = f"{data_file.name}.before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for end in ("-wal", "-shm", ""):
        part = data_file.with_name(f"{data_file.name}{end}")
        if part.exists():
            part.rename(data_file.with_name(f"{name}{end}"))


def all_set_aside(data_file: Path) -> list[Path]:
    """Return the data files that were set aside here, oldest first."""
    return sorted(data_file.resolve().parent.glob(f"{data_file.name}.{_ASIDE}"))
