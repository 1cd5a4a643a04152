"""Slack's Web API as the bot uses it: methods, scopes, errors."""

import json
from collections.abc import Callable
from typing import Any

from bot.sandbox.block_kit import MESSAGE_BLOCKS, faults_of_blocks, faults_of_view
from bot.sandbox.state import Json, SlackRefusal, State

TEXT_MAX_CHARS = 40_000


class WebApi:
    """Answers the bot's calls as Slack does, strict about scopes and limits."""

    def __init__(
        self, state: State, scopes: frozenset[str], now: Callable[[], float]
    ) -> None:
        self._state = state
        self._scopes = scopes
        self._now = now
        self._methods: dict[str, tuple[str | None, Callable[[Json], Json]]] = {
            "auth.test": (None, self._auth_test),
            "users.info": ("users:read", self._users_info),
            "users.list": ("users:read", self._users_list),
            "conversations.open": ("im:write", self._open_dm),
            "conversations.history": ("im:history", self._history),
            "conversations.replies": ("im:history", self._replies),
            "chat.postMessage": ("chat:write", self._post),
            "chat.postEphemeral": ("chat:write", self._post_ephemeral),
            "chat.update": ("chat:write", self._update),
            "chat.delete": ("chat:write", self._delete),
            "views.open": (None, self._views_open),
            "views.push": (None, self._views_open),
            "views.update": (None, self._views_update),
            "views.publish": (None, self._views_publish),
        }

    def call(self, method: str, body: Json) -> Json:
        """Answer one call."""
        if method not in self._methods:
            return {"ok": False, "error": "unknown_method", "req_method": method}
        scope, run = self._methods[method]
        if scope is not None and scope not in self._scopes:
            provided = ",".join(sorted(self._scopes))
            return {
                "ok": False,
                "error": "missing_scope",
                "needed": scope,
                "provided": provided,
            }
        try:
            return {"ok": True, **run(body)}
        except SlackRefusal as refusal:
            return refusal.answer

    def _auth_test(self, _body: Json) -> Json:
        state = self._state
        return {
            "url": "http://127.0.0.1/",
            "team": state.team_name,
            "team_id": state.team,
            "user": "ectbot",
            "user_id": state.bot_user,
            "bot_id": state.bot_id,
        }

    def _users_info(self, body: Json) -> Json:
        return {"user": self._user(body.get("user", ""))}

    def _users_list(self, _body: Json) -> Json:
        return {"members": [self._user(person.id) for person in self._state.people]}

    def _user(self, user: str) -> Json:
        person = self._state.person(user)
        return {
            "id": person.id,
            "name": person.name.lower().replace(" ", "."),
            "real_name": person.name,
            "tz": person.tz,
            "deleted": person.deleted,
            "is_bot": False,
            "profile": {"real_name": person.name, "display_name": person.name},
        }

    def _open_dm(self, body: Json) -> Json:
        return {"channel": {"id": self._state.dm_of(body.get("users", ""))}}

    def _history(self, body: Json) -> Json:
        with_metadata = _is_true(body.get("include_all_metadata"))
        found = [
            _as_slack(message, with_metadata=with_metadata)
            for message in reversed(self._between(body))
            if not message.get("thread_ts")
        ]
        return {"messages": found[: int(body.get("limit") or 100)], "has_more": False}

    def _replies(self, body: Json) -> Json:
        parent = body.get("ts", "")
        found = [
            _as_slack(message, with_metadata=False)
            for message in self._between(body)
            if parent in {message["ts"], message.get("thread_ts")}
        ]
        if not found:
            raise SlackRefusal("thread_not_found")
        return {"messages": found[: int(body.get("limit") or 100)], "has_more": False}

    def _between(self, body: Json) -> list[Json]:
        """Return a DM's messages between two moments, oldest first.

        Slack leaves the ends out unless it is told *inclusive*.
        """
        reader = self._state.reader_of(body.get("channel", ""))
        oldest = float(body.get("oldest") or 0)
        latest = float(body.get("latest") or "inf")
        inclusive = _is_true(body.get("inclusive"))
        return [
            message
            for message in self._state.messages
            if message["user"] == reader
            and message["kind"] == "dm"
            and (
                oldest < float(message["ts"]) < latest
                or (inclusive and float(message["ts"]) in {oldest, latest})
            )
        ]

    def _post(self, body: Json) -> Json:
        reader = self._state.reader_of(body.get("channel", ""))
        message = self._state.add_message(reader, self._now(), **_parts(body))
        return {
            "channel": message["channel"],
            "ts": message["ts"],
            "message": _as_slack(message),
        }

    def _post_ephemeral(self, body: Json) -> Json:
        reader = self._state.person(body.get("user", "")).id
        parts = _parts(body)
        message = self._state.add_message(
            reader, self._now(), kind="ephemeral", **parts
        )
        return {"message_ts": message["ts"]}

    def _update(self, body: Json) -> Json:
        reader = self._state.reader_of(body.get("channel", ""))
        message = self._state.message(reader, body.get("ts", ""))
        if message["from"] != self._state.bot_user:
            raise SlackRefusal("cant_update_message")
        message.update(_parts(body), edited=True)
        self._state.touch(message)
        return {"channel": message["channel"], "ts": message["ts"]}

    def _delete(self, body: Json) -> Json:
        reader = self._state.reader_of(body.get("channel", ""))
        message = self._state.message(reader, body.get("ts", ""))
        self._state.messages.remove(message)
        self._state.revision += 1
        return {"channel": message["channel"], "ts": message["ts"]}

    def _views_open(self, body: Json) -> Json:
        view = _checked_view(body.get("view"))
        user = self._state.exchange(body.get("trigger_id", ""))
        return {"view": self._state.push_view(user, view)}

    def _views_update(self, body: Json) -> Json:
        view = _checked_view(body.get("view"))
        name = body.get("view_id", "")
        old = self._state.views.get(name)
        if old and body.get("hash") not in (None, "", old["hash"]):
            raise SlackRefusal("hash_conflict")
        return {"view": self._state.replace_view(name, view)}

    def _views_publish(self, body: Json) -> Json:
        view = _checked_view(body.get("view"))
        user = self._state.person(body.get("user_id", "")).id
        full = self._state.finished(view, user=user, name=f"VHOME{user}")
        self._state.homes[user] = full
        return {"view": full}


