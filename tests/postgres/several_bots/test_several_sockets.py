"""Several bots in Socket Mode on one database, one of them killed: each act once."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from time import monotonic

import pytest

from bot.domain.outbox.notices import CLAIM_LEASE
from bot.keys import new_key
from bot.ports.kinds import NOTICES_TO_SEND, SESSIONS
from bot.sandbox.example_school import BEN, DEE, TEAM, example_people, set_up
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import Workspace
from bot.store.postgres.postgres_store import PostgresStore
from bot.vault import KeyVault
from tests.postgres.several_bots.sender import SharedClock
from tests.postgres.several_bots.test_two_processes import ROOT
from tests.postgres_server import PostgresServer
from tests.scheduler.waiting import until
from tests.slack.socket_server import SocketServer

_BOTS = 3
_COMMANDS = 150
_AT_ONCE = 4
_TO_TWO = 0.3  # of what is delivered comes to two connections
_CLOSED = 0.05  # of it is followed by the end of a connection
_SLACK_WAITS_SECONDS = 3
_LONGEST_SECONDS = 60  # on a machine with other work to do, too
_WHO = ((DEE, "", 10), (BEN, "amira ", 10), (BEN, "priya ", 12))
_DAYS = ("12 oct", "13 oct", "14 oct", "19 oct", "20 oct", "9 nov")


@dataclass
class Delivering:
    """Delivers as Slack does: at least once, to whichever connections there are."""

    slack: SocketServer
    chance: random.Random
    longest_seconds: float = 0

    def ask(self, said: dict[str, str]) -> str:
        """Send a command as a person does: again, where that is what they are told."""
        for number in range(5):
            began = monotonic()
            once = {**said, "trigger_id": f"{said['trigger_id']}.{number}"}
            told = {text for text in self._answers(once) if "nothing was" not in text}
            self.longest_seconds = max(self.longest_seconds, monotonic() - began)
            if told:
                (answer,) = told  # two connections answer alike
                return answer
        raise AssertionError("never saved")

    def _answers(self, said: dict[str, str]) -> list[str]:
        for _ in range(10):
            links = self.slack.links()
            copies = 2 if self.chance.random() < _TO_TWO else 1
            chosen = self.chance.sample(links, min(copies, len(links)))
            sent = []
            for link in chosen:
                with suppress(ConnectionError):
                    sent.append(self.slack.send("slash_commands", said, link))
            if self.chance.random() < _CLOSED:
                announced = self.chance.random() < 0.5
                with suppress(ConnectionError):
                    self.slack.close_connection(chosen[0], announced=announced)
            found = [self.slack.answer_to(e, _SLACK_WAITS_SECONDS) for e in sent]
            if any(found):
                return [answer["payload"]["text"] for answer in found if answer]
        raise AssertionError("never answered")


@contextmanager
def _bot(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [
        sys.executable,
        "-m",
        "tests.postgres.several_bots.socket_bot",
        *arguments,
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as bot:
        try:
            yield bot
        finally:
            bot.kill()


@pytest.mark.slow
def test_each_act_counts_once_whichever_of_three_bots_gets_it_and_one_is_killed(
    server: PostgresServer, store: PostgresStore
) -> None:
    key = new_key()
    set_up(store, KeyVault([key]))
    before = _sessions(store)
    with ExitStack() as opened:
        workspace = opened.enter_context(
            Workspace(manifest=MANIFEST, people=example_people(), team_id=TEAM)
        )
        slack = opened.enter_context(SocketServer(workspace.api_url))
        began = monotonic()
        told = (server.url, slack.api_url, str(began), key)
        bots = [opened.enter_context(_bot(*told)) for _ in range(_BOTS)]
        slack.links(_BOTS)
        delivering = Delivering(slack, random.Random(7))  # noqa: S311 - no secrets
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            asked = [pool.submit(delivering.ask, said) for said in _commands()]
            a_third = _COMMANDS // 3
            until(lambda: sum(done.done() for done in asked) > a_third)
            bots[0].kill()
            answers = [done.result() for done in asked]
        assert all("Logged" in answer for answer in answers)
        assert delivering.longest_seconds < _LONGEST_SECONDS
        assert _sessions(store) == before + _COMMANDS
        until(lambda: not _due(store, began))
        posted = Counter(
            message["metadata"]["event_payload"]["key"]
            for message in workspace.state.messages
        )
        assert len(posted) >= _COMMANDS  # a receipt each
        assert set(posted.values()) == {1}


def _sessions(store: PostgresStore) -> int:
    with store.reading(TEAM) as records:
        return sum(1 for _ in records.every(SESSIONS))


def _due(store: PostgresStore, began: float) -> bool:
    """Whether something is to be sent now, or was taken up by a bot that is gone."""
    later = SharedClock(began).now() + CLAIM_LEASE
    with store.reading(TEAM) as records:
        return bool(records.find(NOTICES_TO_SEND, below=later))


def _commands() -> Iterator[dict[str, str]]:
    for number in range(_COMMANDS):
        mentor, name, hour = _WHO[number % 3]
        minutes = 5 * (number // 3 // len(_DAYS))
        day = _DAYS[number // 3 % len(_DAYS)]
        yield {
            "team_id": TEAM,
            "user_id": mentor,
            "command": "/ect",
            "text": f"log {name}{day} {hour}:{minutes:02d} 5m",
            "trigger_id": str(number),
            "response_url": "http://127.0.0.1:9/none",
        }
