"""A database brought back from a dump: what was sent since is not sent again."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command

from bot.app import EctBot
from bot.clock import SystemClock
from bot.domain.kernel.record import MACHINE
from bot.domain.operations.backups import Restored
from bot.domain.operations.heartbeats import Heartbeat
from bot.keys import UNBOUND, new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, HEARTBEATS, RESTORES
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import STARTS, TEAM, example_people, set_up
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace
from bot.slack.client import make_client
from bot.store.postgres.migrating import config_for
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.usecases.kernel.claims import Delivery
from bot.usecases.sessions.logging import log_session, plan_session
from bot.vault import KeyVault
from tests.builders import at
from tests.cli.terminal import ectbot, settings_in
from tests.postgres_server import PostgresServer
from tests.scheduler.test_restoring import MENTOR, draft, run_all

VAULT = KeyVault([new_key()])


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(STARTS)


@pytest.fixture
def workspace(clock: MovableClock) -> Iterator[Workspace]:
    with Workspace(
        manifest=MANIFEST, people=example_people(), team_id=TEAM, clock=clock
    ) as opened:
        yield opened


@contextmanager
def _bot(url: str, workspace: Workspace, clock: MovableClock) -> Iterator[EctBot]:
    store = PostgresStore(url, ALL_KINDS, ALL_INDEXES)
    client = make_client(BOT_TOKEN, workspace.api_url)
    bot = EctBot(store, client, clock, SIGNING_SECRET, vault=VAULT)
    try:
        yield bot
    finally:
        bot.stop()


def _sent(workspace: Workspace) -> Counter[str]:
    return Counter(
        message["metadata"]["event_payload"]["key"]
        for message in workspace.state.messages
    )


def _restored(bot: EctBot) -> Restored | None:
    with bot.ports.store.reading(MACHINE) as records:
        return records.get(RESTORES, "last")


def test_a_database_brought_back_from_a_dump_sends_nothing_again(
    server: PostgresServer, workspace: Workspace, clock: MovableClock
) -> None:
    with _bot(server.url, workspace, clock) as bot:
        set_up(bot.ports.store, VAULT)
        plan_session(bot.ports, MENTOR, draft("2026-11-13 10:00"), Delivery("plan"))
        log_session(bot.ports, MENTOR, draft("2026-11-10 10:00"), Delivery("log"))
        run_all(bot)
        brought_back = server.brought_back()
        clock.move_to(at("2026-11-13 16:00"))  # reminders and Friday's digest
        run_all(bot)
        assert _restored(bot) is None
    sent = _sent(workspace)
    assert len(sent) > 3
    with _bot(brought_back, workspace, clock) as bot:
        run_all(bot)
        assert _sent(workspace) == sent
        noticed = _restored(bot)
        assert noticed is not None
        clock.move_to(STARTS + timedelta(days=6))
        run_all(bot)  # and what falls due from then on is sent
        assert len(_sent(workspace)) > len(sent)
        assert _restored(bot) == noticed  # once, not at each look


def test_a_database_put_back_to_an_earlier_moment_is_said_to_be_so(
    server: PostgresServer, tmp_path: Path
) -> None:
    with_steps(server)
    settings = settings_in(tmp_path, DATABASE_URL=server.url)
    done = ectbot("migrate restored", tmp_path, settings)
    assert "not sent again" in done.stdout, done.stderr
    with (
        closing(PostgresStore(server.url, ALL_KINDS, ALL_INDEXES)) as store,
        store.reading(MACHINE) as records,
    ):
        assert records.get(RESTORES, "last") is not None


def test_nothing_is_sealed_anew_while_a_bot_is_at_work_on_the_database(
    server: PostgresServer, store: PostgresStore, tmp_path: Path
) -> None:
    with_steps(server)
    beat = Heartbeat(job="deliver", process="a", seen_at=SystemClock().now())
    with store.transaction(MACHINE) as records:
        records.put(HEARTBEATS, beat)
    settings = settings_in(
        tmp_path, DATABASE_URL=server.url, ECTBOT_KEYS=f"{new_key()},{UNBOUND}"
    )

    refused = ectbot("reseal", tmp_path, settings)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Stop it everywhere" in refused.stderr

    with store.transaction(MACHINE) as records:
        records.remove(HEARTBEATS, HEARTBEATS.key(beat))
    assert ectbot("reseal", tmp_path, settings).returncode == 0


def with_steps(server: PostgresServer) -> None:
    engine = connected(server.url)
    with engine.begin() as connection:
        command.stamp(config_for(connection), "head")  # as if step by step
    engine.dispose()
