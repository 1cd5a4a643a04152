"""What `ectbot doctor` and /healthz say of the jobs, and of a zone that is missing."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec
import pytest

from bot.app import EctBot, open_store
from bot.clock import SystemClock
from bot.domain.kernel.record import MACHINE
from bot.domain.operations.heartbeats import Heartbeat, Trouble
from bot.keys import new_key
from bot.ports.bundle import Ports
from bot.ports.kinds import HEARTBEATS
from bot.ports.store import Store
from bot.sandbox.example_school import set_up
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace
from bot.slack.client import make_client
from bot.slack.serving_http import HttpServing
from bot.store.checksums import checksums_with
from bot.store.data_file.embedded import is_in_use
from bot.vault import KeyVault
from scheduler.job import Row
from scheduler.timetable import Timetable
from tests.cli.terminal import ectbot, settings_in
from tests.scheduler.waiting import until

ROOT = Path(__file__).parents[2]
NOW = SystemClock().now()
KEY = new_key()
FINE = Heartbeat(job="nudges", seen_at=NOW, began_at=NOW, ended_at=NOW)
THREW = msgspec.structs.replace(
    FINE,
    fault="KeyError",
    reference="7f3k",
    trouble=Trouble.THREW,
    since=NOW - timedelta(hours=1),
)


class Installation:
    """A folder with settings and data, and what the doctor says there."""

    def __init__(self, folder: Path, api_url: str) -> None:
        self._folder = folder
        self._settings = settings_in(folder, SLACK_API_URL=api_url, ECTBOT_KEYS=KEY)
        self.data_file = folder / "data" / "ectbot.db"

    def keep(self, store: Store, *heartbeats: Heartbeat) -> None:
        with store.transaction(MACHINE) as records:
            for heartbeat in heartbeats:
                records.put(HEARTBEATS, heartbeat)

    def doctor(self) -> tuple[int, str]:
        answer = ectbot("doctor", self._folder, self._settings)
        assert "Traceback" not in answer.stderr
        return answer.returncode, answer.stdout


@pytest.fixture
def installation(workspace: Workspace, tmp_path: Path) -> Installation:
    return Installation(tmp_path, workspace.api_url)


@pytest.fixture
def running(installation: Installation) -> Iterator[Store]:
    """Return the store as a running bot holds it."""
    with closing(open_store(installation.data_file, checksums_with([KEY]))) as store:
        yield store


def test_before_the_first_start_there_is_nothing_to_say_of_jobs(
    installation: Installation,
) -> None:
    status, said = installation.doctor()
    assert status == 0
    assert "No periodic job has run yet" in said


def test_the_doctor_sees_beside_a_running_bot_that_its_jobs_are_well(
    installation: Installation, running: Store, workspace: Workspace
) -> None:
    vault = KeyVault([new_key()])
    client = make_client(BOT_TOKEN, workspace.api_url)
    bot = EctBot(running, client, SystemClock(), SIGNING_SECRET, vault=vault)
    bot.start()
    until(lambda: _kept(running))
    status, said = installation.doctor()
    assert status == 0, said
    assert "periodic jobs are well" in said
    set_up(running, vault)  # the doctor's look has not kept the bot from writing
    bot.stop()


def test_a_job_in_trouble_is_named_and_is_the_exit_status(
    installation: Installation, running: Store
) -> None:
    installation.keep(running, FINE, msgspec.structs.replace(THREW, job="concerns"))
    status, said = installation.doctor()
    assert status == 1
    assert "fix   The periodic job “concerns” has met a fault since" in said
    assert "KeyError" in said
    assert "reference 7f3k" in said


@pytest.mark.parametrize("trouble", list(Trouble))
def test_each_kind_of_trouble_is_the_exit_status(
    installation: Installation, running: Store, trouble: Trouble
) -> None:
    installation.keep(running, msgspec.structs.replace(THREW, trouble=trouble))
    status, said = installation.doctor()
    assert status == 1
    assert "{" not in said


def test_a_running_bot_without_a_sign_of_life_is_the_exit_status(
    installation: Installation, running: Store
) -> None:
    old = msgspec.structs.replace(FINE, seen_at=NOW - timedelta(hours=1))
    installation.keep(running, old)
    status, said = installation.doctor()
    assert status == 1
    assert "no sign of life" in said


def test_heartbeats_from_before_the_clock_was_set_back_are_no_trouble(
    installation: Installation, running: Store
) -> None:
    early = msgspec.structs.replace(FINE, seen_at=NOW + timedelta(hours=1))
    installation.keep(running, early)
    assert installation.doctor()[0] == 0


def test_a_bot_that_is_not_running_is_said_so_as_a_warning(
    installation: Installation,
) -> None:
    with closing(open_store(installation.data_file, checksums_with([KEY]))) as store:
        installation.keep(store, FINE)
    status, said = installation.doctor()
    assert status == 0
    assert "warn  ECT Bot is not running" in said
    assert "ectbot run" in said


def test_asking_whether_a_file_is_in_use_makes_nothing(tmp_path: Path) -> None:
    assert not is_in_use(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_the_health_check_shows_each_job_with_the_age_of_its_last_end(
    tmp_path: Path,
) -> None:
    with Rehearsal(tmp_path / "practice.db") as rehearsal:
        until(lambda: _ages(rehearsal.bot.health())["deliver"] is not None)
        status, health = _asked(rehearsal.serving)
    assert status == 200
    assert health["ok"]
    assert 0 <= _ages(health)["deliver"] < 60
    assert _ages(health)["forget"] is None


def test_the_health_check_is_not_well_while_a_job_is_in_trouble(
    ports: Ports, bot: EctBot
) -> None:
    timetable = Timetable(
        [Row("soup", lambda: 1 // 0, 0.05, 60)], ports, look_every_seconds=0.05
    )
    timetable.start()
    until(lambda: not timetable.health()[0])
    bot._timetable = timetable  # noqa: SLF001 - a bot with a job that throws
    serving = HttpServing(bot.app, bot.site(), host="127.0.0.1", port=0)
    serving.start()
    status, health = _asked(serving)
    serving.stop()
    timetable.stop(monotonic() + 300)
    assert status == 503
    assert not health["ok"]
    assert health["jobs"]["soup"]["trouble"] == "threw"


def test_the_health_check_is_not_well_when_nobody_watches(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.timetable._BLIND_AFTER_SECONDS", 0.3)
    jobs = [Row("soup", lambda: None, 0.05, 60)]
    timetable = Timetable(jobs, ports, look_every_seconds=0.05)
    assert timetable.health()[0]
    with ports.store.transaction(MACHINE):  # the watch waits for its turn
        timetable.start()
        until(lambda: not timetable.health()[0])
    until(lambda: timetable.health()[0])
    timetable.stop(monotonic() + 300)


@pytest.mark.parametrize("command", ["run", "try --no-open", "school none.yml"])
def test_a_missing_zone_is_one_clear_sentence_at_the_start(
    tmp_path: Path, command: str
) -> None:
    answer = _without_zones(tmp_path, command)
    assert answer.returncode == 1
    assert "Install the Python package tzdata" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_doctor_names_a_missing_zone_beside_all_else(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "".join(f"{k}={v}\n" for k, v in settings_in(tmp_path).items())
    )
    answer = _without_zones(tmp_path, "doctor")
    assert answer.returncode == 1
    assert "fix   The time zone data is missing" in answer.stdout
    assert "Traceback" not in answer.stderr


def _without_zones(folder: Path, command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command on a machine without zones, nor the package that has them."""
    empty = folder / "stubs" / "tzdata"
    empty.mkdir(parents=True)
    (empty / "__init__.py").write_text("")
    return subprocess.run(
        [sys.executable, "-m", "bot", *command.split()],
        cwd=folder,
        env={
            "PYTHONPATH": f"{empty.parent}:{ROOT}",
            "PYTHONTZPATH": "",
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def _kept(store: Store) -> list[Heartbeat]:
    with store.reading(MACHINE) as records:
        return list(records.every(HEARTBEATS))


def _ages(health: dict[str, Any]) -> dict[str, Any]:
    return {name: job["ended_seconds_ago"] for name, job in health["jobs"].items()}


def _asked(serving: HttpServing) -> tuple[int, dict[str, Any]]:
    url = serving.url.replace("/slack/events", "/healthz")
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - loopback
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)
