"""Ending within five seconds, whatever Slack does meanwhile, and losing nothing."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from bot.app import EctBot, open_store
from bot.clock import SystemClock
from bot.domain.outbox.notices import NoticeKind
from bot.keys import new_key
from bot.ports.bundle import Ports
from bot.ports.kinds import NOTICES, SESSIONS
from bot.ports.store import StoreFault
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import DEE, SCHOOL, TEAM, example_people, set_up
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace
from bot.slack.client import make_client
from bot.usecases.outbox.notices import tell
from bot.vault import KeyVault
from scheduler.background import Background
from scheduler.outbox import Outbox
from tests.cli.terminal import settings_in
from tests.scheduler.slow_slack import SlowSlack
from tests.scheduler.waiting import until
from tests.slack.socket_server import SocketServer

ROOT = Path(__file__).parents[2]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MOST_SECONDS = 60  # five on a quiet machine; what hangs here does so for minutes


@contextmanager
def ectbot(folder: Path, *arguments: str, **settings: str) -> Iterator[Any]:
    """Run a command in a folder of its own, until the test has ended."""
    lines = [f"{name}={value}\n" for name, value in settings.items()]
    (folder / ".env").write_text("".join(lines))
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended_after(process: Any) -> float:
    """Ask the process to end, and return how many seconds it took."""
    began = monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(300)
    return monotonic() - began


def a_free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def now_workspace() -> Iterator[Workspace]:
    """Return a workspace on the real time, as that of `ectbot run` is."""
    with Workspace(manifest=MANIFEST, people=example_people(), team_id=TEAM) as opened:
        yield opened


def _with_two_messages_due(data_file: Path, vault: KeyVault) -> None:
    store = open_store(data_file)
    set_up(store, vault)
    with store.transaction(TEAM) as records:
        for session in [s for s in records.every(SESSIONS) if s.mentor == DEE][:2]:
            tell(
                records,
                NoticeKind.SESSION_RECEIPT,
                reader=DEE,
                subject=session.id,
                school=SCHOOL,
                not_before=LONG_AGO,
            )
    store.close()


def test_a_bot_that_waits_on_slack_ends_in_time_and_sends_nothing_twice(
    now_workspace: Workspace, tmp_path: Path
) -> None:
    vault = KeyVault([new_key()])
    data_file = tmp_path / "data" / "ectbot.db"
    _with_two_messages_due(data_file, vault)
    posted = now_workspace.state.messages
    with SlowSlack(now_workspace.api_url) as slack:
        settings = settings_in(
            tmp_path, SLACK_API_URL=slack.api_url, ECTBOT_PORT=str(a_free_port())
        )
        with ectbot(tmp_path, "run", **settings) as bot:
            assert slack.holding.wait(300)
            seconds = ended_after(bot)
            _said, complaints = bot.communicate()
        assert seconds < MOST_SECONDS
        assert bot.returncode == 0, complaints
        assert "Traceback" not in complaints
    assert len(posted) == 1  # the one in hand; no other was taken up
    # Taken up again once the claim of the one that was cut short has run out.
    store = open_store(data_file)
    later = MovableClock(SystemClock().now() + timedelta(minutes=3))
    client = make_client(BOT_TOKEN, now_workspace.api_url)
    again = EctBot(store, client, later, SIGNING_SECRET, vault=vault)
    again.outbox.deliver()
    with store.reading(TEAM) as records:
        assert not any(notice.is_due for notice in records.every(NOTICES))
    again.stop()
    keys = [_key(message) for message in posted]
    assert len(keys) == len(set(keys)) == 2


def test_a_port_that_is_taken_is_named(
    now_workspace: Workspace, tmp_path: Path
) -> None:
    taken = urlsplit(now_workspace.url).port
    settings = settings_in(
        tmp_path, SLACK_API_URL=now_workspace.api_url, ECTBOT_PORT=str(taken)
    )
    with ectbot(tmp_path, "run", **settings) as bot:
        _said, complaints = bot.communicate()
    assert bot.returncode == 1
    assert f"Port {taken} is in use by another program." in complaints


def test_a_bot_with_nothing_in_hand_ends_at_once(
    now_workspace: Workspace, tmp_path: Path
) -> None:
    settings = settings_in(
        tmp_path,
        SLACK_API_URL=now_workspace.api_url,
        ECTBOT_PORT=str(a_free_port()),
    )
    with ectbot(tmp_path, "run", **settings) as bot:
        assert "ECT Bot is running" in bot.stdout.readline()
        ended_after(bot)
        assert bot.returncode == 0


def test_the_practice_workspace_ends_in_time_beside_an_open_page(
    tmp_path: Path,
) -> None:
    port = a_free_port()
    with ectbot(tmp_path, "try", "--port", str(port), "--no-open") as bot:
        assert f"http://127.0.0.1:{port}/" in bot.stdout.readline()
        page = f"http://127.0.0.1:{port}/_control/events"
        with urllib.request.urlopen(page) as events:
            assert events.readline()
            assert ended_after(bot) < MOST_SECONDS
        assert bot.returncode == 0


def test_a_process_that_was_stopped_for_a_while_is_well_and_ends_in_time(
    now_workspace: Workspace, tmp_path: Path
) -> None:
    port = a_free_port()
    settings = settings_in(
        tmp_path, SLACK_API_URL=now_workspace.api_url, ECTBOT_PORT=str(port)
    )
    with ectbot(tmp_path, "run", **settings) as bot:
        assert "ECT Bot is running" in bot.stdout.readline()
        process = psutil.Process(bot.pid)
        process.suspend()
        until(lambda: process.status() == psutil.STATUS_STOPPED)
        process.resume()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
        assert ended_after(bot) < MOST_SECONDS


def test_errands_under_way_are_waited_for_but_not_for_long() -> None:
    errands, let_go, done = Background(), Event(), Event()

    def wait() -> None:
        let_go.wait(300)
        done.set()

    errands.run(wait)
    began = monotonic()
    errands.stop(began + 0.2)
    assert 0.2 <= monotonic() - began < MOST_SECONDS
    let_go.set()
    assert done.wait(300)


def test_files_that_take_long_hold_up_no_errand() -> None:
    errands, let_go, done = Background(), Event(), Event()
    for _ in range(6):
        errands.read(lambda: let_go.wait(300))
    errands.run(done.set)
    assert done.wait(300)
    assert not errands.is_idle()
    let_go.set()
    errands.stop(monotonic() + 300)
    assert errands.is_idle()


def test_errands_that_wait_for_a_thread_are_done_before_the_stop() -> None:
    errands, done = Background(), []
    for number in range(20):
        errands.run(lambda number=number: done.append(number))  # type: ignore[misc]  # none is inferred
    errands.stop(monotonic() + 30)
    assert sorted(done) == list(range(20))
    assert errands.is_idle()


def test_an_outbox_that_is_stopped_takes_up_no_other_message(
    bot: EctBot, workspace: Workspace
) -> None:
    bot.outbox.stop()
    _tell_dee(bot.ports)
    bot.outbox.deliver()
    assert workspace.state.messages == []


def test_a_delivery_that_hangs_does_not_keep_the_next_from_sending(
    bot: EctBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.outbox._WAIT_SECONDS", 0.1)
    let_go, hanging = Event(), Event()
    deliver = Outbox.deliver
    stuck = Thread(target=lambda: deliver(bot.outbox), daemon=True)
    read = bot.ports.clock.now

    def hang_once() -> datetime:
        if not hanging.is_set():
            hanging.set()
            let_go.wait(300)
        return read()

    monkeypatch.setattr(bot.ports.clock, "now", hang_once)
    _tell_dee(bot.ports)
    stuck.start()
    assert hanging.wait(300)
    bot.outbox.deliver()
    assert len(workspace.state.messages) == 1
    let_go.set()
    stuck.join(300)
    assert len(workspace.state.messages) == 1


def test_one_kick_that_waits_is_enough(bot: EctBot) -> None:
    class Later:
        def __init__(self) -> None:
            self.errands: list[Any] = []

        def run(self, errand: Any) -> None:
            self.errands.append(errand)

        read = run

    later = Later()
    outbox = Outbox(replace(bot.ports, background=later))
    for _ in range(5):
        outbox.kick()
    assert len(later.errands) == 1
    later.errands.pop()()
    outbox.kick()
    assert len(later.errands) == 1


def test_a_bot_that_never_started_stops_and_lets_go_of_its_file(
    bot: EctBot, tmp_path: Path
) -> None:
    bot.stop()
    open_store(tmp_path / "ectbot.db").close()
    with pytest.raises(StoreFault):
        bot.ports.store.teams()


def _tell_dee(ports: Ports) -> None:
    with ports.store.transaction(TEAM) as records:
        session = next(s for s in records.every(SESSIONS) if s.mentor == DEE)
        tell(
            records,
            NoticeKind.SESSION_RECEIPT,
            reader=DEE,
            subject=session.id,
            school=SCHOOL,
            not_before=LONG_AGO,
        )


def _key(message: dict[str, Any]) -> str:
    return str(message["metadata"]["event_payload"]["key"])


def test_what_hangs_for_good_is_not_waited_for() -> None:
    script = (
        "from threading import Event\n"
        "from bot.cli.stopping import end\n"
        "end(Event().wait)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "without waiting for what hangs" in ended.stderr


def test_a_bot_in_socket_mode_ends_in_time(tmp_path: Path) -> None:
    with SocketServer() as server:
        settings = settings_in(
            tmp_path,
            SLACK_API_URL=server.api_url,
            ECTBOT_MODE="socket",
            SLACK_APP_TOKEN="xapp-sandbox",
        )
        with ectbot(tmp_path, "run", **settings) as bot:
            assert "ECT Bot is running" in bot.stdout.readline()
            assert ended_after(bot) < MOST_SECONDS
            _said, complaints = bot.communicate()
        assert bot.returncode == 0, complaints
