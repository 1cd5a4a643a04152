"""What somebody in Slack is told while the database is in trouble, and that it passes.

Each time: nothing is saved, what was typed comes back, the answer is there within the
three seconds that Slack waits, the bot is not ready meanwhile, and goes on by itself.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import psutil
import psycopg
import pytest
from alembic import command
from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot.app import EctBot
from bot.keys import new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, SESSIONS
from bot.sandbox.clock import MovableClock
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import DEE, STARTS, TEAM, set_up
from bot.slack.client import make_client
from bot.slack.workspaces import OneWorkspace
from bot.store.postgres.migrating import config_for
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.store.postgres.tables import tables_of
from bot.vault import KeyVault
from bot.views.kernel import ids
from tests.postgres_server import PostgresServer, running_server
from tests.scheduler.waiting import until

SECRET = "signing"
# Five times what Slack waits, for a machine with other work to do: what does not heed
# the wait of a person goes on for 20 seconds (`bot/store/postgres/deadline.py`).
IN_TIME_SECONDS = 15


@dataclass
class Scene:
    """A bot at work on a database of its own."""

    server: PostgresServer
    bot: EctBot
    numbers: Iterator[int]

    def log(self, minutes: int) -> tuple[str, float]:
        """Log a session; return the answer, and how long it took."""
        return self.type_in(
            f"log monday {10 + minutes // 60}:{minutes % 60:02d} 5m a private word"
        )

    def type_in(self, text: str) -> tuple[str, float]:
        """Type a command; return the answer, and how long it took."""
        form = {
            "team_id": TEAM,
            "user_id": DEE,
            "command": "/ect",
            "text": text,
            "trigger_id": f"{next(self.numbers)}.1",
            "response_url": "http://127.0.0.1:9/none",
        }
        body = urlencode(form)
        stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            **signature(SECRET, stamp, body),
        }
        began = time.monotonic()
        answer = self.bot.app.dispatch(BoltRequest(body=body, headers={**headers}))
        return str(answer.body), time.monotonic() - began

    def sessions(self) -> int:
        with self.bot.ports.store.reading(TEAM) as records:
            return sum(1 for _ in records.every(SESSIONS))


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with running_server("fsync=off", *_SETTINGS) as server:
        _make_tables(server)
        bot = _bot(server)
        set_up(bot.ports.store, bot.ports.vault)
        bot.start("one")
        yield Scene(server, bot, iter(range(1_000_000)))
        bot.stop()


_SETTINGS = ("max_connections=40", "superuser_reserved_connections=0")


def _make_tables(server: PostgresServer) -> None:
    engine = connected(server.url)
    tables_of(ALL_KINDS, ALL_INDEXES).create_all(engine)
    with engine.begin() as connection:
        command.stamp(config_for(connection), "head")  # as if step by step
    engine.dispose()


def _bot(server: PostgresServer) -> EctBot:
    client = make_client("xoxb-x", "http://127.0.0.1:9/api/")
    who = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="x", bot_user_id="U0"
    )
    store = PostgresStore(server.url, ALL_KINDS, ALL_INDEXES, looks_at_steps=True)
    vault = KeyVault([new_key()])
    slack = OneWorkspace(client, who)
    return EctBot(store, slack, MovableClock(STARTS), SECRET, vault=vault)


@contextmanager
def _down(server: PostgresServer) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start("fsync=off", *_SETTINGS)


@contextmanager
def frozen(server: PostgresServer) -> Iterator[None]:
    """Stop all its processes, as a machine that hangs does: no word comes any more."""
    main = psutil.Process(server.process_id)
    stopped = [main, *main.children()]
    for process in stopped:
        os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in stopped:
            os.kill(process.pid, signal.SIGCONT)


@contextmanager
def _read_only(server: PostgresServer) -> Iterator[None]:
    _as_owner(server, "ALTER ROLE ectbot SET default_transaction_read_only = on")
    _end_connections(server)
    try:
        yield
    finally:
        _as_owner(
            server,
            "SET default_transaction_read_only = off",
            "ALTER ROLE ectbot RESET default_transaction_read_only",
        )
        _end_connections(server)


@contextmanager
def _without_connections(server: PostgresServer) -> Iterator[None]:
    """Hold every connection there is, and take the bot's own away."""
    with ExitStack() as held:
        first = held.enter_context(psycopg.connect(_held(server), autocommit=True))
        for _ in range(3):  # the bot's jobs may be quicker than this
            first.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND application_name <> 'held'"
            )
            with pytest.raises(psycopg.OperationalError):  # until there is none left
                while True:
                    held.enter_context(psycopg.connect(_held(server)))
        yield


def _held(server: PostgresServer) -> str:
    return f"{_plain(server)}?application_name=held"


