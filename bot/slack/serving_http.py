"""Serving over HTTP: Slack's requests, and pages for monitors, calendars and installs.

The server is waitress (docs/decisions/0012-a-threaded-server.md). It reads a request
whole before a thread takes it up, so a slow sender holds nobody up, and not for long a
connection.
"""

import contextlib
import logging
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic, sleep
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.adapter.wsgi.http_request import WsgiHttpRequest
from slack_bolt.adapter.wsgi.http_response import WsgiHttpResponse
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.wasyncore import dispatcher

from bot.ports.store import StoreFault
from bot.slack.request_queue import RequestQueue
from bot.usecases.kernel.faults import told_fault

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1_000_000
_MAX_HEADER_BYTES = 32_768
_THREADS = 4  # more only wait for each other: the work is short and Python's
# From its first byte to its last: Slack's come at once, and it waits three seconds.
REQUEST_SECONDS = 15.0
_IDLE_SECONDS = 120  # between requests: longer than a balancer keeps a connection
_STOP_SECONDS = 3.0
_LOOK_AGAIN_SECONDS = 0.01

# A calendar's address can end at any time.
_PRIVATE = (("Cache-Control", "private, no-store"), ("X-Robots-Tag", "noindex"))

Environ = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to somebody who looks."""

    content: bytes
    content_type: str = "text/plain; charset=utf-8"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """What is served beside Slack's requests."""

    pages: Mapping[str, Callable[[], Page]]  # by path
    # A private calendar, by path; None for a path that is none.
    file_at: Callable[[str], bytes | None] = lambda _path: None
    # The pages of an installation, by path; they are shown what the browser sent.
    installing: Mapping[str, Callable[[BoltRequest], BoltResponse]] = field(
        default_factory=dict
    )


_AWAY = Page(b"Please try again in a minute.", status="503 Service Unavailable")


class _Connection(HTTPChannel):  # type: ignore[misc]  # the library has no types
    """A connection on which a request has to arrive whole within some seconds.

    Waitress hangs up on who is silent, but waits for ever for one that sends a byte now
    and then. So what came last counts as older while a request is under way.
    """

    last_activity: float

    def handle_read(self) -> None:
        before, since = self.request, self.last_activity
        super().handle_read()
        if self.request is None:
            return  # it is whole, or there is none
        if self.request is before:
            self.last_activity = since
        else:
            self.last_activity -= _IDLE_SECONDS - self.server.request_seconds


class HttpServing:
    """A threaded server for Slack's requests; raises OSError for a port in use."""

    def __init__(
        self,
        app: App,
        site: Site,
        *,
        host: str,
        port: int,
        request_seconds: float = REQUEST_SECONDS,
    ) -> None:
        self._slack = SlackRequestHandler(app)
        self._site = site
        # A queue of short requests is no news; Slack waits three seconds.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._server = create_server(
            self._serve,
            host=host,
            port=port,
            max_request_body_size=MAX_BODY_BYTES,
            max_request_header_size=_MAX_HEADER_BYTES,
            channel_timeout=_IDLE_SECONDS,
            cleanup_interval=max(1, int(request_seconds / 3)),
            ident=None,
            _dispatcher=RequestQueue(_THREADS),
        )
        self._server.request_seconds = request_seconds
        self._server.channel_class = _Connection
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
        """Take no more requests; wait, some seconds, until those here are answered."""
        work = self._server.task_dispatcher
        self._in_serving_thread(lambda: dispatcher.close(self._server))
        until = monotonic() + _STOP_SECONDS
        while monotonic() < until and self._is_at_work():
            sleep(_LOOK_AGAIN_SECONDS)
        work.shutdown(timeout=0.1)
        self._in_serving_thread(self._close_all)
        self._thread.join(timeout=1)

    def _in_serving_thread(self, act: Callable[[], object]) -> None:
        # Under its feet it would not notice that something has been closed.
        with contextlib.suppress(OSError):  # it has ended by itself
            self._server.trigger.pull_trigger(act)

    def _is_at_work(self) -> bool:
        """Whether somebody is still to be answered, or an answer is on its way."""
        work = self._server.task_dispatcher
        channels = list(self._server.active_channels.values())
        return bool(work.queue or work.active_count) or any(
            channel.requests or channel.total_outbufs_len for channel in channels
        )

    def _close_all(self) -> None:
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        self._server.trigger.close()

    def _serve(self, environ: Environ, start: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET":
            found = self._page(environ)
            if found is not None:
                start(
                    found.status, [("Content-Type", found.content_type), *found.headers]
                )
                return [found.content]
            if environ["PATH_INFO"] in self._site.installing:
                return self._installed(environ, start)
        try:
            return self._slack(environ, start)
        except Exception as fault:  # noqa: BLE001 - Bolt reads the body before it
            # checks who sent it, and falls over what is no object, or too deep.
            where = {"fault": told_fault(fault)}
            log.warning("refused a request whose body cannot be read", extra=where)
            start("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"This request could not be read."]

    def _installed(self, environ: Environ, start: Any) -> Iterable[bytes]:
        sent = WsgiHttpRequest(environ)
        request = BoltRequest(
            body="", query=sent.query_string, headers=sent.get_headers()
        )
        found = self._site.installing[sent.path](request)
        answer = WsgiHttpResponse(found.status, found.headers, found.body)
        start(answer.status, answer.get_headers())
        return answer.get_body()

    def _page(self, environ: Environ) -> Page | None:
        path = str(environ["PATH_INFO"])
        page = self._site.pages.get(path)
        if page is not None:
            return page()
        try:
            calendar = self._site.file_at(path)
        except StoreFault as fault:
            log.warning(
                "a calendar could not be read", extra={"fault": told_fault(fault)}
            )
            return _AWAY
        if calendar is not None:
            return Page(calendar, "text/calendar; charset=utf-8", headers=_PRIVATE)
        return None

    def _run(self) -> None:
        try:
            self._server.run()
        except (OSError, socket.error):  # noqa: UP024 - closed under its feet by stop()
            return
