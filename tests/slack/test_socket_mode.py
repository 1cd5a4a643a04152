"""The same bot over Socket Mode, against a Slack-compatible server."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.app import EctBot, open_store
from bot.ports.kinds import SESSIONS
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import STARTS, TEAM, set_up
from bot.slack.client import make_client
from bot.slack.serving_socket import SocketServing
from bot.vault import FernetVault, new_key
from tests.slack.socket_server import SocketServer


@pytest.fixture
def server() -> Iterator[SocketServer]:
    with SocketServer() as opened:
        yield opened


@pytest.fixture
def bot(server: SocketServer, tmp_path: Path) -> Iterator[EctBot]:
    store = open_store(tmp_path / "socket.db")
    vault = FernetVault([new_key()])
    set_up(store, vault)
    clock = MovableClock(STARTS)
    client = make_client("xoxb-sandbox", server.api_url)
    made = EctBot(store, client, clock, "", vault=vault)
    made.identify()
    yield made
    made.stop()


@pytest.fixture
def serving(bot: EctBot) -> Iterator[SocketServing]:
    opened = SocketServing(
        bot.app, "xapp-sandbox", ping_seconds=0.3, deaf_after_seconds=1
    )
    opened.start()
    yield opened
    opened.stop()


def command(text: str) -> dict[str, str]:
    return {
        "team_id": TEAM,
        "user_id": "U0DEE",
        "command": "/ect",
        "text": text,
        "trigger_id": "1.1",
        "response_url": "http://127.0.0.1:9/none",
    }


def test_a_session_is_logged_over_socket_mode_once_however_often_delivered(
    server: SocketServer, bot: EctBot, serving: SocketServing
) -> None:
    assert server.opened_with == ["Bearer xapp-sandbox"]
    with bot.ports.store.reading(TEAM) as records:
        before = sum(1 for _ in records.every(SESSIONS))
    for _ in range(2):
        server.deliver("slash_commands", command("log monday 10:00 50m"))
        assert server.answered.wait(10)
        assert "Logged: Mon 9 Nov" in server.answers[-1]["payload"]["text"]
    with bot.ports.store.reading(TEAM) as records:
        assert sum(1 for _ in records.every(SESSIONS)) == before + 1


def test_a_connection_that_falls_silent_is_noticed_and_rebuilt(
    server: SocketServer, serving: SocketServing
) -> None:
    assert serving.is_hearing()
    server.is_silent = True
    assert server.reconnected.wait(30)
    server.deliver("slash_commands", command("help"))
    assert server.answered.wait(10)
    assert "You can type" in server.answers[-1]["payload"]["text"]


def _deliver_as_slack(server: SocketServer, said: dict[str, str]) -> None:
    """Deliver a command, and again where a connection that ends took it along."""
    for _ in range(4):
        with suppress(ConnectionError):
            server.deliver("slash_commands", said)
        if server.answered.wait(3):
            return
    raise AssertionError("never answered")


@pytest.mark.parametrize("announced", [True, False])
def test_connections_that_are_closed_again_and_again_lose_no_command(
    server: SocketServer, bot: EctBot, serving: SocketServing, *, announced: bool
) -> None:
    with bot.ports.store.reading(TEAM) as records:
        before = sum(1 for _ in records.every(SESSIONS))
    for number in range(4):
        said = command(f"log monday {9 + number}:00 50m")
        _deliver_as_slack(server, {**said, "trigger_id": f"{number}.1"})
        assert "Logged: Mon 9 Nov" in server.answers[-1]["payload"]["text"]
        server.close_connection(announced=announced)
        assert server.reconnected.wait(30)
    with bot.ports.store.reading(TEAM) as records:
        assert sum(1 for _ in records.every(SESSIONS)) == before + 4
