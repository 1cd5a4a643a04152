"""Serving over HTTP: Slack's requests at /slack/events, /healthz, private calendars."""

import contextlib
import json
import logging
import socket
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress.server import create_server

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1_000_000
_THREADS = 4  # more only wait for each other: the work is short and Python's


class HttpServing:
    """A threaded server for Slack's requests; raises OSError for a port in use."""

    def __init__(
        self,
        app: App,
        health: Callable[[], dict[str, Any]],
        *,
        host: str,
        port: int,
        file_at: Callable[[str], bytes | None] = lambda _path: None,
    ) -> None:
        slack = SlackRequestHandler(app)
        # A queue of short requests is no news; Slack waits three seconds.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)

        def serve(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            if environ["PATH_INFO"] == "/healthz":
                found = health()
                status = "200 OK" if found["ok"] else "503 Service Unavailable"
                start(status, [("Content-Type", "application/json")])
                return [json.dumps(found).encode()]
            if environ["REQUEST_METHOD"] == "GET":
                return _file(file_at(environ["PATH_INFO"]), start)
            try:
                return slack(environ, start)
            except ValueError:  # Bolt reads the body before it checks anything
                log.warning("refused a request whose body cannot be read")
                start("400 Bad Request", [("Content-Type", "text/plain")])
                return [b"This request could not be read."]

        self._server = create_server(
            serve,
            host=host,
            port=port,
            threads=_THREADS,
            max_request_body_size=MAX_BODY_BYTES,
            ident=None,
        )
        self._thread = Thread(target=self._run, name="http", daemon=True)

    @property
    def origin(self) -> str:
        """Where the server is reached from its own machine."""
        host, port = self._server.socket.getsockname()[:2]
        return f"http://{host}:{port}"

    @property
    def url(self) -> str:
        """Where Slack's requests are taken."""
        return f"{self.origin}/slack/events"

    def start(self) -> None:
        """Serve from a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving, once what is under way has been answered."""
        # Closed by the serving thread itself: under its feet it would not notice.
        with contextlib.suppress(OSError):  # closed before it was pulled
            self._server.trigger.pull_trigger(self._server.close)
        self._thread.join(timeout=5)
        self._server.task_dispatcher.shutdown()

    def _run(self) -> None:
        try:
            self._server.run()
        except (OSError, socket.error):  # noqa: UP024 - closed under its feet by stop()
            return


def _file(content: bytes | None, start: Any) -> Iterable[bytes]:
    if content is None:
        start("404 Not Found", [("Content-Type", "text/plain")])
        return [b"There is nothing here."]
    headers = [
        ("Content-Type", "text/calendar; charset=utf-8"),
        ("Cache-Control", "private, no-store"),  # an address can end at any time
        ("X-Robots-Tag", "noindex"),
    ]
    start("200 OK", headers)
    return [content]
