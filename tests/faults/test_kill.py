"""A bot that is killed at any moment loses nothing it had confirmed, and no half."""

import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.store.data_file.checking import check_file
from bot.store.data_file.embedded import EmbeddedStore
from tests.faults.units import units_kept

ROOT = Path(__file__).parents[2]
KINDS = {kind.name: kind for kind in ALL_KINDS}
MOST_UNITS = 250  # in one life: enough for SQLite to move its log into the file
LONGEST_SECONDS = 0.004  # after the unit that was waited for: several units' time


def _killed_after(path: Path, first: int, units: int, seconds: float) -> int:
    """Run a writer, kill it, and return the number of units confirmed so far."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", path, str(first)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdout is not None
        said = [] if units < 0 else [writer.stdout.readline() for _ in range(units + 1)]
        until = monotonic() + seconds
        while monotonic() < until:
            pass  # a busy wait, to hit a moment and not a scheduler's tick
        writer.kill()
        said += writer.stdout.readlines()
    numbers = [int(line) for line in said if line.endswith(b"\n") and line != b"open\n"]
    assert numbers == list(range(first, first + len(numbers)))
    return first + len(numbers)


def _kill_again_and_again(path: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    kept = 0
    for _ in range(rounds):
        units = chance.choice([-1, 0, 1, chance.randrange(MOST_UNITS)])
        # -1: while Python starts, or the file is made or read
        longest = 0.3 if units == -1 else LONGEST_SECONDS
        confirmed = _killed_after(path, kept, units, chance.uniform(0, longest))
        assert check_file(path, KINDS) == []
        with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
            kept = units_kept(store)
        assert confirmed <= kept <= confirmed + 1  # one may have lacked its word


@pytest.mark.parametrize("seed", [1, 2])
def test_twenty_kills_lose_nothing_confirmed_and_leave_no_half(
    tmp_path: Path, seed: int
) -> None:
    _kill_again_and_again(tmp_path / "ectbot.db", 10, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_two_hundred_kills_lose_nothing_confirmed_and_leave_no_half(
    tmp_path: Path, seed: int
) -> None:
    _kill_again_and_again(tmp_path / "ectbot.db", 20, seed)
