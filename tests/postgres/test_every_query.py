"""Every query says which workspace it is about, so that tables can be split by it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import event

from bot.app import EctBot
from bot.domain.record import MACHINE
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import BEN, CARLA, DEE, HELEN, STARTS, TEAM, TOM, set_up
from bot.slack.client import make_client
from bot.slack.workspaces import OneWorkspace
from bot.store.postgres import PostgresStore
from bot.usecases.job_watch import keep_heartbeats
from bot.vault import FernetVault, new_key
from handlers.commands import SUBCOMMANDS
from scheduler.timetable import rows

# What is asked of all workspaces answers with their names, and with nothing of theirs.
_NAMES_ALONE = re.compile(
    r"SELECT DISTINCT (\w+)\.team_id FROM \1 WHERE|WITH RECURSIVE anon_1"
)
_OF_ONE = re.compile(
    r"(SELECT|DELETE) .*WHERE (\w+)\.team_id = %|INSERT INTO \w+ \(team_id, "
)
_OF_NONE = re.compile(r"SELECT pg_advisory_xact_lock|^SET |^SHOW |^select pg_catalog")


@pytest.fixture
def asked(store: PostgresStore) -> Iterator[set[str]]:
    """Return each query that the store sends, as it is sent."""
    found: set[str] = set()

    def listen(
        _connection: object, _cursor: object, statement: str, *_more: object
    ) -> None:
        found.add(" ".join(statement.split()))

    engine = store._engine  # noqa: SLF001 - what leaves it is the question
    event.listen(engine, "before_cursor_execute", listen)
    yield found
    event.remove(engine, "before_cursor_execute", listen)


def test_every_query_of_a_day_carries_the_workspace(
    store: PostgresStore, asked: set[str]
) -> None:
    bot = _bot(store)
    set_up(store, bot.ports.vault)
    clock = bot.ports.clock
    assert isinstance(clock, MovableClock)
    number = 0
    for person in (BEN, DEE, TOM, CARLA, HELEN):
        for text in (*(row.word for row in SUBCOMMANDS), "log monday 10:00 50m a word"):
            number += 1
            _send(bot, person, text, number)
    for _ in range(8):
        clock.move_to(clock.now() + timedelta(hours=6))
        for row in rows(bot.ports, bot.outbox):
            row.run()
    keep_heartbeats(bot.ports, [], process="one")
    assert len(asked) > 60
    assert MACHINE not in store.teams()
    strange = {
        query
        for query in asked
        if not any(known.search(query) for known in (_OF_ONE, _NAMES_ALONE, _OF_NONE))
    }
    assert strange == set()


def _bot(store: PostgresStore) -> EctBot:
    who = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="x", bot_user_id="U0"
    )
    slack = OneWorkspace(make_client("xoxb-x", "http://127.0.0.1:9/api/"), who)
    vault = FernetVault([new_key()])
    bot = EctBot(store, slack, MovableClock(STARTS), "", vault=vault)
    bot.errands.run = lambda errand: None  # type: ignore[method-assign]  # no Slack
    return bot


def _send(bot: EctBot, person: str, text: str, number: int) -> None:
    body = {
        "team_id": TEAM,
        "user_id": person,
        "command": "/ect",
        "text": text,
        "trigger_id": str(number),
        "response_url": "http://127.0.0.1:9/none",
    }
    answer = bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert answer.status == 200
