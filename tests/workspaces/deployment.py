"""One bot that several workspaces install, served over HTTP."""

import http.client
import json
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from slack_bolt import BoltRequest

from bot.app import EctBot
from bot.clock import system_now
from bot.domain.kernel.record import TeamId
from bot.keys import new_key
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store
from bot.sandbox.clock import MovableClock
from bot.sandbox.deliveries import signature
from bot.sandbox.example_school import STARTS
from bot.slack.installing import BACK_PATH, INSTALL_PATH, SharedApp
from bot.slack.serving_http import HttpServing
from bot.slack.workspaces import InstalledWorkspaces
from bot.store.memory import MemoryStore
from bot.vault import KeyVault
from tests.workspaces.slacks import Slacks

SECRET = "signing"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Seen:
    """What a browser was shown."""

    status: int
    location: str
    cookie: str
    page: str


class Deployment:
    """The bot and its pages; *store* and *keys* can be set to what is under test."""

    def __init__(
        self, slacks: Slacks, store: Store | None = None, keys: list[str] | None = None
    ) -> None:
        self.slacks = slacks
        self.store = store or MemoryStore(ALL_KINDS, ALL_INDEXES)
        self.clock = MovableClock(STARTS)
        vault = KeyVault([new_key()] if keys is None else keys)
        workspaces = InstalledWorkspaces(self.store, vault, slacks.api_url)
        self.bot = EctBot(self.store, workspaces, self.clock, SECRET, vault=vault)
        site = self.bot.site(SharedApp("client", "secret", "https://ectbot.example"))
        self.serving = HttpServing(self.bot.app, site, host="127.0.0.1", port=0)
        self._numbers = 0

    def __enter__(self) -> Self:
        self.serving.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.serving.stop()
        self.bot.stop()

    def look(self, path: str, cookie: str = "") -> Seen:
        connection = http.client.HTTPConnection(urlsplit(self.serving.url).netloc)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        location = answer.headers.get("Location", "")
        cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        return Seen(answer.status, location, cookie, page)

    def begin(self) -> tuple[str, str]:
        """Begin an installation; return the state and the cookie."""
        seen = self.look(INSTALL_PATH)
        assert seen.status == 302
        (state,) = parse_qs(urlsplit(seen.location).query)["state"]
        return state, seen.cookie

    def come_back(self, cookie: str = "", **query: str) -> Seen:
        return self.look(f"{BACK_PATH}?{urlencode(query)}", cookie)

    def install(self, team: str) -> str:
        """Install the bot into a workspace; return its token."""
        code = self.slacks.code_for(team)
        state, cookie = self.begin()
        seen = self.come_back(cookie, code=code, state=state)
        assert seen.status == 200, seen.page
        return self.slacks.token_of(code)

    def command(self, team: str, person: str, text: str) -> str:
        self._numbers += 1
        form = {
            "team_id": team,
            "user_id": person,
            "command": "/ect",
            "text": text,
            "trigger_id": f"{self._numbers}.{team}",
            "response_url": f"{self.slacks.api_url}response",
        }
        return self._deliver(urlencode(form), FORM)

    def event(self, team: str, at: int | None = None, **event: Any) -> None:
        self._numbers += 1
        body = {
            "team_id": team,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{self._numbers}",
            "event_time": int(self.clock.now().timestamp()) if at is None else at,
            "authorizations": [{"team_id": team, "user_id": "U0BOT", "is_bot": True}],
        }
        self._deliver(json.dumps(body), {"content-type": "application/json"})

    def press(self, team: str, person: str, action_id: str, value: str) -> None:
        self._numbers += 1
        payload = {
            "type": "block_actions",
            "team": {"id": team},
            "user": {"id": person},
            "trigger_id": f"{self._numbers}.{team}",
            "response_url": f"{self.slacks.api_url}response",
            "container": {"type": "message", "is_ephemeral": True},
            "actions": [
                {
                    "action_id": action_id,
                    "block_id": "b",
                    "type": "button",
                    "value": value,
                }
            ],
        }
        self._deliver(urlencode({"payload": json.dumps(payload)}), FORM)

    def rows_of(self, team: str) -> dict[str, object]:
        """Return every record of a workspace, by kind and key."""
        with self.store.reading(TeamId(team)) as records:
            return {
                f"{kind.name}/{kind.key(record)}": record
                for kind in ALL_KINDS
                for record in records.every(kind)
            }

    def _deliver(self, body: str, headers: dict[str, str]) -> str:
        stamp = str(int(system_now().timestamp()))
        signed = {**headers, **signature(SECRET, stamp, body)}
        request = BoltRequest(body=body, headers={**signed})
        answer = self.bot.app.dispatch(request)
        assert answer.status == 200, answer.body
        return str(answer.body)
