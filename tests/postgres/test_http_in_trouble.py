"""HTTP mode, the database being slow or the bot told to stop: all are answered."""

import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from bot.app import EctBot
from bot.keys import new_key
from bot.ports.kinds import SESSIONS
from bot.ports.store import StoreFault
from bot.sandbox.clock import MovableClock
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import STARTS, TEAM, example_people, set_up
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace
from bot.slack.client import make_client
from bot.slack.serving_http import HttpServing
from bot.slack.workspaces import OneWorkspace
from bot.store.postgres.postgres_store import PostgresStore
from bot.vault import KeyVault
from tests.cli.terminal import settings_in
from tests.postgres.test_faults_in_slack import IN_TIME_SECONDS, frozen
from tests.postgres.test_restored import with_steps
from tests.postgres_server import PostgresServer
from tests.scheduler.test_stopping import a_free_port, ectbot
from tests.scheduler.waiting import until
from tests.slack.test_requests import FORM, command

pytestmark = pytest.mark.slow

_AT_ONCE = 12  # three times as many as the server has threads


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace(manifest=MANIFEST, people=example_people(), team_id=TEAM) as opened:
        yield opened


def _send(url: str, number: int) -> tuple[str, float]:
    """Send one command; return the answer, and how long it took."""
    body = command(f"9 nov 1{number // 6}:{number % 6}0 5m", trigger=f"{number}.1")
    stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares with it
    headers = {**FORM, **signature(SIGNING_SECRET, stamp, body)}
    request = urllib.request.Request(url, body.encode(), headers)  # noqa: S310 - loopback
    began = time.monotonic()
    with urllib.request.urlopen(request, timeout=300) as answer:  # noqa: S310 - loopback
        return str(answer.read().decode()), time.monotonic() - began


def _sessions(store: PostgresStore) -> int:
    with store.reading(TEAM) as records:
        return sum(1 for _ in records.every(SESSIONS))


@contextmanager
def _all_in_use(store: PostgresStore) -> Iterator[None]:
    """Take every connection that the bot may have."""
    with ExitStack() as taken:
        with pytest.raises(StoreFault, match="in use"):
            while True:
                taken.enter_context(store.reading(TEAM))
        yield


@pytest.mark.in_time
def test_all_in_a_queue_are_told_in_time_while_the_database_does_not_answer(
    server: PostgresServer, store: PostgresStore, workspace: Workspace
) -> None:
    vault = KeyVault([new_key()])
    set_up(store, vault)
    slack = OneWorkspace(make_client(BOT_TOKEN, workspace.api_url))
    bot = EctBot(store, slack, MovableClock(STARTS), SIGNING_SECRET, vault=vault)
    bot.identify()
    serving = HttpServing(bot.app, bot.site(), host="127.0.0.1", port=0)
    serving.start()
    kept = _sessions(store)
    for trouble in (frozen(server), _all_in_use(store)):
        with ThreadPoolExecutor(_AT_ONCE) as pool, trouble:
            sent = [pool.submit(_send, serving.url, n) for n in range(_AT_ONCE)]
            told = [each.result() for each in sent]
            assert not bot.is_ready()
        for number, (answer, seconds) in enumerate(told):
            assert "nothing was saved" in answer
            assert f"9 nov 1{number // 6}:{number % 6}0 5m" in answer
            assert seconds < IN_TIME_SECONDS
        until(bot.is_ready)
    assert _sessions(store) == kept
    until(lambda: "Logged" in _send(serving.url, 0)[0])
    serving.stop()
    bot.stop()


def test_a_bot_that_is_told_to_stop_first_answers_what_has_come(
    server: PostgresServer, store: PostgresStore, workspace: Workspace, tmp_path: Path
) -> None:
    set_up(store, KeyVault([new_key()]))
    with_steps(server)
    kept, port = _sessions(store), a_free_port()
    settings = settings_in(
        tmp_path,
        SLACK_API_URL=workspace.api_url,
        ECTBOT_PORT=str(port),
        DATABASE_URL=server.url,
    )
    url = f"http://127.0.0.1:{port}/slack/events"
    with ectbot(tmp_path, "run", **settings) as bot, ThreadPoolExecutor(3) as pool:
        assert "ECT Bot is running" in bot.stdout.readline()
        with store.transaction(TEAM):  # holds them up
            sent = [pool.submit(_send, url, number) for number in range(3)]
            until(lambda: _waiting(server) >= len(sent))
            bot.send_signal(signal.SIGTERM)
            until(lambda: _is_closed(port))
        told = [each.result()[0] for each in sent]
        assert bot.wait(300) == 0
    assert all("Logged" in answer for answer in told)
    assert _sessions(store) == kept + len(sent)


def _waiting(server: PostgresServer) -> int:
    """Return how many wait for their turn to write."""
    with psycopg.connect(server.url.replace("+psycopg", "")) as connection:
        found = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return int(found.fetchall()[0][0])


def _is_closed(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) != 0
