"""Several Slack workspaces behind one Web API, told apart by their tokens alone."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Self
from urllib.parse import parse_qs

Json = dict[str, Any]


class Slacks:
    """Answers `oauth.v2.access` for the codes it gave, and notes every other call."""

    def __init__(self) -> None:
        self.called: list[tuple[str, str, Json]] = []  # workspace, method, body
        self.responded: list[str] = []  # what came to response URLs
        self._codes: dict[str, Json] = {}
        self._teams: dict[str, str] = {}  # by token
        self._revoked: set[str] = set()
        self._lock = Lock()
        slacks = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"] or 0))
                token = (self.headers["Authorization"] or "").removeprefix("Bearer ")
                method = self.path.rpartition("/")[2]
                answer = json.dumps(slacks.answer(method, token, _read(sent))).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.api_url = f"http://127.0.0.1:{self._server.server_port}/api/"
        self._thread = Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def code_for(self, team: str, *, whole: bool = False) -> str:
        """Return what Slack hands a browser whose owner allowed the installation."""
        code = f"code-{len(self._codes)}"
        token = f"xoxb-{team}-{len(self._codes)}"
        self._teams[token] = team
        self._codes[code] = {
            "ok": True,
            "app_id": "A0",
            "access_token": token,
            "token_type": "bot",
            "scope": "chat:write,commands",
            "bot_user_id": "U0BOT",
            "team": None if whole else {"id": team, "name": f"Workspace {team}"},
            "enterprise": None,
            "authed_user": {"id": "U0SAM"},
            "is_enterprise_install": whole,
        }
        return code

    def token_of(self, code: str) -> str:
        return str(self._codes[code]["access_token"])

    def revoke(self, token: str) -> None:
        self._revoked.add(token)

    def of(self, team: str) -> list[Json]:
        """Return the bodies of all calls with a workspace's token."""
        return [body for whose, _method, body in self.called if whose == team]

    def answer(self, method: str, token: str, body: Json) -> Json:
        if method == "oauth.v2.access":
            return self._codes.get(body["code"], {"ok": False, "error": "invalid_code"})
        if method == "response":
            self.responded.append(str(body["text"]))
            return {"ok": True}
        team = self._teams.get(token)
        if team is None or token in self._revoked:
            return {"ok": False, "error": "token_revoked" if team else "invalid_auth"}
        with self._lock:
            self.called.append((team, method, body))
            number = len(self.called)
        return {
            "ok": True,
            "team_id": team,
            "user_id": "U0BOT",
            "bot_id": "B0BOT",
            "ts": f"{number}.000001",
            "channel": {"id": f"D-{body['users']}"} if "users" in body else "D0",
            "user": {"deleted": False},
            "messages": [],
        }


def _read(sent: bytes) -> Json:
    text = sent.decode()
    if text.startswith("{"):
        return dict(json.loads(text))
    return {key: values[0] for key, values in parse_qs(text).items()}
