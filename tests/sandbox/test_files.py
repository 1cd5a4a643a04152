"""Files in the practice workspace: as in Slack, and no more than Slack would take."""

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.kernel.record import PersonId, TeamId
from bot.ports.files import NotFetched, SharedFile
from bot.ports.messenger import NotSent
from bot.sandbox.block_kit import faults_of_view
from bot.sandbox.workspace import BOT_TOKEN, Workspace
from bot.slack.client import make_client
from bot.slack.files import SlackFiles
from tests.sandbox.practice import ONE, Json, Practice

TEAM = TeamId("T0EXAMPLE")
PICTURE = SharedFile("report.png", "Report", b"\x89PNG", alt_text="Two of three weeks")
TABLE = SharedFile("[report].csv", "Report", b"a,b\r\n1,2\r\n")


@pytest.fixture
def files(workspace: Workspace) -> SlackFiles:
    client = make_client(BOT_TOKEN, workspace.api_url)
    return SlackFiles(lambda _team: client)


def given(practice: Practice, name: str, content: bytes) -> Json:
    url = f"{practice.workspace.url}_control/upload?user={ONE}&name={name}"
    with urllib.request.urlopen(url, data=content) as answer:  # noqa: S310 - loopback
        return dict(json.load(answer)["file"])


def test_files_come_in_one_message_with_their_alternative_text(
    practice: Practice, files: SlackFiles
) -> None:
    files.share(TEAM, PersonId(ONE), [PICTURE, TABLE], sentence="Here they are.")
    (message,) = practice.shown()
    assert message["text"] == "Here they are."
    assert [file["name"] for file in message["files"]] == ["report.png", "[report].csv"]
    assert message["files"][0]["alt_txt"] == "Two of three weeks"


def test_a_file_is_read_back_as_it_was_given(
    practice: Practice, files: SlackFiles
) -> None:
    file = given(practice, "my-week.ics", b"BEGIN:VCALENDAR")
    found = files.fetch(TEAM, file["id"], at_most_bytes=100)
    assert (found.name, found.content) == ("my-week.ics", b"BEGIN:VCALENDAR")


def test_a_file_that_is_too_big_is_refused_by_its_size(
    practice: Practice, files: SlackFiles
) -> None:
    file = given(practice, "big.ics", bytes(2_000_001))
    practice.workspace.state.files[file["id"]]["url_private_download"] = "none"
    with pytest.raises(NotFetched, match="more than the 2 MB"):
        files.fetch(TEAM, file["id"], at_most_bytes=2_000_000)


@pytest.mark.parametrize("token", [None, "Bearer xoxb-other"])
def test_without_the_bots_token_a_file_is_a_page_to_sign_in(
    practice: Practice, token: str | None
) -> None:
    file = given(practice, "my-week.ics", b"BEGIN:VCALENDAR")
    headers = {"Authorization": token} if token else {}
    request = urllib.request.Request(file["url_private_download"], headers=headers)  # noqa: S310 - loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - same
        assert b"Sign in" in answer.read()


@pytest.mark.parametrize(
    ("method", "body", "error"),
    [
        ("files.getUploadURLExternal", {"filename": "a.csv"}, "invalid_arguments"),
        (
            "files.getUploadURLExternal",
            {"filename": "a.png", "length": 1, "alt_txt": "x" * 1001},
            "alt_txt_too_large",
        ),
        ("files.completeUploadExternal", {"files": [{"id": "F1"}]}, "file_not_found"),
        ("files.completeUploadExternal", {}, "no_files"),
        (
            "files.completeUploadExternal",
            {"files": [{"id": "F1"}], "channel_id": ONE},
            "channel_not_found",
        ),
        ("files.info", {"file": "F1"}, "file_not_found"),
    ],
)
def test_a_wrong_call_gets_slacks_own_error(
    practice: Practice, method: str, body: dict[str, Any], error: str
) -> None:
    assert practice.call(method, **body)["error"] == error


def test_a_file_that_was_announced_and_never_came_is_not_shown(
    practice: Practice,
) -> None:
    told = practice.call("files.getUploadURLExternal", filename="a.csv", length=3)
    files = [{"id": told["file_id"]}]
    answer = practice.call("files.completeUploadExternal", files=files, channel_id="D1")
    assert answer["error"] == "file_not_found"
    assert practice.shown() == []


@pytest.mark.parametrize(
    ("most", "within", "fault"), [(11, "input", "max_files"), (1, "actions", "file_")]
)
def test_a_file_field_is_held_to_slacks_limits(
    most: int, within: str, fault: str
) -> None:
    field = {"type": "file_input", "action_id": "value", "max_files": most}
    block: Json = {"type": within, "label": {"type": "plain_text", "text": "A file"}}
    block |= {"element": field} if within == "input" else {"elements": [field]}
    title = {"type": "plain_text", "text": "A form"}
    view = {"type": "modal", "title": title, "submit": title, "blocks": [block]}
    assert any(fault in one for one in faults_of_view(view))


class TestWithoutTheScopes:
    @pytest.fixture
    def manifest(self, tmp_path: Path, manifest: Path) -> Path:
        raw = yaml.safe_load(manifest.read_text(encoding="utf-8"))
        scopes = raw["oauth_config"]["scopes"]["bot"]
        scopes.remove("files:read")
        scopes.remove("files:write")
        kept = tmp_path / "manifest.yml"
        kept.write_text(yaml.safe_dump(raw), encoding="utf-8")
        return kept

    def test_files_are_neither_handed_over_nor_taken_in(
        self, practice: Practice, files: SlackFiles
    ) -> None:
        with pytest.raises(NotSent, match="missing_scope"):
            files.share(TEAM, PersonId(ONE), [TABLE], sentence="Here it is.")
        answer = practice.act("upload?user=U1&name=a.csv")
        assert "files:read" in answer["error"]
