"""Runs every command with settings of each kind, and prints all that is said meanwhile.

In one process, since each command by itself would take a second to begin. What a
command hands to another process, or puts into the environment, is printed as well.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from bot.cli.commands import cli

HANDED_ON = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.putenv")


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[list[str]]:
    """Yield each command with something in the place of each argument it takes."""
    inner = getattr(command, "commands", {})  # typer brings its own click along
    for name, one in inner.items():
        yield from commands(one, (*path, name))
    if not inner:
        places = [p for p in command.params if p.param_type_name == "argument"]
        yield [*path, *("none.yml" for _ in places)]


def values_taken(command: Any) -> Iterator[str]:
    """Yield the names of all arguments and options but for mere switches."""
    for one in getattr(command, "commands", {}).values():
        yield from values_taken(one)
    yield from (p.name for p in command.params if not getattr(p, "is_flag", False))


def told_event(event: str, arguments: tuple[object, ...]) -> None:
    """Print what is handed on."""
    if event in HANDED_ON:
        sys.stderr.write(f"HANDED ON: {event} {arguments!r}\n")


def run(arguments: list[str]) -> None:
    """Run one command, whatever its end."""
    sys.stdout.write(f"RAN: {' '.join(arguments)}\n")
    sys.stdout.flush()
    try:
        typer.main.get_command(cli).main(arguments, prog_name="ectbot")
    except SystemExit as end:
        sys.stdout.write(f"ENDED: {end}\n")


if __name__ == "__main__":
    sys.addaudithook(told_event)
    for settings in json.load(sys.stdin):
        lines = (f"{name}={value}\n" for name, value in settings.items())
        Path(".env").write_text("".join(lines), encoding="utf-8")
        for each in commands(typer.main.get_command(cli)):
            if each != ["try"]:  # serves until it is stopped, with a token of its own
                run(each)
