"""Several bots on one database, killed at random: each message comes exactly once."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep

import msgspec
import pytest

from bot.domain.kernel.record import PersonId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.member import Role
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, MEMBERS, NOTICES, NOTICES_TO_SEND
from bot.ports.store import Records
from bot.sandbox.example_school import SCHOOL, STARTS, TEAM, enter, example_people
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import Workspace
from bot.store.postgres.postgres_store import PostgresStore
from bot.usecases.outbox.notices import tell
from tests.pooler import MODES, pooled
from tests.postgres_server import PostgresServer

ROOT = Path(__file__).parents[3]
_FIRST_DAY = date(2030, 1, 1)
_READERS = [PersonId(person.id) for person in example_people() if person.roles]
_LONGEST_SECONDS = 600


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace(manifest=MANIFEST, people=example_people(), team_id=TEAM) as opened:
        yield opened


@contextmanager
def _sender(
    url: str, workspace: Workspace, began: float
) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.postgres.several_bots.sender"]
    arguments = [url, workspace.api_url, str(began)]
    with subprocess.Popen(
        [*command, *arguments], cwd=ROOT, stdout=subprocess.PIPE
    ) as sender:
        assert sender.stdout is not None
        assert sender.stdout.readline() == b"open\n"
        try:
            yield sender
        finally:
            sender.kill()


def _make_admins(records: Records) -> None:
    """Have everybody be among those whom the end of the terms concerns."""
    for member in list(records.every(MEMBERS)):
        roles = member.roles | {Role.SCHOOL_ADMIN}
        records.put(MEMBERS, msgspec.structs.replace(member, roles=roles))


def _record(records: Records, number: int) -> None:
    day = _FIRST_DAY + timedelta(days=number)
    tell(
        records,
        NoticeKind.TERMS_END,
        reader=_READERS[number % len(_READERS)],
        subject=f"{SCHOOL}|{day.isoformat()}",
        school=SCHOOL,
        not_before=STARTS,
    )


def _is_all_sent(store: PostgresStore) -> bool:
    with store.reading(TEAM) as records:
        return not records.find(NOTICES_TO_SEND)


def _kill_again_and_again(
    url: str, store: PostgresStore, workspace: Workspace, kills: int
) -> None:
    chance = random.Random(kills)  # noqa: S311  # moments, not secrets
    began = monotonic()
    with store.transaction(TEAM) as records:
        enter(records)
        _make_admins(records)
        for number in range(8 * kills):
            _record(records, number)
    with ExitStack() as surviving:
        surviving.enter_context(_sender(url, workspace, began))
        for _ in range(kills):
            with _sender(url, workspace, began):
                until = monotonic() + chance.uniform(0, 0.4)
                while monotonic() < until:
                    pass  # a busy wait, to hit a moment and not a scheduler's tick
        patience = monotonic() + _LONGEST_SECONDS
        while not _is_all_sent(store):
            assert monotonic() < patience, "something was never sent"
            sleep(0.1)
    with store.reading(TEAM) as records:
        wanted = Counter(notice.key for notice in records.every(NOTICES))
    came = Counter(
        message["metadata"]["event_payload"]["key"]
        for message in workspace.state.messages
    )
    assert came == wanted
    assert sum(key.startswith("terms_end") for key in came) == 8 * kills


def test_what_a_killed_bot_left_the_others_send_and_nothing_comes_twice(
    server: PostgresServer, store: PostgresStore, workspace: Workspace
) -> None:
    _kill_again_and_again(server.url, store, workspace, 2)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_hundred_kills_of_one_bot_beside_another(
    server: PostgresServer, store: PostgresStore, workspace: Workspace
) -> None:
    _kill_again_and_again(server.url, store, workspace, 100)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("mode", MODES)
def test_nor_behind_a_pooler(
    server: PostgresServer, workspace: Workspace, mode: str
) -> None:
    with (
        pooled(server.url, mode) as url,
        closing(PostgresStore(url, ALL_KINDS, ALL_INDEXES)) as store,
    ):
        _kill_again_and_again(url, store, workspace, 20)
