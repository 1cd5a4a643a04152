"""A small Slack-compatible server for Socket Mode, which can fall silent."""

import asyncio
import json
from threading import Event, Thread
from typing import Any, Self

from aiohttp import WSMsgType, web


class SocketServer:
    """Opens connections, delivers envelopes, and keeps what the bot answers."""

    def __init__(self) -> None:
        self.answers: list[dict[str, Any]] = []
        self.answered = Event()
        self.connected: list[web.WebSocketResponse] = []
        self.linked = Event()
        self.reconnected = Event()
        self.opened_with: list[str] = []
        self.is_silent = False
        self._ready = Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_fault: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/api/"

    def deliver(self, kind: str, payload: dict[str, Any]) -> None:
        envelope = {
            "type": kind,
            "envelope_id": f"e{len(self.answers)}",
            "payload": payload,
            "accepts_response_payload": True,
        }
        self.answered.clear()
        self.linked.wait(10)
        asyncio.run_coroutine_threadsafe(
            self.connected[-1].send_str(json.dumps(envelope)), self._loop
        ).result(10)

    def close_connection(self, *, announced: bool) -> None:
        """Close the newest connection, as Slack does every so often, or cut it off."""
        self.reconnected.clear()
        asyncio.run_coroutine_threadsafe(
            self._close(self.connected[-1], announced=announced), self._loop
        ).result(10)

    async def _close(self, link: web.WebSocketResponse, *, announced: bool) -> None:
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

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        link = web.WebSocketResponse(autoping=False)
        await link.prepare(request)
        await link.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self.connected.append(link)
        self.linked.set()
        if len(self.connected) > 1:
            self.is_silent = False
            self.reconnected.set()
        async for message in link:
            if message.type is WSMsgType.PING and not self.is_silent:
                await link.pong(message.data)
            elif message.type is WSMsgType.TEXT and not self.is_silent:
                self.answers.append(json.loads(message.data))
                self.answered.set()
        return link
