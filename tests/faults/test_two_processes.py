"""Two bots on one data file: the second is refused, and free to start once one ends."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import StoreFault
from bot.store.data_file.checking import check_file
from bot.store.data_file.embedded import EmbeddedStore
from tests.faults.units import units_kept

ROOT = Path(__file__).parents[2]
KINDS = {kind.name: kind for kind in ALL_KINDS}


def test_a_second_process_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "ectbot.db"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", path, "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"open\n"
        with pytest.raises(
            StoreFault, match=r"^ectbot.db is in use by another ECT Bot process\. Stop"
        ):
            EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)
        first.kill()
        confirmed = len(first.stdout.readlines())
    with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
        assert units_kept(store) >= confirmed


def test_looking_at_a_file_that_another_process_writes_finds_nothing_wrong(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ectbot.db"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", path, "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdout is not None
        found = []
        for _ in range(15):
            for _ in range(20):
                writer.stdout.readline()
            found += check_file(path, KINDS)
        writer.kill()
    assert found == []
