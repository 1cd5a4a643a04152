"""A full disk: nothing half kept, said in words; work goes on once there is room."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.domain.operations.backups import Keep
from bot.keys import new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import StoreFault
from bot.store.backups.backup_file import BadBackup
from bot.store.backups.lifecycle import backups_in, make_backup
from bot.store.data_file.checking import check_file
from bot.store.data_file.embedded import EmbeddedStore
from bot.vault import KeyVault
from tests.faults.units import fill_up, units_kept, write_units

ROOT = Path(__file__).parents[2]
KINDS = {kind.name: kind for kind in ALL_KINDS}


def _opened(path: Path) -> EmbeddedStore:
    return EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, most of which is taken by ballast that can be thrown off."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        pytest.skip("no mount here; the limit on file size is tested instead")
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("may not mount; the limit on file size is tested instead")
    try:
        (disk / "ballast").write_bytes(bytes(1_500_000))
        yield disk
    finally:
        subprocess.run([umount, disk], check=True)


def test_a_disk_that_fills_up_costs_no_confirmed_unit_and_no_restart(
    small_disk: Path,
) -> None:
    path = small_disk / "ectbot.db"
    with closing(_opened(path)) as store:
        refused = fill_up(store, 0)
        assert refused > 10
        assert fill_up(store, refused) == refused  # and again, and still whole
        assert units_kept(store) == refused
        (small_disk / "ballast").unlink()
        write_units(store, range(refused, refused + 50))
        assert units_kept(store) == refused + 50
    with closing(_opened(path)) as store:
        assert units_kept(store) == refused + 50


def test_a_disk_that_is_full_when_the_bot_stops_still_has_every_confirmed_unit(
    small_disk: Path,
) -> None:
    path = small_disk / "ectbot.db"
    with closing(_opened(path)) as store:
        refused = fill_up(store, 0)
    assert check_file(path, KINDS) == []
    (small_disk / "ballast").unlink()
    with closing(_opened(path)) as store:
        assert units_kept(store) == refused


def test_a_first_start_on_a_full_disk_is_told_in_words_and_leaves_no_data_file(
    small_disk: Path,
) -> None:
    path = small_disk / "ectbot.db"
    with suppress(OSError), (small_disk / "more").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    with pytest.raises(StoreFault, match=r"ectbot\.db cannot be written to"):
        _opened(path)
    assert not path.exists()
    (small_disk / "ballast").unlink()
    with closing(_opened(path)) as store:
        assert list(store.teams()) == []


def test_a_back_up_that_finds_the_disk_full_is_told_in_words_and_costs_no_older_one(
    small_disk: Path, tmp_path: Path
) -> None:
    path, vault = tmp_path / "ectbot.db", KeyVault([new_key()])
    folder, now = small_disk / "backups", SystemClock().now().replace(microsecond=0)
    earlier = now - timedelta(days=1)
    with closing(_opened(path)) as store:
        make_backup(path, folder, vault, now=earlier, keep=Keep(1, 1))
        write_units(store, range(2500))
        with suppress(OSError), (small_disk / "more").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        with pytest.raises(BadBackup, match="No back-up was made"):
            make_backup(path, folder, vault, now=now, keep=Keep(1, 1))
        assert list(backups_in(folder)) == [earlier]
        assert not list(folder.glob("*.new"))
        (small_disk / "more").unlink()
        (small_disk / "ballast").unlink()
        make_backup(path, folder, vault, now=now, keep=Keep(1, 1))
        assert len(backups_in(folder)) == 1
        assert units_kept(store) == 2500


@pytest.mark.parametrize("limit", [100_000, 250_001, 1_000_000])
def test_a_limit_on_file_size_costs_no_confirmed_unit_and_no_restart(
    tmp_path: Path, limit: int
) -> None:
    path = tmp_path / "ectbot.db"
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.cramped_writer", path, str(limit)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert check_file(path, KINDS) == []
    with closing(_opened(path)) as store:
        assert units_kept(store) == int(done.stdout)