@contextmanager
def _locked(server: PostgresServer) -> Iterator[None]:
    """Have somebody else hold two tables, so that each statement waits."""
    with psycopg.connect(_plain(server)) as connection:
        connection.execute("LOCK TABLE members, restores IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def _newer(server: PostgresServer) -> Iterator[None]:
    (before,) = _as_owner(server, "SELECT version_num FROM alembic_version")
    _as_owner(server, "UPDATE alembic_version SET version_num = '9999'")
    try:
        yield
    finally:
        _as_owner(server, f"UPDATE alembic_version SET version_num = '{before}'")  # noqa: S608 - our own step


@contextmanager
def _without_tables(server: PostgresServer) -> Iterator[None]:
    _as_owner(server, "ALTER TABLE alembic_version RENAME TO away")
    _as_owner(server, "ALTER TABLE members RENAME TO members_away")
    try:
        yield
    finally:
        _as_owner(server, "ALTER TABLE members_away RENAME TO members")
        _as_owner(server, "ALTER TABLE away RENAME TO alembic_version")


def _as_owner(server: PostgresServer, *statements: str) -> list[str]:
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        found = [connection.execute(statement.encode()) for statement in statements]
        return [str(row[0]) for row in found[-1]] if found[-1].description else []


def _end_connections(server: PostgresServer) -> None:
    _as_owner(
        server,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'",
    )


def _plain(server: PostgresServer) -> str:
    return server.url.replace("postgresql+psycopg", "postgresql")


FAULTS: dict[str, Callable[[PostgresServer], AbstractContextManager[None]]] = {
    "down": _down,
    "frozen": frozen,
    "read-only": _read_only,
    "out of connections": _without_connections,
    "slow": _locked,
    "a step too new": _newer,
    "a step missing": _without_tables,
}


# Noticed at the next heartbeat, or after seconds of silence: no quick tests.
_SLOW = {"frozen", "read-only"}


@pytest.mark.in_time
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fault, marks=[pytest.mark.slow] if fault in _SLOW else [])
        for fault in FAULTS
    ],
)
def test_a_database_in_trouble_loses_nothing_and_is_found_again(
    scene: Scene, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.postgres.postgres_store._LOOK_EVERY_SECONDS", 0)
    monkeypatch.setattr("scheduler.timetable._KEEP_EVERY_SECONDS", 0.1)
    minutes = 10 * list(FAULTS).index(fault)
    until(scene.bot.is_ready)
    before = scene.sessions()
    with FAULTS[fault](scene.server):
        told, seconds = scene.log(minutes)
        assert "nothing was saved" in told
        assert f"{10 + minutes // 60}:{minutes % 60:02d} 5m a private word" in told
        assert seconds < IN_TIME_SECONDS
        told, seconds = scene.type_in("contacts")
        assert "appropriate body" in told
        assert ids.CHILD_AT_RISK in told
        assert seconds < IN_TIME_SECONDS
        until(lambda: not scene.bot.is_ready())
        assert not scene.bot.health()["ok"]
    until(scene.bot.is_ready)
    assert scene.sessions() == before
    until(lambda: "Logged" in scene.log(minutes)[0])
    assert scene.sessions() == before + 1


def test_a_disk_that_is_full_is_told_and_what_was_kept_stays() -> None:
    with running_server("fsync=off") as server:
        _make_tables(server)
        bot = _bot(server)
        set_up(bot.ports.store, bot.ports.vault)
        scene = Scene(server, bot, iter(range(100)))
        before = scene.sessions()
        server.stop("fast")
        server.start("fsync=off", longest_file=_A_MEGABYTE)
        _fill(server)
        told, _seconds = scene.log(0)
        assert "nothing was saved" in told
        assert scene.sessions() == before
        server.stop("fast")
        server.start("fsync=off")
        assert "Logged" in scene.log(0)[0]
        bot.stop()


_A_MEGABYTE = 1_100_000


def _fill(server: PostgresServer) -> None:
    """Write to the table of sessions until there is not even room for a small one."""
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        for number, size in enumerate((1_000, 100, 10)):
            statement = (
                f"INSERT INTO sessions (team_id, key, body) SELECT 'T', %s || n, "  # noqa: S608 - a number
                f"repeat('x', {size}) FROM generate_series(1, 20) AS n"
            ).encode()
            with pytest.raises(psycopg.Error, match=r"could not extend|too large"):
                for turn in range(10_000):
                    connection.execute(statement, (f"{number}-{turn}-",))


def test_a_database_that_is_away_at_the_start_is_found_later() -> None:
    with running_server("fsync=off") as server:
        server.stop()
        bot = _bot(server)
        bot.start("one")
        scene = Scene(server, bot, iter(range(100)))
        assert "nothing was saved" in scene.log(0)[0]
        assert not bot.is_ready()
        server.start("fsync=off")
        assert "nothing was saved" in scene.log(0)[0]  # there are no tables yet
        _make_tables(server)
        until(bot.is_ready)
        set_up(bot.ports.store, bot.ports.vault)
        assert "Logged" in scene.log(0)[0]
        bot.stop()
