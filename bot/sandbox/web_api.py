"""Slack's Web API as the bot uses it: methods, scopes, errors."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.sandbox.block_kit import MESSAGE_BLOCKS, faults_of_blocks, faults_of_view
from bot.sandbox.files import Files
from bot.sandbox.history import as_slack, history, replies
from bot.sandbox.state import Json, SlackRefusal, State

TEXT_MAX_CHARS = 40_000


class WebApi:
    """Answers the bot's calls as Slack does, strict about scopes and limits."""

    def __init__(
        self,
        state: State,
        scopes: frozenset[str],
        now: Callable[[], float],
        files: Files | None = None,
    ) -> None:
        self._state = state
        files = files or Files(state)
        self._scopes = scopes
        self._now = now
        self._methods: dict[str, tuple[str | None, Callable[[Json], Json]]] = {
            "auth.test": (None, self._auth_test),
            "users.info": ("users:read", self._users_info),
            "users.list": ("users:read", self._users_list),
            "conversations.open": ("im:write", self._open_dm),
            "conversations.history": ("im:history", partial(history, state)),
            "conversations.replies": ("im:history", partial(replies, state)),
            "chat.postMessage": ("chat:write", self._post),
            "chat.postEphemeral": ("chat:write", self._post_ephemeral),
            "chat.update": ("chat:write", self._update),
            "chat.delete": ("chat:write", self._delete),
            "files.getUploadURLExternal": ("files:write", files.upload_url),
            "files.completeUploadExternal": (
                "files:write",
                lambda body: files.complete(body, now()),
            ),
            "files.info": ("files:read", files.info),
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
        # Of somebody deactivated Slack tells little: slack-api-docs issue 15.
        active = {
            "real_name": person.name,
            "tz": person.tz,
            "is_admin": person.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
        }
        return {
            "id": person.id,
            "team_id": self._state.team,
            "name": person.name.lower().replace(" ", "."),
            "deleted": person.deleted,
            "is_bot": False,
            "profile": {"real_name": person.name, "display_name": person.name},
            **({} if person.deleted else active),
        }

    def _open_dm(self, body: Json) -> Json:
        return {"channel": {"id": self._state.dm_of(body.get("users", ""))}}

    def _post(self, body: Json) -> Json:
        # To somebody deactivated as to anybody: python-slack-sdk issue 1156.
        reader = self._state.reader_of(body.get("channel", ""))
        parts = _parts(body)
        thread_ts = body.get("thread_ts")
        if thread_ts:
            parts["thread_ts"] = self._thread(reader, thread_ts)
        message = self._state.add_message(reader, self._now(), **parts)
        return {
            "channel": message["channel"],
            "ts": message["ts"],
            "message": as_slack(self._state, message, with_metadata=True),
        }

    def _post_ephemeral(self, body: Json) -> Json:
        reader = self._state.person(body.get("user", "")).id
        parts = _parts(body)
        message = self._state.add_message(
            reader, self._now(), kind="ephemeral", **parts
        )
        return {"message_ts": message["ts"]}

    def _thread(self, reader: str, ts: str) -> str:
        """Return which thread a reply belongs to, also one to a reply."""
        try:
            said = self._posted(reader, ts)
        except SlackRefusal:
            raise SlackRefusal("thread_not_found") from None
        return str(said.get("thread_ts") or said["ts"])

    def _update(self, body: Json) -> Json:
        reader = self._state.reader_of(body.get("channel", ""))
        message = self._posted(reader, body.get("ts", ""))
        if message["from"] != self._state.bot_user:
            raise SlackRefusal("cant_update_message")
        parts = _parts(body)
        if "metadata" in body:  # else Slack keeps what there was
            message["metadata"] = parts["metadata"]
        self._state.redraw(
            message, self._now(), text=parts["text"], blocks=parts["blocks"]
        )
        return {
            "channel": message["channel"],
            "ts": message["ts"],
            "text": message["text"],
            "message": as_slack(self._state, message, with_metadata=True),
        }

    def _delete(self, body: Json) -> Json:
        reader = self._state.reader_of(body.get("channel", ""))
        message = self._posted(reader, body.get("ts", ""))
        if message["from"] != self._state.bot_user:
            raise SlackRefusal("cant_delete_message")
        self._state.remove(message)
        return {"channel": message["channel"], "ts": message["ts"]}

    def _posted(self, reader: str, ts: str) -> Json:
        """Return a message; what only one person sees is out of reach, as in Slack."""
        message = self._state.message(reader, ts)
        if message["kind"] == "ephemeral":
            raise SlackRefusal("message_not_found")
        return message

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
        if view.get("type") != "home":  # nobody would see a modal there
            raise SlackRefusal("invalid_arguments")
        user = self._state.person(body.get("user_id", "")).id
        full = self._state.finished(view, user=user, name=f"VHOME{user}")
        self._state.homes[user] = full
        return {"view": full}


def read_body(content_type: str, raw: str, form: dict[str, str]) -> Json:
    """Read a call's body, in JSON or as a form whose values may be JSON."""
    if content_type.startswith("application/json"):
        return dict(json.loads(raw or "{}"))
    return {key: _form_value(value) for key, value in form.items()}


def _form_value(value: str) -> Any:
    try:
        return json.loads(value) if value[:1] in {"[", "{"} else value
    except ValueError:
        return value  # text that only begins like JSON


def _parts(body: Json) -> dict[str, Any]:
    blocks, text = body.get("blocks") or [], body.get("text") or ""
    if len(text) > TEXT_MAX_CHARS:
        raise SlackRefusal("msg_too_long")
    if not blocks and not text:
        raise SlackRefusal("no_text")
    faults = faults_of_blocks(blocks, at_most=MESSAGE_BLOCKS)
    if faults:
        raise SlackRefusal("invalid_blocks", response_metadata={"messages": faults})
    return {"blocks": blocks, "text": text, "metadata": body.get("metadata")}


def _checked_view(view: Any) -> Json:
    faults = faults_of_view(view)
    if faults:
        raise SlackRefusal("invalid_arguments", response_metadata={"messages": faults})
    return dict(view)
