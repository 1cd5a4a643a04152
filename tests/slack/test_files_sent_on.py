"""A file's address that sends on elsewhere gets the file, and the token no further."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from bot.domain.record import TeamId
from bot.slack.client import make_client
from bot.slack.files import SlackFiles

TOKEN = "xoxb-sandbox"


class _Server(HTTPServer):
    """Answers the Web API, and hands a file out or sends on to where it lies."""

    sends_on = ""

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
        file = {"name": "a.ics", "url_private_download": f"{self.server.url}file"}
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
