"""Debian's PgBouncer before a server of the tests' own: many clients, few connections.

The server's connections are fewer than the bot's, so that each serves one unit of work
and then, pooling by transactions, another's.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep

from sqlalchemy import make_url

MODES = ("session", "transaction")
_STAFF = "postgres"  # it refuses to run as root
_CONNECTIONS = {"session": 40, "transaction": 3}  # in a session each client has its own
_STARTS_WITHIN_SECONDS = 60


@contextmanager
def pooled(url: str, mode: str) -> Iterator[str]:
    """Run a pooler before a server; yield the database's address through it."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")  # noqa: TID251 - where Debian puts it
    assert program is not None, "no PgBouncer is installed (apt-get install pgbouncer)"
    folder, port = Path(mkdtemp(prefix="ectbot-pooler-")), _free_port()
    settings = folder / "pgbouncer.ini"
    settings.write_text(_settings(url, mode, port), encoding="utf-8")
    as_staff = os.geteuid() == 0
    if as_staff:
        shutil.chown(folder, _STAFF)
        shutil.chown(settings, _STAFF)
    try:
        with subprocess.Popen(
            [program, "--quiet", str(settings)],
            cwd=folder,
            user=_STAFF if as_staff else None,
        ) as running:
            try:
                _await(port)
                yield str(
                    make_url(url).set(port=port).render_as_string(hide_password=False)
                )
            finally:
                running.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(url: str, mode: str, port: int) -> str:
    server = make_url(url)
    return f"""[databases]
* = host={server.host} port={server.port} user={server.username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
default_pool_size = {_CONNECTIONS[mode]}
max_client_conn = 200
"""


def _await(port: int) -> None:
    until = monotonic() + _STARTS_WITHIN_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert monotonic() < until, "the pooler did not start"
            sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
