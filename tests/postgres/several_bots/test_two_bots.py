"""Two bots on one database at once: each act counts once, and both answers fit."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot.app import EctBot
from bot.domain.kernel.drafts import Choice, Edit, SessionDraft
from bot.domain.kernel.errors import Unfit
from bot.domain.outbox.notices import NoticeKind
from bot.domain.sessions.records import Session
from bot.keys import new_key
from bot.ports.bundle import Actor
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, CLAIMS, NOTICES, SESSIONS
from bot.ports.messenger import Posted
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import DEE, SAM, SCHOOL, STARTS, TEAM, set_up
from bot.slack.client import make_client
from bot.slack.workspaces import OneWorkspace
from bot.store.postgres.postgres_store import PostgresStore
from bot.usecases.kernel.claims import Delivery
from bot.usecases.outbox.notices import tell
from bot.usecases.reminders.daily_run import await_daily_runs, run_day
from bot.usecases.sessions.logging import edit_session
from bot.vault import KeyVault
from tests.postgres_server import PostgresServer
from tests.scheduler.waiting import until

ROOT = Path(__file__).parents[3]
COMMANDS = 20


@pytest.fixture
def bots(
    server: PostgresServer, request: pytest.FixtureRequest
) -> Iterator[list[EctBot]]:
    """Return two bots, each with a store of its own on the same database."""
    # On a busy machine twenty take longer over their turns than a person waits.
    is_in_time = request.node.get_closest_marker("in_time") is not None
    most = 2 if is_in_time else 15
    vault, clock = KeyVault([new_key()]), MovableClock(STARTS)
    who = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="x", bot_user_id="U0"
    )
    with ExitStack() as opened:
        made = []
        for _ in range(2):
            store = PostgresStore(server.url, ALL_KINDS, ALL_INDEXES, wait_seconds=most)
            slack = OneWorkspace(make_client("xoxb-x", "http://127.0.0.1:9/api/"), who)
            bot = EctBot(store, slack, clock, "", vault=vault)
            bot.errands.run = lambda errand: None  # type: ignore[method-assign]  # no Slack
            opened.callback(bot.stop)
            made.append(bot)
        set_up(made[0].ports.store, vault)
        yield made


def _at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do all acts at one moment, each on a thread of its own."""
    barrier = Barrier(len(acts))

    def do(act: Callable[[], Any]) -> Any:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def _send(bot: EctBot, text: str, trigger: str) -> str:
    body = {
        "team_id": TEAM,
        "user_id": DEE,
        "command": "/ect",
        "text": text,
        "trigger_id": trigger,
        "response_url": "http://127.0.0.1:9/none",
    }
    answer = bot.app.dispatch(BoltRequest(mode="socket_mode", body=body))
    return str(answer.body)


def _sessions(bot: EctBot) -> list[Session]:
    with bot.ports.store.reading(TEAM) as records:
        return list(records.every(SESSIONS))


def test_what_slack_delivers_to_both_at_once_is_recorded_once(
    bots: list[EctBot],
) -> None:
    before = len(_sessions(bots[0]))
    for number in range(COMMANDS):
        hours, minutes = divmod(10 * 60 + 5 * number, 60)
        text, trigger = f"log monday {hours}:{minutes:02d} 5m", f"{number}.1"
        one, two = _at_once([partial(_send, bot, text, trigger) for bot in bots])
        assert "Logged" in one
        assert one == two
    assert len(_sessions(bots[0])) == before + COMMANDS


def test_of_two_who_change_one_record_at_once_the_second_is_shown_what_it_is_now(
    bots: list[EctBot],
) -> None:
    _send(bots[0], "log monday 10:00 5m", "1.1")
    session = max(_sessions(bots[0]), key=lambda s: s.recorded_at)

    def change(bot: EctBot, hours: int) -> str:
        later = session.starts_at + timedelta(hours=hours)
        draft = SessionDraft(pairing=session.pairing, starts_at=later, minutes=5)
        edit = Edit(session.id, draft, seen=session.version)
        actor = Actor(TEAM, session.mentor)
        try:
            edit_session(bot.ports, actor, edit, Delivery(f"edit-{hours}"))
        except Unfit as unfit:
            return f"{unfit.choice}: {unfit.sentence}"
        return f"{hours} hours later"

    said = _at_once([lambda: change(bots[0], 1), lambda: change(bots[1], 2)])
    (won,) = [text for text in said if text.endswith("hours later")]
    (lost,) = [text for text in said if text != won]
    kept = next(s for s in _sessions(bots[0]) if s.id == session.id)
    assert kept.starts_at == session.starts_at + timedelta(hours=int(won[0]))
    assert lost.startswith(Choice.SAVE_ALL_THE_SAME)
    assert f"{kept.starts_at:%H:%M}" in lost


def test_two_schedulers_make_each_reminder_once(bots: list[EctBot]) -> None:
    await_daily_runs(bots[0].ports)
    clock = bots[0].ports.clock
    assert isinstance(clock, MovableClock)
    clock.move_to(STARTS + timedelta(days=1))
    swept = _at_once([partial(run_day, bot.ports) for bot in bots])
    assert sum(swept) == 1


def test_both_send_what_is_due_and_nothing_twice(
    bots: list[EctBot], monkeypatch: pytest.MonkeyPatch
) -> None:
    with bots[0].ports.store.transaction(TEAM) as records:
        for number in range(30):
            tell(
                records,
                NoticeKind.UNREACHED,
                reader=SAM,
                subject=f"{SCHOOL}|{DEE}",
                school=SCHOOL,
                not_before=STARTS,
                occasion=str(number),
            )
    posted: Counter[str] = Counter()

    def post(_team: object, _reader: object, key: str, _content: object) -> Posted:
        posted[key] += 1
        return Posted("D0", f"{sum(posted.values())}.1")

    for bot in bots:
        monkeypatch.setattr(bot.ports.messenger, "post", post)
    _at_once([bot.outbox.deliver for bot in bots])
    assert len(posted) == 30
    assert set(posted.values()) == {1}
    with bots[0].ports.store.reading(TEAM) as kept:
        assert not any(notice.is_due for notice in kept.every(NOTICES))


@pytest.mark.in_time
def test_a_bot_that_is_killed_in_a_unit_of_work_holds_nobody_up(
    server: PostgresServer, bots: list[EctBot]
) -> None:
    command = [sys.executable, "-m", "tests.postgres.several_bots.holder", server.url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"within\n"
        assert "nothing was saved" in _send(bots[0], "log monday 10:00 5m", "1.1")
        holder.kill()
    until(lambda: "Logged" in _send(bots[0], "log monday 10:00 5m", "1.1"))
    with bots[0].ports.store.reading(TEAM) as records:
        assert all(claim.delivery != "never kept" for claim in records.every(CLAIMS))
