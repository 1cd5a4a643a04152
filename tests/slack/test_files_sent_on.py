"""Where a file may lie: the token goes to Slack, and no further."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from slack_sdk import WebClient

from bot.domain.kernel.record import PersonId, TeamId
from bot.ports.files import NotFetched, SharedFile
from bot.ports.messenger import NotSent
from bot.slack.client import make_client
from bot.slack.files import SlackFiles

TOKEN = "xoxb-sandbox"


class _Server(HTTPServer):
    """Answers the Web API, and hands a file out or sends on to where it lies."""

    sends_on = ""
    address = ""  # where a file is said to lie; "": here

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked_with: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Answering(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        address = self.server.address or f"{self.server.url}file"
        file = {"name": "a.ics", "url_private_download": address}
        self._answer(200, json.dumps({"ok": True, "file": file}).encode())

    def do_GET(self) -> None:
        self.server.asked_with.append(self.headers["Authorization"])
        self._answer(302 if self.server.sends_on else 200, b"the file")

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        if self.server.sends_on:
            self.send_header("Location", self.server.sends_on)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above it
        """Say nothing."""


@contextmanager
def _serving() -> Iterator[_Server]:
    with _Server() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_the_token_goes_no_further_than_slack() -> None:
    with _serving() as slack, _serving() as elsewhere:
        client = make_client(TOKEN, f"{slack.url}api/")
        slack.sends_on = f"{elsewhere.url}file"
        found = SlackFiles(lambda _team: client).fetch(
            TeamId("T0EXAMPLE"), "F1", at_most_bytes=100
        )
    assert found.content == b"the file"
    assert slack.asked_with == [f"Bearer {TOKEN}"]
    assert elsewhere.asked_with == [None]


@pytest.mark.parametrize(
    "address",
    [
        "https://someone@files.slack.com/a.ics",
        "https://someone:secret@files.slack.com/a.ics",
        "https://files.slack.com:8443/a.ics",
        "https://files.slack.com:443/a.ics",
        "http://files.slack.com/a.ics",
        "https://files.slack.com.example/a.ics",
        "//files.slack.com/a.ics",
        "file:///etc/hostname",
    ],
)
def test_an_address_that_is_not_plainly_slacks_is_not_opened(address: str) -> None:
    with _serving() as slack:
        slack.address = address
        client = make_client(TOKEN, f"{slack.url}api/")
        with pytest.raises(NotFetched, match="not kept in Slack"):
            SlackFiles(lambda _team: client).fetch(
                TeamId("T0EXAMPLE"), "F1", at_most_bytes=100
            )


def test_the_practice_workspaces_own_address_has_no_user_part_either() -> None:
    with _serving() as slack:
        slack.address = slack.url.replace("http://", "http://someone@")
        client = make_client(TOKEN, f"{slack.url}api/")
        with pytest.raises(NotFetched, match="not kept in Slack"):
            SlackFiles(lambda _team: client).fetch(
                TeamId("T0EXAMPLE"), "F1", at_most_bytes=100
            )


_FILE = SharedFile("secret.csv", "Secret title", b"secret words")


@pytest.mark.parametrize(
    ("address", "code"),
    [("http://127.0.0.1:9/api/", "URLError"), ("", "not_installed")],
)
def test_a_file_that_goes_nowhere_leaves_a_line_in_the_log_and_no_word_of_it(
    address: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    def client_for(_team: TeamId) -> WebClient:
        if not address:
            raise NotSent("not_installed")
        return make_client(TOKEN, address)

    files = SlackFiles(client_for)
    with pytest.raises(NotSent):
        files.share(TeamId("T1"), PersonId("U1"), [_FILE], sentence="Secret")
    [line] = [one for one in caplog.records if one.name.startswith("bot")]
    assert line.getMessage() == "a file was not handed over"
    assert vars(line)["error"] == code
    assert "ecret" not in str(vars(line))


def test_a_file_that_does_not_come_in_leaves_a_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    nowhere = make_client(TOKEN, "http://127.0.0.1:9/api/")
    with pytest.raises(NotFetched):
        SlackFiles(lambda _team: nowhere).fetch(TeamId("T1"), "F1", at_most_bytes=9)
    [line] = [one for one in caplog.records if one.name.startswith("bot")]
    assert line.getMessage() == "a file was not taken in"
    assert line.levelno == logging.WARNING
