"""A Slack that takes every message after 50 ms, however many come at once."""

import asyncio
from collections import Counter
from threading import Event, Thread
from typing import Self

from aiohttp import web

_TAKES_SECONDS = 0.05


class SlowSlack:
    """Answers `conversations.open` at once and `chat.postMessage` after a while."""

    def __init__(self) -> None:
        self.posted: Counter[str] = Counter()
        self.api_url = ""
        self._ready, self._stop = Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def posted_once(self, messages: int) -> bool:
        """Whether that many messages came, each of them once."""
        return len(self.posted) == messages and set(self.posted.values()) == {1}

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_fault: object) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=5)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        application = web.Application()
        application.add_routes([web.post("/api/{method}", self._answer)])
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{port}/api/"
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        form = dict(await request.post())
        if not form:
            form = await request.json()
        if request.match_info["method"] == "conversations.open":
            user = str(form["users"])
            return web.json_response({"ok": True, "channel": {"id": f"D-{user}"}})
        await asyncio.sleep(_TAKES_SECONDS)
        channel = str(form["channel"])
        self.posted[channel] += 1
        ts = f"{sum(self.posted.values())}.000001"
        return web.json_response({"ok": True, "channel": channel, "ts": ts})
