"""What Slack delivers to the bot: payloads, signed as Slack signs them."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from bot.clock import system_now
from bot.sandbox.faults import Faults
from bot.sandbox.state import CHANNELS, Json, State

PATIENCE_SECONDS = 3.0  # Slack's own
_RETRIES = 3


class Deliveries:
    """Sends payloads to where the bot listens, and notes what came back."""

    def __init__(self, state: State, signing_secret: str, faults: Faults) -> None:
        self._state = state
        self._secret = signing_secret
        self._faults = faults
        self._held: str | None = None  # an event that a later one overtakes
        self.target: str | None = None
        self.base_url = ""
        self.under_way = 0

    def common(self, user: str) -> Json:
        """Return what every interactive payload has."""
        state = self._state
        return {
            "team": {"id": state.team, "domain": "practice"},
            "user": {"id": user, "name": user.lower(), "team_id": state.team},
            "api_app_id": state.app_id,
            "token": "unused",
            "trigger_id": state.new_trigger(user),
            "is_enterprise_install": False,
            "enterprise": None,
        }

    def response_url(
        self, user: str, ts: str | None, channel: str | None = None
    ) -> str:
        """Return a response URL for one act."""
        name = self._state.new_response_url(user, ts, channel)
        return f"{self.base_url}response/{name}"

    async def command(
        self, user: str, command: str, text: str, channel: str | None = None
    ) -> tuple[int, str]:
        """Deliver a slash command; return the status and the body of the answer."""
        state = self._state
        form = {
            "token": "unused",
            "team_id": state.team,
            "team_domain": "practice",
            "channel_id": channel or state.dm_of(user),
            "channel_name": CHANNELS[channel] if channel else "directmessage",
            "user_id": user,
            "user_name": user.lower(),
            "command": command,
            "text": text,
            "api_app_id": state.app_id,
            "is_enterprise_install": "false",
            "response_url": self.response_url(user, None, channel),
            "trigger_id": state.new_trigger(user),
        }
        return await self._send("command", urlencode(form), _FORM)

    async def interaction(self, payload: Json) -> tuple[int, str]:
        """Deliver a press or a form sent off."""
        body = urlencode({"payload": json.dumps(payload)})
        return await self._send(payload["type"], body, _FORM)

    async def event(self, event: Json) -> None:
        """Deliver an event, again if it is not acknowledged."""
        state = self._state
        number = next(state.numbers)
        wrapped = {
            "token": "unused",
            "team_id": state.team,
            "api_app_id": state.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{number:08d}",
            "event_time": int(system_now().timestamp()),
            "authorizations": [
                {"team_id": state.team, "user_id": state.bot_user, "is_bot": True}
            ],
        }
        body = json.dumps(wrapped)
        if self._faults.of_events == "reordered" and self._held is None:
            self._held = body
            return
        held, self._held = self._held, None
        for one in (body, held) if held is not None else (body,):
            await self._deliver_event(one)
            if self._faults.of_events == "twice":
                await self._deliver_event(one)

    async def _deliver_event(self, body: str) -> None:
        for attempt in range(_RETRIES + 1):
            extra = {}
            if attempt:
                extra = {
                    "X-Slack-Retry-Num": str(attempt),
                    "X-Slack-Retry-Reason": "http_error",
                }
            status, _ = await self._send("event", body, {**_JSON, **extra})
            if status == 200:  # noqa: PLR2004 - acknowledged
                return

    async def _send(
        self, kind: str, body: str, headers: dict[str, str]
    ) -> tuple[int, str]:
        if self.target is None:
            return 0, "the bot is not listening yet"
        started = time.monotonic()
        self.under_way += 1
        try:
            status, answer = await self._request(body, headers)
        finally:
            self.under_way -= 1
        self._state.traffic.append(
            {
                "n": len(self._state.traffic) + 1,
                "direction": "to_bot",
                "kind": kind,
                "status": status,
                "ms": round((time.monotonic() - started) * 1000, 1),
                "body": body,
            }
        )
        return status, answer

    async def _request(self, body: str, headers: dict[str, str]) -> tuple[int, str]:
        stamp = str(int(system_now().timestamp()))
        signed = {**headers, **signature(self._secret, stamp, body)}
        patience = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=patience) as session,
                session.post(str(self.target), data=body, headers=signed) as response,
            ):
                return response.status, await response.text()
        except TimeoutError:
            return 0, "operation_timeout"
        except aiohttp.ClientError:
            return 0, "dispatch_failed"


def signature(secret: str, stamp: str, body: str) -> dict[str, str]:
    """Return the headers by which Slack signs a request."""
    base = f"v0:{stamp}:{body}".encode()
    made = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}"}


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_JSON = {"Content-Type": "application/json"}
