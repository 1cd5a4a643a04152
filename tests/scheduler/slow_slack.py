"""A way to the workspace on which answers to posted messages take their time."""

import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Self
from urllib.parse import urlsplit


class SlowSlack:
    """Passes calls on at once; holds the answers to `chat.postMessage` until let go.

    So the message is in the workspace, and the bot does not know it.
    """

    def __init__(self, api_url: str) -> None:
        self.holding = Event()
        self.let_go = Event()
        behind, slow = urlsplit(api_url), self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                there = http.client.HTTPConnection(behind.hostname or "", behind.port)
                there.request("POST", self.path, body, dict(self.headers))
                answer = there.getresponse()
                said = answer.read()
                there.close()
                if self.path.endswith("/chat.postMessage"):
                    slow.holding.set()
                    slow.let_go.wait(300)
                self.send_response(answer.status)
                for name in ("Content-Type", "x-oauth-scopes"):
                    self.send_header(name, answer.headers[name] or "")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - same
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_args: Any) -> None:
                """Say nothing: whoever called has gone."""

        self._server = Server(("127.0.0.1", 0), Handler)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/api/"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()
