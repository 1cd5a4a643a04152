"""A PostgreSQL server of the tests' own: started on loopback, and gone afterwards.

It takes the newest server that is installed (`apt-get install postgresql`), whichever
other servers may be at work.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

_PLACES = Path("/usr/lib/postgresql")
_STAFF = "postgres"  # the server refuses to run as root


def server_programs() -> Path | None:
    """Return the folder of the newest server's programs, or None."""
    found = sorted(_PLACES.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class PostgresServer:
    """A server with one empty database; it can be stopped, killed and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        self.port = _free_port()
        self.url = f"postgresql+psycopg://ectbot@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        self._run(
            "initdb",
            *("-D", str(self._data), "-U", "ectbot", "-A", "trust"),
            *("-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            "--wal-segsize=1",  # megabytes, so that files stay small
        )

    @property
    def process_id(self) -> int:
        """The server's first process; the others are its children."""
        return int((self._data / "postmaster.pid").read_text().splitlines()[0])

    def start(self, *settings: str, longest_file: int | None = None) -> None:
        """Start it; *longest_file*, in bytes, is where the disk seems to be full."""
        options = [
            f"-p {self.port}",
            f"-k {self._folder}",
            "-c listen_addresses=127.0.0.1",
            "-c max_connections=200",
            *(f"-c {setting}" for setting in settings),
        ]
        self._run(
            "pg_ctl",
            *("-D", str(self._data), "-l", str(self._folder / "log"), "-w"),
            *("-o", " ".join(options), "start"),
            longest_file=longest_file,
        )

    def stop(self, how: str = "immediate") -> None:
        """Stop the server; "immediate" is as good as pulling the plug."""
        self._run("pg_ctl", "-D", str(self._data), "-m", how, "-w", "stop")

    def brought_back(self) -> str:
        """Dump the database, restore that as another one, and return its address."""
        file, plain = self._folder / "dump", self.url.replace("+psycopg", "")
        self._run("pg_dump", "--format=custom", f"--file={file}", plain)
        self._run("createdb", f"--maintenance-db={plain}", "again")
        again = plain.replace("/postgres", "/again")
        told = ("--no-owner", "--exit-on-error", f"--dbname={again}")
        self._run("pg_restore", *told, str(file))
        return self.url.replace("/postgres", "/again")

    def _run(
        self, program: str, *arguments: str, longest_file: int | None = None
    ) -> None:
        limit = [] if longest_file is None else ["prlimit", f"--fsize={longest_file}"]
        subprocess.run(
            [*limit, str(self._programs / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._folder,
            user=_STAFF if os.geteuid() == 0 else None,
        )


@contextmanager
def running_server(*settings: str) -> Iterator[PostgresServer]:
    """Run a server with an empty database; `fsync=off` makes it quick and no more."""
    programs = server_programs()
    assert programs is not None, "no PostgreSQL server is installed"
    folder = Path(mkdtemp(prefix="ectbot-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _STAFF)
    server = PostgresServer(programs, folder)
    try:
        server.make()
        server.start(*settings)
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
