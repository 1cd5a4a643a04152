"""What the bot reads back of a conversation, however much has been written since."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.kernel.record import PersonId, TeamId
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.state import SandboxPerson
from bot.sandbox.workspace import BOT_TOKEN, Workspace
from bot.slack.client import make_client
from bot.slack.messenger import SlackMessenger

TEAM, READER = TeamId("T1"), PersonId("U1")
SENT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
MANY = 450  # more than two pages


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    people = (SandboxPerson(str(READER), "One Example"),)
    with Workspace(manifest=MANIFEST, people=people) as opened:
        yield opened


@pytest.fixture
def messenger(workspace: Workspace) -> SlackMessenger:
    client = make_client(BOT_TOKEN, workspace.api_url)
    return SlackMessenger(lambda _team: client)


def _add(workspace: Workspace, at: datetime, **parts: object) -> str:
    added = workspace.state.add_message(str(READER), at.timestamp(), **parts)
    return str(added["ts"])


def test_a_message_is_found_by_its_key_among_any_number_of_others_since(
    workspace: Workspace, messenger: SlackMessenger
) -> None:
    mark = {"event_type": "ectbot_notice", "event_payload": {"key": "the-key"}}
    due = SENT - timedelta(hours=1)
    for number in range(MANY):  # Slack may begin at either end
        _add(workspace, due + timedelta(seconds=number), text="Older")
    ts = _add(workspace, SENT, text="The one", metadata=mark)
    for number in range(MANY):
        _add(workspace, SENT + timedelta(seconds=number), text="Newer")
    found = messenger.find(TEAM, READER, "the-key", due)
    assert found is not None
    assert found.ts == ts
    assert messenger.find(TEAM, READER, "another-key", due) is None


def test_what_is_heard_of_a_long_thread_is_its_latest_part(
    workspace: Workspace, messenger: SlackMessenger
) -> None:
    own = {"from": str(READER)}
    parent = _add(workspace, SENT, text="The first", **own)
    for number in range(MANY):
        at = SENT + timedelta(seconds=number)
        _add(workspace, at, text=f"Reply {number}", thread_ts=parent, **own)
    channel = messenger.dm_of(TEAM, READER)
    heard = messenger.heard(TEAM, channel, thread=parent)
    assert [one.text for one in heard[:2]] == [
        f"Reply {MANY - 1}",
        f"Reply {MANY - 2}",
    ]
