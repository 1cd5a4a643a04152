"""The same bot over Socket Mode, against a Slack-compatible server."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.app import EctBot, open_store
from bot.keys import new_key
from bot.ports.kinds import SESSIONS
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import STARTS, TEAM, set_up
from bot.slack.client import make_client
from bot.slack.serving_socket import SocketServing
from bot.vault import KeyVault
from tests.slack.slow_app import slow_app
from tests.slack.socket_server import SocketServer


@pytest.fixture
def server() -> Iterator[SocketServer]:
    with SocketServer() as opened:
        yield opened


@pytest.fixture
def bot(server: SocketServer, tmp_path: Path) -> Iterator[EctBot]:
    store = open_store(tmp_path / "socket.db")
    vault = KeyVault([new_key()])
    set_up(store, vault)
    clock = MovableClock(STARTS)
    client = make_client("xoxb-sandbox", server.api_url)
    made = EctBot(store, client, clock, "", vault=vault)
    made.identify()
    yield made
    made.stop()


@pytest.fixture
def serving(bot: EctBot) -> Iterator[SocketServing]:
    opened = SocketServing(bot.app, "xapp-sandbox")
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


def _sessions(bot: EctBot) -> int:
    with bot.ports.store.reading(TEAM) as records:
        return sum(1 for _ in records.every(SESSIONS))


def test_a_session_is_logged_over_socket_mode_once_however_often_delivered(
    server: SocketServer, bot: EctBot, serving: SocketServing
) -> None:
    assert server.opened_with == ["Bearer xapp-sandbox"]
    before = _sessions(bot)
    for _ in range(2):
        answer = server.deliver("slash_commands", command("log monday 10:00 50m"))
        assert "Logged: Mon 9 Nov" in answer["payload"]["text"]
    assert _sessions(bot) == before + 1


def test_what_is_delivered_to_two_connections_at_once_is_recorded_once(
    server: SocketServer, bot: EctBot, serving: SocketServing
) -> None:
    other = SocketServing(bot.app, "xapp-sandbox")
    other.start()
    before = _sessions(bot)
    links = server.links(2)
    for number in range(8):
        said = {**command(f"log monday {9 + number // 2}:{30 * (number % 2):02d} 5m")}
        said["trigger_id"] = f"{number}.1"
        sent = [server.send("slash_commands", said, link) for link in links]
        told = [server.answer_to(envelope, 300) for envelope in sent]
        assert told[0] is not None
        assert told[1] is not None
        assert "Logged: Mon 9 Nov" in told[0]["payload"]["text"]
        assert told[0]["payload"] == told[1]["payload"]
    assert _sessions(bot) == before + 8
    other.stop()


@pytest.mark.parametrize("is_deaf_from_the_start", [False, True])
def test_a_connection_that_is_silent_is_noticed_and_rebuilt(
    server: SocketServer, bot: EctBot, *, is_deaf_from_the_start: bool
) -> None:
    server.is_silent = is_deaf_from_the_start
    serving = SocketServing(
        bot.app, "xapp-sandbox", ping_seconds=0.3, deaf_after_seconds=1
    )
    serving.start()
    assert serving.is_hearing()
    server.is_silent = True
    assert server.reconnected.wait(300)
    assert "You can type" in _deliver_as_slack(server, command("help"))
    serving.stop()


def test_what_is_under_way_at_a_stop_is_answered() -> None:
    begun, let_go = Event(), Event()
    with SocketServer() as server:
        serving = SocketServing(slow_app(begun, let_go, server.api_url), "xapp-sandbox")
        serving.start()
        sent = server.send("slash_commands", command("help"), server.links()[0])
        assert begun.wait(300)
        stopping = Thread(target=serving.stop)
        stopping.start()
        stopping.join(0.3)
        assert stopping.is_alive()  # it waits
        let_go.set()
        answer = server.answer_to(sent, 300)
        assert answer is not None
        assert answer["payload"] == {"text": "done"}
        stopping.join(300)
        assert not serving.is_hearing()


def _deliver_as_slack(server: SocketServer, said: dict[str, str]) -> str:
    """Deliver a command, and again where a connection that ends took it along."""
    for _ in range(100):
        with suppress(ConnectionError):
            answer = server.deliver("slash_commands", said, seconds=3)
            if answer is not None:
                return str(answer["payload"]["text"])
    raise AssertionError("never answered")


@pytest.mark.parametrize("announced", [True, False])
def test_connections_that_are_closed_again_and_again_lose_no_command(
    server: SocketServer, bot: EctBot, serving: SocketServing, *, announced: bool
) -> None:
    before = _sessions(bot)
    for number in range(4):
        said = command(f"log monday {9 + number}:00 50m")
        told = _deliver_as_slack(server, {**said, "trigger_id": f"{number}.1"})
        assert "Logged: Mon 9 Nov" in told
        server.close_connection(announced=announced)
        assert server.reconnected.wait(300)
    assert _sessions(bot) == before + 4
