"""The local workspace: a Slack look-alike on loopback, served from its own thread."""

import asyncio
import contextlib
import errno
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Self

from aiohttp import web

from bot.clock import system_now
from bot.sandbox.acts import Acts
from bot.sandbox.clock import MovableClock
from bot.sandbox.deliveries import Deliveries
from bot.sandbox.faults import Faults, answer_of
from bot.sandbox.files import Files
from bot.sandbox.looks import Looks
from bot.sandbox.manifest import read_manifest
from bot.sandbox.named_acts import NamedActs
from bot.sandbox.state import BadAct, Json, SandboxPerson, SlackRefusal, State
from bot.sandbox.web_api import WebApi, read_body
from bot.sandbox.writing import Writing

PAGE = Path(__file__).with_name("page")
BOT_TOKEN = "xoxb-sandbox-bot"  # noqa: S105 - opens nothing but this workspace
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 - same
_SETTLE_SECONDS = 3.0
_NOT_KEPT = {"Cache-Control": "no-store"}
_MOST_BYTES = 64_000_000  # of an upload, so that one too big for the bot gets to it


class CannotListen(OSError):
    """The port cannot be had; errno says why."""


class Workspace:
    """A practice workspace; a context manager that serves while it is open."""

    def __init__(  # noqa: PLR0913 - each is a setting of its own
        self,
        *,
        manifest: Path,
        people: Sequence[SandboxPerson],
        team_id: str = "T0EXAMPLE",
        team_name: str = "Example School (practice)",
        clock: MovableClock | None = None,
        on_clock_moved: Callable[[], None] = lambda: None,
        is_bot_idle: Callable[[], bool] = lambda: True,
        port: int = 0,
        quiet_ms: int = 60,
    ) -> None:
        self._manifest = read_manifest(manifest)
        self._clock = clock
        self._is_bot_idle = is_bot_idle
        self._quiet = quiet_ms / 1000
        self._port = port
        self._last_call = time.monotonic()
        self.state = State(people=people, team=team_id, team_name=team_name)
        self._files = Files(self.state)
        self._api = WebApi(self.state, self._manifest.scopes, self._now, self._files)
        self._faults = Faults()
        self._deliveries = Deliveries(self.state, SIGNING_SECRET, self._faults)
        self._acts = Acts(self.state, self._deliveries, self._manifest)
        self._looks = Looks(
            self.state, self._manifest, self._now, is_clock_movable=clock is not None
        )
        self._named_acts = NamedActs(
            self.state,
            self._now,
            acts=self._acts,
            writing=Writing(self.state, self._deliveries, self._manifest),
            faults=self._faults,
            clock=clock,
            on_clock_moved=on_clock_moved,
        )
        self._ready, self._stop = Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = Thread(target=self._serve, name="workspace", daemon=True)
        self._fault: CannotListen | None = None
        self.url = ""

    @property
    def api_url(self) -> str:
        """The base address of its Web API, for SLACK_API_URL."""
        return f"{self.url}api/"

    def deliver_to(self, url: str) -> None:
        """Say where the bot listens."""
        self._deliveries.target = url

    def start(self) -> None:
        """Listen on loopback; raises CannotListen."""
        self._thread.start()
        self._ready.wait()
        if self._fault is not None:
            raise self._fault

    def stop(self) -> None:
        """Stop listening."""
        if self._loop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(timeout=10)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.stop()

    def _serve(self) -> None:
        try:
            asyncio.run(self._run())
        except OSError as fault:
            self._fault = CannotListen(fault.errno, fault.strerror)
        finally:
            self._ready.set()

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", self._port).start()
            if not runner.addresses:  # asyncio passes over a socket that it cannot make
                raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
            host, port = runner.addresses[0][:2]
            self.url = f"http://{host}:{port}/"
            self._deliveries.base_url = self._files.base_url = self.url
            self._ready.set()
            await self._stop.wait()
        finally:
            await runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=_MOST_BYTES)
        application.add_routes(
            [
                web.get("/", self._page),
                web.post("/api/{method}", self._api_call),
                web.post("/response/{name}", self._response),
                web.post("/upload/v1/{file}", self._upload),
                web.get("/files/{file}{_way:(/download)?}", self._download),
                web.post("/_control/upload", self._given),
                web.get("/_control/events", self._events),
                web.get("/_control/{what}", self._look),
                web.post("/_control/{what}", self._act),
                web.static("/static", PAGE),
            ]
        )
        return application

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers=_NOT_KEPT)

    async def _api_call(self, request: web.Request) -> web.StreamResponse:
        method, started = request.match_info["method"], time.monotonic()
        self._last_call = started
        fault = self._faults.of(method)
        if fault is not None and not fault.is_taken:
            await asyncio.sleep(fault.seconds if fault.what == "cut_before" else 0)
            return answer_of(fault, request)
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        form = {key: str(value) for key, value in (await request.post()).items()}
        body = read_body(request.content_type, await request.text(), form)
        answer = self._api.call(method, body)
        self.state.traffic.append(
            {
                "n": len(self.state.traffic) + 1,
                "direction": "from_bot",
                "method": method,
                "ok": answer["ok"],
                "error": answer.get("error"),
                "body": body,
            }
        )
        if fault is not None:
            await asyncio.sleep(fault.seconds)
            return answer_of(fault, request)
        scopes = ",".join(sorted(self._manifest.scopes))
        return web.json_response(answer, headers={"x-oauth-scopes": scopes})

    async def _response(self, request: web.Request) -> web.Response:
        self._last_call = time.monotonic()
        try:
            self._acts.respond(
                self._now(), request.match_info["name"], await request.json()
            )
        except SlackRefusal as refusal:
            return web.Response(status=404, text=str(refusal))
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        self._last_call = time.monotonic()
        content = await request.read()
        try:
            return web.Response(
                text=self._files.take(request.match_info["file"], content)
            )
        except SlackRefusal as refusal:
            return web.Response(status=400, text=str(refusal))

    async def _download(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization")
        of_the_page = request.headers.get("Sec-Fetch-Site") == "same-origin"
        found = self._files.content(request.match_info["file"])
        may = "files:read" in self._manifest.scopes and token == f"Bearer {BOT_TOKEN}"
        if not (may or of_the_page):
            # As Slack does: no error, but the page on which people sign in.
            return web.Response(text="<p>Sign in</p>", content_type="text/html")
        if found is None:
            return web.Response(status=404)
        file, content = found
        return web.Response(body=content, content_type=file["mimetype"])

    async def _look(self, request: web.Request) -> web.Response:
        what, user = request.match_info["what"], request.query.get("user", "")
        looks = self._looks.named(user)
        if what not in looks:
            return _refused(
                f"There is nothing called {what}; try {sorted(looks)}.", 404
            )
        return web.json_response(looks[what]())

    async def _events(self, request: web.Request) -> web.StreamResponse:
        headers = {"Content-Type": "text/event-stream", **_NOT_KEPT}
        response = web.StreamResponse(headers=headers)
        seen = -1
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await response.prepare(request)
            while not self._stop.is_set():
                if seen != self.state.revision:
                    seen = self.state.revision
                    what = ["messages", "view", "home", "clock", "unread", "people"]
                    line = json.dumps({"type": "changed", "what": what})
                    await response.write(f"data: {line}\n\n".encode())
                await asyncio.sleep(0.1)
        return response

    async def _given(self, request: web.Request) -> web.Response:
        """Take a file from a person's machine, for a field of their form."""
        content = await request.read()
        try:
            self._manifest.require_scope("files:read")
            file = self._files.given(
                request.query["user"], request.query["name"], content
            )
        except (BadAct, SlackRefusal) as fault:
            return _refused(str(fault), 400)
        return web.json_response({"ok": True, "file": file})

    async def _act(self, request: web.Request) -> web.Response:
        what = request.match_info["what"]
        try:
            body = await request.json()
            act = self._named_acts.act(what, body)
        except BadAct as fault:
            return _refused(str(fault), 400)
        except (ValueError, KeyError, TypeError) as fault:
            return _refused(f"The body of {what} does not fit: {fault!r}.", 400)
        if act is None:
            return _refused(f"Nobody can {what} here.", 404)
        before = self.state.revision
        try:
            errors = await act
            await self._settled()
        except (BadAct, SlackRefusal) as fault:
            return _refused(str(fault), 400)
        user = body.get("user", "")
        answer: Json = {"ok": True, "new": self._looks.new_for(user, before)}
        if errors:
            answer["errors"] = errors
        return web.json_response(answer)

    async def _settled(self) -> None:
        """Wait until the bot has said all that it has to say about an act."""
        until = time.monotonic() + _SETTLE_SECONDS
        while time.monotonic() < until:
            quiet_for = time.monotonic() - self._last_call
            busy = self._deliveries.under_way or not self._is_bot_idle()
            if not busy and quiet_for >= self._quiet:
                return
            if busy:
                self._last_call = time.monotonic()
            await asyncio.sleep(0.005)

    def _now(self) -> float:
        now = self._clock.now() if self._clock else system_now()
        return now.timestamp()


def _refused(sentence: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": sentence}, status=status)
