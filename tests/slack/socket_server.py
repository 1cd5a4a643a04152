"""A small Slack-compatible server for Socket Mode, which can fall silent."""

import asyncio
import json
from itertools import count
from threading import Condition, Event, Thread
from typing import Any, Self

from aiohttp import ClientSession, WSMsgType, web

Link = web.WebSocketResponse


class SocketServer:
    """Opens connections, delivers envelopes, and keeps what the bots answer.

    Calls of the Web API are answered alike, or go on to *behind*, a workspace's.
    """

    def __init__(self, behind: str = "") -> None:
        self._behind = behind
        self.answers: list[dict[str, Any]] = []
        self.connected: list[Link] = []
        self.opened_with: list[str] = []
        self.reconnected = Event()
        self.is_silent = False
        self._news = Condition()
        self._numbers = count()
        self._ready = Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(300)
        return self

    def __exit__(self, *_fault: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/api/"

    def links(self, least: int = 1) -> list[Link]:
        """Return the connections that are open, once there are so many."""

        def is_open() -> list[Link]:
            return [link for link in self.connected if not link.closed]

        with self._news:
            assert self._news.wait_for(lambda: len(is_open()) >= least, 300)
            return is_open()

    def send(self, kind: str, payload: dict[str, Any], link: Link) -> str:
        """Send an envelope down a connection; return its id."""
        envelope = {
            "type": kind,
            "envelope_id": f"e{next(self._numbers)}",
            "payload": payload,
            "accepts_response_payload": True,
        }
        self._in_loop(link.send_str(json.dumps(envelope)))
        return str(envelope["envelope_id"])

    def answer_to(self, envelope: str, seconds: float) -> dict[str, Any] | None:
        """Return what was answered to an envelope, down whichever connection."""

        def found() -> dict[str, Any] | None:
            return next((a for a in self.answers if a["envelope_id"] == envelope), None)

        with self._news:
            return self._news.wait_for(found, seconds)

    def deliver(
        self, kind: str, payload: dict[str, Any], *, seconds: float = 300
    ) -> Any:
        """Send an envelope down the newest connection; return the answer, or None."""
        return self.answer_to(self.send(kind, payload, self.links()[-1]), seconds)

    def close_connection(self, link: Link | None = None, *, announced: bool) -> None:
        """Close the newest connection, as Slack does every so often, or cut it off."""
        self.reconnected.clear()
        self._in_loop(self._close(link or self.connected[-1], announced=announced))

    def _in_loop(self, act: Any) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(300)

    async def _close(self, link: Link, *, announced: bool) -> None:
        if announced:
            said = {"type": "disconnect", "reason": "refresh_requested"}
            await link.send_str(json.dumps(said))
            await link.close()
        elif link._req is not None and link._req.transport is not None:  # noqa: SLF001 - the way to the bare connection
            link._req.transport.abort()  # noqa: SLF001 - same

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._run())
        self._loop.close()

    async def _run(self) -> None:
        application = web.Application()
        application.router.add_post("/api/{method}", self._api)
        application.router.add_get("/link", self._link)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self._port = runner.addresses[0][1]
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "apps.connections.open":
            self.opened_with.append(request.headers["Authorization"])
            url = f"ws://127.0.0.1:{self._port}/link"
            return web.json_response({"ok": True, "url": url})
        if self._behind:
            return await self._passed_on(request, f"{self._behind}{method}")
        answer = {
            "ok": True,
            "team": "Example",
            "team_id": "T0EXAMPLE",
            "user_id": "U0ECTBOT",
            "bot_id": "B0ECTBOT",
            "channel": {"id": "D1"},
            "ts": "1.1",
        }
        return web.json_response(answer)

    async def _passed_on(self, request: web.Request, url: str) -> web.Response:
        named = ("Authorization", "Content-Type")
        headers = {n: request.headers[n] for n in named if n in request.headers}
        sent = await request.read()
        async with (
            ClientSession() as session,
            session.post(url, data=sent, headers=headers) as there,
        ):
            return web.json_response(await there.json(), status=there.status)

    async def _link(self, request: web.Request) -> Link:
        link = web.WebSocketResponse(autoping=False)
        await link.prepare(request)
        await link.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        with self._news:
            self.connected.append(link)
            self._news.notify_all()
        if len(self.connected) > 1:
            self.is_silent = False
            self.reconnected.set()
        async for message in link:
            if message.type is WSMsgType.PING and not self.is_silent:
                await link.pong(message.data)
            elif message.type is WSMsgType.TEXT and not self.is_silent:
                with self._news:
                    self.answers.append(json.loads(message.data))
                    self._news.notify_all()
        return link
