"""A `reseal` that is killed at any step loses no word and no key, and goes on."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.__main__ import main
from bot.app import open_store
from bot.domain.kernel.record import TeamId
from bot.keys import binds, read_key_file, retired_keys
from bot.ports.kinds import NEXT_STEPS
from bot.ports.store import Records
from bot.sandbox.example_school import TEAM, set_up
from bot.store.data_file.embedded import EmbeddedStore
from bot.usecases.kernel.sealed_words import opened
from bot.vault import KeyVault
from tests.cli.terminal import _LOADED, settings_in

KILLED = 9
BARE = Fernet.generate_key().decode()
_STEPS = frozenset({"open", "os.rename", "os.remove"})


def _killed_at(step: int, folder: Path) -> None:
    """Run `ectbot reseal`, and be gone before a step: a file, or a unit of work."""
    os.chdir(folder)
    os.environ.clear()  # noqa: TID251 - a terminal's own
    for number in (1, 2):
        os.dup2(os.open(folder / "said", os.O_CREAT | os.O_WRONLY), number)
    taken = 0

    def take_step() -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            os._exit(KILLED)

    def on_event(event: str, of: tuple[object, ...]) -> None:
        if event in _STEPS and str(of[0]).startswith(str(folder)):
            take_step()

    transaction = EmbeddedStore.transaction

    @contextmanager
    def in_steps(store: EmbeddedStore, team: TeamId) -> Iterator[Records]:
        with transaction(store, team) as records:
            yield records
            take_step()
        take_step()

    patch = pytest.MonkeyPatch()
    patch.setattr(EmbeddedStore, "transaction", in_steps)
    patch.setattr("bot.usecases.data_protection.resealing._AT_ONCE", 1)
    sys.addaudithook(on_event)
    sys.argv = ["ectbot", "reseal"]
    main()


def _words(folder: Path, keys: tuple[str, ...]) -> list[str | None]:
    with (
        closing(open_store(folder / "data" / "ectbot.db")) as store,
        store.reading(TEAM) as records,
    ):
        steps = list(records.every(NEXT_STEPS))
        return [opened(KeyVault(keys), records, NEXT_STEPS, step) for step in steps]


def _reseal(folder: Path, step: int) -> int | None:
    running = _LOADED.Process(target=_killed_at, args=(step, folder))
    running.start()
    running.join()
    return running.exitcode


def _make_old_installation(folder: Path) -> None:
    folder.mkdir()
    with closing(open_store(folder / "data" / "ectbot.db")) as store:
        set_up(store, KeyVault([BARE]))
    (folder / "ectbot.key").touch(0o600)
    (folder / "ectbot.key").write_text(f"{BARE}\n")


@pytest.mark.slow
def test_reseal_is_killed_at_each_step_and_goes_on(tmp_path: Path) -> None:
    before = tmp_path / "before"
    _make_old_installation(before)
    words = _words(before, (BARE,))
    assert len(set(words)) > 1
    assert None not in words
    code: int | None = KILLED
    for step in count(1):
        folder = tmp_path / f"killed-{step}"
        shutil.copytree(before, folder)
        lines = (f"{k}={v}\n" for k, v in settings_in(folder).items())
        (folder / ".env").write_text("".join(lines))
        code = _reseal(folder, step)
        keys = read_key_file(folder / "ectbot.key")
        assert _words(folder, keys) == words
        assert _reseal(folder, 0) == 0, (folder / "said").read_text()
        (key,) = read_key_file(folder / "ectbot.key")
        assert binds(key)
        assert _words(folder, (key,)) == words
        assert BARE in retired_keys(folder / "ectbot.key")
        if code != KILLED:
            break
    assert code == 0
    assert step > 10
