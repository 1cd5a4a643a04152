from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.app import EctBot, open_store
from bot.bank_holidays import EnglandHolidays
from bot.keys import new_key
from bot.messages import gather
from bot.ports.bundle import Ports
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import STARTS, TEAM, example_people, set_up
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.recording import RecordingFiles
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace
from bot.slack.client import make_client
from bot.slack.messenger import SlackMessenger
from bot.store.memory import MemoryStore
from bot.vault import KeyVault
from scheduler.background import Background


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(STARTS)


@pytest.fixture
def ports(clock: MovableClock) -> Ports:
    """Return ports with an empty store, through which nobody can be told anything."""
    nowhere = make_client("xoxb-sandbox", "http://127.0.0.1:9/api/")
    numbers = count(1)
    return Ports(
        store=MemoryStore(ALL_KINDS, ALL_INDEXES),
        clock=clock,
        messenger=SlackMessenger(lambda _team: nowhere),
        files=RecordingFiles(),
        bank_holidays=EnglandHolidays(),
        background=Background(),
        vault=KeyVault([]),
        gather=gather,
        spare_vault=KeyVault([]),
        new_id=lambda: f"reference-{next(numbers)}",
    )


@pytest.fixture
def workspace(clock: MovableClock) -> Iterator[Workspace]:
    with Workspace(
        manifest=MANIFEST, people=example_people(), team_id=TEAM, clock=clock
    ) as opened:
        yield opened


@pytest.fixture
def bot(workspace: Workspace, clock: MovableClock, tmp_path: Path) -> Iterator[EctBot]:
    """Return the bot with the example school, its timetable not yet started."""
    store = open_store(tmp_path / "ectbot.db")
    vault = KeyVault([new_key()])
    set_up(store, vault)
    client = make_client(BOT_TOKEN, workspace.api_url)
    made = EctBot(store, client, clock, SIGNING_SECRET, vault=vault)
    yield made
    made.stop()
