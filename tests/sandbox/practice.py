"""A practice workspace, with a listener in the bot's place that keeps what it hears."""

import json
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qs

from bot.sandbox.workspace import BOT_TOKEN, Workspace

Json = dict[str, Any]
ONE, TWO = "U1", "U2"
DM = "D1"


class Listener:
    """Takes what Slack would deliver, acknowledges it, and keeps it."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.answer: Json | None = None
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                listener.heard.append(_read(self.rfile.read(length).decode()))
                body = json.dumps(listener.answer).encode() if listener.answer else b""
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    @property
    def event(self) -> Json:
        return dict(self.heard[-1]["event"])


class Practice:
    """What a person and a bot can do in a workspace."""

    def __init__(self, workspace: Workspace, listener: Listener) -> None:
        self.workspace = workspace
        self.listener = listener

    def act(self, what: str, user: str = ONE, **body: Any) -> Json:
        return post(f"{self.workspace.url}_control/{what}", {"user": user, **body})

    def look(self, what: str, user: str = ONE) -> Any:
        url = f"{self.workspace.url}_control/{what}?user={user}"
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - loopback
            return json.load(answer)

    def call(self, method: str, **body: Any) -> Json:
        return post(self.workspace.api_url + method, body)

    def write(self, text: str = "Hello", **more: Any) -> str:
        """Write as the person; return the message's ts."""
        answer = self.act("message", text=text, **more)
        assert answer["ok"], answer
        return str(answer["new"]["messages"][-1]["ts"])

    def say(self, text: str = "Good morning", **more: Any) -> str:
        """Post as the bot; return the message's ts."""
        answer = self.call("chat.postMessage", channel=DM, text=text, **more)
        assert answer["ok"], answer
        return str(answer["ts"])

    def shown(self, user: str = ONE) -> list[Json]:
        return list(self.look("messages", user)["messages"])

    def history(self, **more: Any) -> list[Json]:
        answer = self.call("conversations.history", channel=DM, **more)
        assert answer["ok"], answer
        return list(answer["messages"])


def post(url: str, body: Json, token: str = BOT_TOKEN) -> Json:
    request = urllib.request.Request(  # noqa: S310 - loopback
        url,
        data=json.dumps(body).encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
        },
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            return dict(json.load(answer))
    except urllib.error.HTTPError as refused:
        return dict(json.load(refused))


def texts(messages: list[Json]) -> list[str]:
    return [message["text"] for message in messages]


def section(text: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(label: str = "Press", **more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": plain(label), **more}


def _read(body: str) -> Json:
    if body.startswith("{"):
        return dict(json.loads(body))
    form = {key: values[0] for key, values in parse_qs(body).items()}
    return dict(json.loads(form["payload"])) if "payload" in form else form
