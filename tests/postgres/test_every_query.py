"""What the bot asks the database: how often, and always of which workspace.

Each question is a way there and back. All name one workspace, so that tables can be
split by it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, TypeVar

import msgspec
import pytest
from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import event

from bot.app import EctBot
from bot.domain.kernel.record import MACHINE, Record
from bot.keys import new_key
from bot.ports.bundle import Actor
from bot.ports.kinds import INDUCTIONS, MEMBERS, PAIRINGS, SCHOOLS, SESSIONS
from bot.ports.store import Kind, Records
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import (
    BEN,
    CARLA,
    DEE,
    HELEN,
    SCHOOL,
    STARTS,
    TEAM,
    TOM,
    set_up,
)
from bot.slack.client import make_client
from bot.slack.workspaces import OneWorkspace
from bot.store.codec import from_document
from bot.store.postgres.postgres_store import PostgresStore
from bot.usecases.data_protection.own_data import own_data
from bot.usecases.operations.job_watch import keep_heartbeats
from bot.usecases.reminders.daily_run import await_daily_runs, run_day
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from bot.vault import KeyVault
from handlers.commands import SUBCOMMANDS
from scheduler.timetable import rows

R = TypeVar("R", bound=Record)

# What is asked of all workspaces answers with their names, and with nothing of theirs.
_NAMES_ALONE = re.compile(
    r"SELECT DISTINCT (\w+)\.team_id FROM \1 WHERE|WITH RECURSIVE anon_1"
)
_OF_ONE = re.compile(
    r"(SELECT|DELETE) .*WHERE (\w+)\.team_id = %|INSERT INTO \w+ \(team_id, "
)
_OF_NONE = re.compile(
    r"SELECT set_config|^SET |^SHOW |^select pg_catalog|pg_control_system"
)


@pytest.fixture
def asked(store: PostgresStore) -> Iterator[list[str]]:
    """Return each query that the store sends, as it is sent."""
    found = list[str]()

    def listen(
        _connection: object, _cursor: object, statement: str, *_more: object
    ) -> None:
        found.append(" ".join(statement.split()))

    engine = store._engine  # noqa: SLF001 - what leaves it is the question
    event.listen(engine, "before_cursor_execute", listen)
    yield found
    event.remove(engine, "before_cursor_execute", listen)


def test_every_query_of_a_day_carries_the_workspace(
    store: PostgresStore, asked: list[str]
) -> None:
    bot, clock = _bot(store)
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
    assert len(set(asked)) > 60
    assert MACHINE not in store.teams()
    strange = {
        query
        for query in set(asked)
        if not any(known.search(query) for known in (_OF_ONE, _NAMES_ALONE, _OF_NONE))
    }
    assert strange == set()


def test_reminders_take_few_questions_for_a_school_and_for_a_message(
    store: PostgresStore, asked: list[str]
) -> None:
    bot, clock = _bot(store)
    with store.transaction(TEAM) as records:
        for number in range(1, 10):
            _copy_school(records, number)
    await_daily_runs(bot.ports)
    for day in range(1, 4):  # the first finds much to make, the others little
        clock.move_to(STARTS + timedelta(days=day))
        asked.clear()
        assert run_day(bot.ports) == 10
        assert len(asked) < 30
        clock.move_to(clock.now() + timedelta(hours=5, minutes=30))
        asked.clear()
        send_due_nudges(bot.ports)
        assert len(asked) < 80  # for the ten schools' fifty readers


def test_a_typed_line_is_logged_with_at_most_25_questions(
    store: PostgresStore, asked: list[str]
) -> None:
    bot, _ = _bot(store)
    for hour in (10, 11, 12):
        asked.clear()
        _send(bot, DEE, f"log monday {hour}:00 50m a word", hour)
        assert len(asked) <= 25


def test_what_is_held_about_a_person_is_gathered_without_a_question_for_each_record(
    store: PostgresStore, asked: list[str]
) -> None:
    bot, _ = _bot(store)
    actor = Actor(TEAM, DEE)
    own_data(bot.ports, actor)
    at_first = len(asked)
    for number in range(3):
        _send(bot, DEE, f"log monday {10 + number}:00 50m a word", number)
        _send(bot, DEE, f"training {number + 5}m yesterday", 10 + number)
    asked.clear()
    assert len(own_data(bot.ports, actor).parts) > 5
    assert len(asked) <= at_first


def _copy_school(records: Records, number: int) -> None:
    """Add a school as the example school is, with the same people."""
    copied: list[Kind[Any]] = [SCHOOLS, MEMBERS, INDUCTIONS, PAIRINGS, SESSIONS]
    for kind in copied:
        _copy(records, kind, number)


def _copy(records: Records, kind: Kind[R], number: int) -> None:
    school = {"id" if kind.name == SCHOOLS.name else "school": f"school-{number}"}
    for record in list(records.every(kind)):
        told = msgspec.to_builtins(record)
        if SCHOOL not in (told.get("id"), told.get("school")):
            continue
        for name in {"id", "pairing"} & set(told):
            told[name] += f"-{number}"
        records.put(kind, from_document(kind, told | school))


def _bot(store: PostgresStore) -> tuple[EctBot, MovableClock]:
    who = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="x", bot_user_id="U0"
    )
    slack = OneWorkspace(make_client("xoxb-x", "http://127.0.0.1:9/api/"), who)
    vault = KeyVault([new_key()])
    clock = MovableClock(STARTS)
    bot = EctBot(store, slack, clock, "", vault=vault)
    bot.errands.run = lambda errand: None  # type: ignore[method-assign]  # no Slack
    set_up(store, vault)
    return bot, clock


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
