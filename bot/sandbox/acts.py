"""Slash commands, clicks and forms in the practice workspace, sent as Slack does."""

import json
from html import escape
from typing import Any

from bot.sandbox.block_kit import (
    MESSAGE_BLOCKS,
    elements_of,
    faults_of_blocks,
    faults_of_view,
)
from bot.sandbox.deliveries import Deliveries
from bot.sandbox.fields import KEYS, BadValue, faults_of, put_values, value_of
from bot.sandbox.history import as_slack
from bot.sandbox.manifest import Manifest
from bot.sandbox.state import CHANNELS, BadAct, Json, SlackRefusal, State
from bot.sandbox.writing import seen

_OK = 200


class Acts:
    """Carries people's acts to the bot; each returns the form's errors, if any."""

    def __init__(
        self, state: State, deliveries: Deliveries, manifest: Manifest
    ) -> None:
        self._state = state
        self._deliveries = deliveries
        self._manifest = manifest

    async def command(
        self,
        now: float,
        user: str,
        command: str,
        text: str,
        *,
        channel: str | None = None,
    ) -> None:
        """Type a slash command, in the DM or in a channel."""
        if channel is not None and channel not in CHANNELS:
            raise BadAct("There is no such channel.")
        if command not in self._manifest.commands:
            declared = ", ".join(self._manifest.commands)
            raise BadAct(f"manifest.yml declares no {command}, only {declared}.")
        self._state.person(user)
        typed = self._with_mentions(escape(text, quote=False))
        status, body = await self._deliveries.command(user, command, typed, channel)
        if status != _OK:
            why = "dispatch_failed" if status else body
            self._tell(now, user, f"{command} failed with the error “{why}”.")
        elif body:
            answer = json.loads(body) if body.startswith("{") else {"text": body}
            self._show_answer(now, user, answer, channel)

    async def shortcut(self, now: float, user: str, name: str, ts: str | None) -> None:
        """Choose a shortcut, of the app's or of a message's menu."""
        declared = self._manifest.shortcuts.get(name)
        if declared is None:
            raise BadAct(f"manifest.yml declares no shortcut {name}.")
        on_message: Json = {"type": "shortcut"}
        if declared["type"] == "message":
            said = seen(self._state, user, ts or "")
            on_message = {
                "type": "message_action",
                "message_ts": said["ts"],
                "channel": {"id": said["channel"], "name": "directmessage"},
                "message": as_slack(self._state, said),
                "response_url": self._deliveries.response_url(user, None),
            }
        payload = {
            **self._deliveries.common(user),
            "callback_id": name,
            "action_ts": self._state.new_ts(now),
            **on_message,
        }
        status, answer = await self._deliveries.interaction(payload)
        if status != _OK:
            self._tell(now, user, f"Slack could not reach the app ({answer[:80]}).")

    async def open_home(self, now: float, user: str) -> None:
        """Open the App Home tab."""
        self._manifest.require_event("app_home_opened")
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": self._state.dm_of(user),
            "tab": "home",
            "event_ts": self._state.new_ts(now),
        }
        if user in self._state.homes:
            event["view"] = _shown(self._state.homes[user])
        await self._deliveries.event(event)

    async def click(self, now: float, body: Json) -> None:
        """Press a button, or pick something that tells the bot at once."""
        user = body["user"]
        on_view = body.get("view_id")
        holder = self._view(user, on_view) if on_view else self._message(body)
        block, element = _found(holder["blocks"], body)
        payload = {
            **self._deliveries.common(user),
            "type": "block_actions",
            "actions": [self._action(now, holder, (block, element), body)],
        }
        if on_view:
            payload["view"] = _shown(holder)
            payload["container"] = {"type": "view", "view_id": holder["id"]}
        else:
            payload |= self._on_message(user, holder)
        status, answer = await self._deliveries.interaction(payload)
        if status != _OK:
            self._tell(now, user, f"Slack could not reach the app ({answer[:80]}).")

    async def submit(self, user: str, view_id: str, values: Json) -> dict[str, str]:
        """Send a form off; return what is wrong with its fields, by block id."""
        view = self._view(user, view_id)
        self.keep_values(user, view_id, values)
        faults = faults_of(view)
        if faults:
            return faults
        payload = {
            **self._deliveries.common(user),
            "type": "view_submission",
            "view": _shown(view),
            "response_urls": [],
        }
        status, body = await self._deliveries.interaction(payload)
        if status != _OK:
            raise BadAct("We had some trouble connecting. Try again?")
        return self._follow(user, view, json.loads(body) if body else {})

    def keep_values(self, user: str, view_id: str, values: Json) -> None:
        """Fill in a form's fields; raises BadAct."""
        try:
            put_values(self._view(user, view_id), values, self._state.files)
        except BadValue as fault:
            raise BadAct(str(fault)) from None

    def respond(self, now: float, name: str, answer: Json) -> None:
        """Take an answer that the bot sends to a response URL."""
        url = self._state.response_urls.get(name)
        if url is None or url.left <= 0:
            raise SlackRefusal("expired_url")
        url.left -= 1
        _require_drawable(answer)
        if url.ts and (answer.get("replace_original") or answer.get("delete_original")):
            message = self._state.message(url.user, url.ts)
            if answer.get("delete_original"):
                self._state.remove(message)
                return
            self._state.redraw(
                message,
                now,
                text=answer.get("text", ""),
                blocks=answer.get("blocks") or (),
            )
            return
        self._show_answer(now, url.user, answer, url.channel)

    def _follow(self, user: str, view: Json, answer: Json) -> dict[str, str]:
        action = answer.get("response_action")
        if action in {"update", "push"}:
            faults = faults_of_view(answer.get("view"))
            if faults:
                raise BadAct(f"Slack refuses the form that came back: {faults}.")
        if action == "errors":
            return _errors(view, answer["errors"])
        if action == "update":
            self._state.replace_view(view["id"], answer["view"])
        elif action == "push":
            self._state.push_view(user, answer["view"])
        else:
            self._state.close_view(user, all_of_them=action == "clear")
        return {}

    def _show_answer(
        self, now: float, user: str, answer: Json, channel: str | None
    ) -> None:
        _require_drawable(answer)
        private = answer.get("response_type", "ephemeral") == "ephemeral"
        self._state.add_message(
            user,
            now,
            kind="ephemeral" if private else "dm",
            text=answer.get("text", ""),
            blocks=answer.get("blocks", []),
            channel=channel or self._state.dm_of(user),
        )

    def _tell(self, now: float, user: str, text: str) -> None:
        self._state.add_message(user, now, kind="ephemeral", text=text)

    def _with_mentions(self, text: str) -> str:
        """Turn "@amira" into "<@U…|amira>", as should_escape has Slack do."""
        words = []
        for word in text.split(" "):
            handle = word[1:].lower() if word.startswith("@") else None
            found = [
                person
                for person in self._state.people
                if handle
                and handle in {person.name.lower().split()[0], person.id.lower()}
            ]
            words.append(f"<@{found[0].id}|{handle}>" if len(found) == 1 else word)
        return " ".join(words)

    def _view(self, user: str, view_id: str) -> Json:
        home = self._state.homes.get(user)
        if home is not None and home["id"] == view_id:
            return home
        top = self._state.top_view(user)
        if top is None or top["id"] != view_id:
            raise BadAct("That form is not open any more.")
        return top

    def _message(self, body: Json) -> Json:
        try:
            return self._state.message(body["user"], body.get("message_ts", ""))
        except SlackRefusal:
            raise BadAct("There is no such message.") from None

    def _action(
        self, now: float, holder: Json, found: tuple[Json, Json], body: Json
    ) -> Json:
        block, element = found
        action: dict[str, Any] = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._state.new_ts(now),
        }
        if element["type"] == "button":
            action["value"] = element.get("value", "")
            action["text"] = element["text"]
            return action
        key = KEYS[element["type"]][0]
        try:
            chosen = value_of(element, body.get("value"))
        except BadValue as fault:
            raise BadAct(str(fault)) from None
        if "state" in holder:
            values = holder["state"]["values"]
            values[block["block_id"]][element["action_id"]][key] = chosen
        return {**action, key: chosen}

    def _on_message(self, user: str, message: Json) -> Json:
        return {
            "container": {
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": message["channel"],
                "is_ephemeral": message["kind"] == "ephemeral",
            },
            "channel": {"id": message["channel"], "name": "directmessage"},
            "message": {"ts": message["ts"], "text": message["text"]},
            "response_url": self._deliveries.response_url(user, message["ts"]),
        }


def _require_drawable(answer: Json) -> None:
    faults = faults_of_blocks(answer.get("blocks") or [], at_most=MESSAGE_BLOCKS)
    if faults:
        raise SlackRefusal("invalid_blocks", response_metadata={"messages": faults})


def _errors(view: Json, given: Json) -> dict[str, str]:
    """Return what is wrong with fields; Slack takes it of input blocks alone."""
    inputs = {b["block_id"] for b in view["blocks"] if b["type"] == "input"}
    if not given or not given.keys() <= inputs:
        raise BadAct(f"Errors are for the inputs {sorted(inputs)}, not {given}.")
    return dict(given)


def _found(blocks: list[Json], body: Json) -> tuple[Json, Json]:
    for block in blocks:
        if body.get("block_id") not in (None, block.get("block_id")):
            continue
        for element in elements_of(block):
            if element.get("action_id") != body.get("action_id"):
                continue
            if element["type"] != "button" or body.get("value") in (
                None,
                element.get("value"),
            ):
                return block, element
    raise BadAct(f"There is nothing called {body.get('action_id')} to press there.")


def _shown(view: Json) -> Json:
    return {key: value for key, value in view.items() if key not in {"user", "rev"}}
