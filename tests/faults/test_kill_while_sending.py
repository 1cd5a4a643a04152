"""A bot that is killed while it sends: each message reaches its reader exactly once."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

from bot.app import open_store
from bot.keys import new_key
from bot.ports.kinds import NOTICES
from bot.sandbox.example_school import TEAM, example_people, set_up
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import Workspace
from bot.vault import KeyVault

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 0.4  # a life's ten messages take about that long


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace(manifest=MANIFEST, people=example_people(), team_id=TEAM) as opened:
        yield opened


def _live(path: Path, api_url: str, life: int, *, killed_after: float | None) -> None:
    """Run one life; kill it so many seconds after it has opened its file."""
    sender_at = "tests.faults.sender"
    command = [sys.executable, "-m", sender_at, str(path), api_url, str(life)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as sender:
        assert sender.stdout is not None
        assert sender.stdout.readline() == b"open\n"
        if killed_after is None:
            assert sender.wait(timeout=60) == 0
            return
        until = monotonic() + killed_after
        while monotonic() < until:
            pass  # a busy wait, to hit a moment and not a scheduler's tick
        sender.kill()


def _kill_again_and_again(
    workspace: Workspace, path: Path, rounds: int, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    with closing(open_store(path)) as store:
        set_up(store, KeyVault([new_key()]), welcomed=False)
    for life in range(rounds):
        moment = chance.uniform(0, LONGEST_SECONDS)
        _live(path, workspace.api_url, life, killed_after=moment)
    _live(path, workspace.api_url, rounds, killed_after=None)
    with closing(open_store(path)) as store, store.reading(TEAM) as records:
        wanted = Counter(notice.key for notice in records.every(NOTICES))
    came = Counter(
        message["metadata"]["event_payload"]["key"]
        for message in workspace.state.messages
    )
    assert came == wanted
    assert set(came.values()) == {1}
    # Else the kills came before anything was tried; a busy machine gets to little.
    assert len(came) > rounds // 4


def test_three_kills_send_nothing_twice_and_lose_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    _kill_again_and_again(workspace, tmp_path / "ectbot.db", 3, seed=1)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_hundred_kills_send_nothing_twice_and_lose_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    _kill_again_and_again(workspace, tmp_path / "ectbot.db", 200, seed=2)
