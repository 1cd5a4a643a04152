"""Practice, a key and a back-up, with what Python lacks on Windows taken away.

`python -m tests.app.like_windows FOLDER`, in a process of its own.
"""

import asyncio  # noqa: F401 - has its own way on Windows, so it comes first
import importlib
import os
import pkgutil
import signal
import stat
import subprocess  # noqa: F401 - same
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock  # noqa: F401 - same

_MODULES = ("curses", "fcntl", "grp", "pty", "pwd", "readline", "resource", "termios")
_OF_OS = (
    *("O_DIRECTORY", "O_SYNC"),
    *("chown", "fchown", "fork", "getegid", "geteuid", "getgid", "getpgid", "getuid"),
    *("killpg", "sched_getaffinity", "setsid", "statvfs", "sysconf", "uname"),
)
_OF_SIGNAL = (
    *("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "SIGUSR2"),
    *("alarm", "pthread_sigmask", "setitimer"),
)
_open, _fstat = os.open, os.fstat


def open_no_folder(path: Any, flags: int, mode: int = 0o777) -> int:
    if Path(path).is_dir():
        raise PermissionError(13, "Permission denied", str(path))
    return _open(path, flags, mode)


def fstat_of_any_file(handle: int) -> os.stat_result:
    found = _fstat(handle)
    return os.stat_result((stat.S_IFMT(found.st_mode) | 0o666, *found[1:]))


def take_away() -> None:
    sys.modules.update(dict.fromkeys(_MODULES))  # type: ignore[arg-type]  # None: no such module
    for module, names in ((os, _OF_OS), (signal, _OF_SIGNAL)):
        for name in names:
            delattr(module, name)
    os.open = open_no_folder  # type: ignore[assignment]  # as much as is used here
    os.fstat = fstat_of_any_file  # type: ignore[assignment]  # same


def load_everything() -> None:
    for root in map(importlib.import_module, ("bot", "handlers", "scheduler")):
        for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            if ".migrations." not in found.name and found.name != "bot.__main__":
                importlib.import_module(found.name)


def practise(folder: Path) -> None:
    from bot.domain.operations.backups import Keep  # noqa: PLC0415 - once all is taken away
    from bot.keys import (  # noqa: PLC0415 - same
        put_new_key_first,
        read_key_file,
    )
    from bot.ports.kinds import ALL_INDEXES, ALL_KINDS  # noqa: PLC0415 - same
    from bot.sandbox.example_school import DEE  # noqa: PLC0415 - same
    from bot.sandbox.rehearsal import Rehearsal  # noqa: PLC0415 - same
    from bot.store.backups.lifecycle import make_backup, restore_backup  # noqa: PLC0415 - same
    from bot.store.checksums import checksums_with  # noqa: PLC0415 - same
    from bot.vault import KeyVault  # noqa: PLC0415 - same
    from tests.journeys.conftest import Control  # noqa: PLC0415 - same

    data_file, now = folder / "practice.db", datetime(2026, 11, 3, 10, tzinfo=UTC)
    with Rehearsal(data_file) as rehearsal:
        control = Control(rehearsal)
        control.command(DEE, "log 10:00 50m")
        print(control.command(DEE, "status"))  # noqa: T201 - read by the test
        assert rehearsal.bot.health()["ok"]
    key_file = folder / "practice.db.key"
    put_new_key_first(key_file)
    keys = read_key_file(key_file)
    vault, known = KeyVault(keys), (ALL_KINDS, ALL_INDEXES, checksums_with(keys))
    made = make_backup(data_file, folder / "kept", vault, now=now, keep=Keep(1, 1))
    restored = folder / "restored" / "practice.db"
    restore_backup(made, restored, vault, now=now, known=known)
    with Rehearsal(restored, vault=vault) as rehearsal:
        print(Control(rehearsal).command(DEE, "status"))  # noqa: T201 - same


if __name__ == "__main__":
    take_away()
    load_everything()
    practise(Path(sys.argv[1]))
