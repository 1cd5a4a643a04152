"""Commits that the server does not confirm: found out, or said to be unknown."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from bot.app import EctBot
from bot.keys import new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, CLAIMS, TRAINING_ENTRIES
from bot.ports.store import OutcomeUnknown, StoreFault
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import DEE, STARTS, TEAM, example_people, set_up
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET, Workspace
from bot.slack.client import make_client
from bot.slack.workspaces import OneWorkspace
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.store.postgres.tables import tables_of
from bot.vault import KeyVault
from tests.contract.examples import a_claim
from tests.postgres.middleman import Middleman, middleman
from tests.postgres_server import PostgresServer, running_server, server_programs
from tests.scheduler.waiting import until
from tests.slack.forms import Form, a_form, send_form, type_line

_CLAIMS, _ENTRIES = CLAIMS.name, TRAINING_ENTRIES.name


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    if server_programs() is None:
        pytest.skip("no PostgreSQL server is installed")
    with running_server("fsync=off") as opened:
        engine = connected(opened.url)
        tables_of(ALL_KINDS, ALL_INDEXES).create_all(engine)
        engine.dispose()
        yield opened


@pytest.fixture(scope="module")
def way(server: PostgresServer) -> Iterator[Middleman]:
    with middleman(server.port) as opened:
        yield opened


@pytest.fixture(scope="module")
def store(server: PostgresServer, way: Middleman) -> Iterator[PostgresStore]:
    url = server.url.replace(f":{server.port}/", f":{way.port}/")
    with closing(PostgresStore(url, ALL_KINDS, ALL_INDEXES)) as opened:
        yield opened


def _keep(store: PostgresStore, key: str) -> None:
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim(key))


def _is_kept(store: PostgresStore, key: str) -> bool:
    with store.reading(TEAM) as records:
        return records.get(CLAIMS, key) is not None


def test_a_commit_that_was_made_and_not_heard_of_is_found_out_to_be_kept(
    store: PostgresStore, way: Middleman
) -> None:
    way.break_after(_CLAIMS)
    _keep(store, "cut after")
    assert _is_kept(store, "cut after")


def test_a_commit_that_the_server_never_heard_of_is_found_out_not_to_be_kept(
    store: PostgresStore, way: Middleman
) -> None:
    way.break_before(_CLAIMS)
    with pytest.raises(StoreFault, match="nothing was saved") as told:
        _keep(store, "cut before")
    assert not isinstance(told.value, OutcomeUnknown)
    assert not _is_kept(store, "cut before")


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_server_that_is_killed_at_a_commit_says_what_became_of_it_once_it_is_back(
    server: PostgresServer,
    store: PostgresStore,
    way: Middleman,
    is_kept: bool,  # noqa: FBT001 - a row of the table
) -> None:
    key = f"killed {is_kept}"
    _keep(store, f"before it was {key}")  # and so a connection is there
    (way.break_after if is_kept else way.break_before)(_CLAIMS, server.stop)
    with pytest.raises(OutcomeUnknown, match="whether it was saved") as told:
        _keep(store, key)
    assert told.value.ask() is None
    server.start("fsync=off")
    until(lambda: told.value.ask() is not None)
    assert told.value.ask() is is_kept
    assert _is_kept(store, key) is is_kept


class Scene:
    """A bot at work on the database, and the Slack that it answers."""

    def __init__(self, store: PostgresStore, workspace: Workspace) -> None:
        vault = KeyVault([new_key()])
        set_up(store, vault)
        self.workspace = workspace
        slack = OneWorkspace(make_client(BOT_TOKEN, workspace.api_url))
        self.bot = EctBot(
            store, slack, MovableClock(STARTS), SIGNING_SECRET, vault=vault
        )
        self.bot.identify()

    def type(self, text: str) -> str:
        name = self.workspace.state.new_response_url(DEE, None)
        return type_line(
            self.bot.app, text, later=f"{self.workspace.url}response/{name}"
        )

    def send(self, form: Form) -> str:
        return str(send_form(self.bot.app, form))

    def told_later(self) -> list[str]:
        return [message["text"] for message in self.workspace.state.messages]

    def times(self, minutes: int) -> int:
        """Return how often so many minutes of training stand."""
        with self.bot.ports.store.reading(TEAM) as records:
            entries = records.every(TRAINING_ENTRIES)
            return sum(1 for entry in entries if entry.minutes == minutes)


@pytest.fixture(scope="module")
def scene(store: PostgresStore) -> Iterator[Scene]:
    with Workspace(
        manifest=MANIFEST, people=example_people(), team_id=TEAM
    ) as workspace:
        opened = Scene(store, workspace)
        yield opened
        opened.bot.stop()


def test_a_line_whose_commit_is_cut_off_is_answered_with_its_receipt(
    scene: Scene, way: Middleman
) -> None:
    way.break_after(_ENTRIES)
    assert "Noted: 11 minutes of training" in scene.type("training 11m yesterday")
    assert scene.times(11) == 1


@pytest.mark.in_time
@pytest.mark.slow
def test_a_line_whose_commit_is_slow_is_never_said_not_to_be_saved(
    server: PostgresServer, scene: Scene
) -> None:
    with _commits_wait(server):
        told = scene.type("training 12m yesterday")
        assert "I can't tell yet whether that was saved" in told
        assert "training 12m yesterday" in told
        assert "othing was" not in told
    until(lambda: any("It was saved" in text for text in scene.told_later()))
    assert scene.times(12) == 1


@pytest.mark.in_time
@pytest.mark.slow
def test_a_form_that_is_sent_again_while_its_commit_is_slow_stands_once(
    server: PostgresServer, scene: Scene
) -> None:
    form = a_form(13)
    with _commits_wait(server):
        for _ in range(2):
            told = scene.send(form)
            assert "I can't tell yet whether that was saved" in told
            assert "send the form again" in told
            assert "othing was" not in told
    until(lambda: scene.times(13))
    assert "Noted: 13 minutes of training" in scene.send(form)
    assert scene.times(13) == 1


def test_a_form_whose_commit_never_reached_the_server_is_said_not_to_be_saved(
    scene: Scene, way: Middleman
) -> None:
    form = a_form(14)
    way.break_before(_ENTRIES)
    assert "nothing was saved" in scene.send(form)
    assert scene.times(14) == 0
    assert "Noted: 14 minutes of training" in scene.send(form)
    assert scene.times(14) == 1


@contextmanager
def _commits_wait(server: PostgresServer) -> Iterator[None]:
    """Have each commit wait for a copy of the database that is not there."""
    _set(server, "synchronous_standby_names = 'nobody'")
    try:
        yield
    finally:
        _set(server, "synchronous_standby_names = ''")


def _set(server: PostgresServer, setting: str) -> None:
    with psycopg.connect(
        server.url.replace("+psycopg", ""), autocommit=True
    ) as connection:
        connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
        wanted = setting.partition("'")[2].rstrip("'")
    until(lambda: _setting(server) == wanted)


def _setting(server: PostgresServer) -> str:
    with psycopg.connect(server.url.replace("+psycopg", "")) as connection:
        found = connection.execute("SHOW synchronous_standby_names")
        return str(found.fetchall()[0][0])