def read_body(content_type: str, raw: str, form: dict[str, str]) -> Json:
    """Read a call's body, in JSON or as a form whose values may be JSON."""
    if content_type.startswith("application/json"):
        return dict(json.loads(raw or "{}"))
    return {
        key: json.loads(value) if value[:1] in {"[", "{"} else value
        for key, value in form.items()
    }


def _parts(body: Json) -> dict[str, Any]:
    blocks, text = body.get("blocks") or [], body.get("text") or ""
    if len(text) > TEXT_MAX_CHARS:
        raise SlackRefusal("msg_too_long")
    if not blocks and not text:
        raise SlackRefusal("no_text")
    faults = faults_of_blocks(blocks, at_most=MESSAGE_BLOCKS)
    if faults:
        raise SlackRefusal("invalid_blocks", response_metadata={"messages": faults})
    parts = {"blocks": blocks, "text": text, "metadata": body.get("metadata")}
    if body.get("thread_ts"):
        parts["thread_ts"] = body["thread_ts"]
    return parts


def _checked_view(view: Any) -> Json:
    faults = faults_of_view(view)
    if faults:
        raise SlackRefusal("invalid_arguments", response_metadata={"messages": faults})
    return dict(view)


def _is_true(value: object) -> bool:
    return str(value).lower() in {"1", "true"}


def _as_slack(message: Json, *, with_metadata: bool = True) -> Json:
    shown = {
        "type": "message",
        "ts": message["ts"],
        "user": message["from"],
        "text": message["text"],
        "blocks": message["blocks"],
    }
    shown |= {
        key: message[key]
        for key in ("bot_id", "thread_ts", "files", "subtype")
        if message.get(key)
    }
    if with_metadata and message.get("metadata"):
        shown["metadata"] = message["metadata"]
    return shown
