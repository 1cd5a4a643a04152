"""Running `ectbot` as somebody at a terminal does, with settings of its own."""

import os
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.__main__ import main
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET

NOBODY_ANSWERS = "http://127.0.0.1:9/api/"
# A process that has the program loaded, and has each command run in a copy of itself:
# to load it anew each time takes most of the time.
_LOADED = get_context("forkserver")
_LOADED.set_forkserver_preload([__name__])


def settings_in(folder: Path, **others: str) -> dict[str, str]:
    """Return settings that are enough, with the data in a folder of its own."""
    return {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": NOBODY_ANSWERS,
        "ECTBOT_MODE": "http",
        "ECTBOT_DATA": str(folder / "data"),
        **others,
    }


def ectbot(
    command: str, folder: Path, settings: dict[str, str], *, answer: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run one command in *folder*, in a process of its own; *answer* is typed in."""
    (folder / ".env").write_text(
        "".join(f"{name}={value}\n" for name, value in settings.items())
    )
    arguments = command.split()
    with TemporaryDirectory() as said:
        typed, out, err = (Path(said) / name for name in ("in", "out", "err"))
        typed.write_text(answer, encoding="utf-8")
        running = _LOADED.Process(
            target=_run, args=(arguments, folder, typed, out, err)
        )
        running.start()
        running.join()
        assert running.exitcode is not None
        return subprocess.CompletedProcess(
            arguments, running.exitcode, _read(out), _read(err)
        )


def _run(arguments: list[str], folder: Path, *streams: Path) -> None:
    """Be that process: nothing of the tests' own surroundings is left in it."""
    for number, stream in enumerate(streams):
        os.dup2(os.open(stream, os.O_CREAT | os.O_RDWR), number)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    os.environ.clear()  # noqa: TID251 - a terminal's own
    os.environ["PATH"] = "/usr/bin:/bin"  # noqa: TID251 - same
    os.chdir(folder)
    sys.argv = ["ectbot", *arguments]
    main()


def _read(said: Path) -> str:
    return said.read_text(encoding="utf-8")
