"""The practice workspace's data: people, messages, forms, triggers."""

import itertools
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox.block_kit import elements_of
from bot.sandbox.fields import initial_state

Json = dict[str, Any]

CHANNELS = {"C0STAFF": "staff"}  # one that everybody is in; the bot is not
TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 1800
RESPONSE_URL_USES = 5
MOST_VIEWS = 3  # in a stack
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class SandboxPerson:
    """Somebody in the workspace."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    tz: str = "Europe/London"
    deleted: bool = False
    is_admin: bool = False  # of the workspace


class SlackRefusal(Exception):
    """An error as Slack's Web API gives it; str() is the code."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.answer: Json = {"ok": False, "error": code, **more}


class BadAct(Exception):
    """Something that cannot be done in Slack either; str() says why."""


@dataclass(slots=True)
class Trigger:
    """Leave to open a form, once and soon."""

    user: str
    until: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where the answer to one act may go."""

    user: str
    ts: str | None  # the message that the act was on
    until: float
    channel: str | None = None  # where the command was typed; None: in the DM
    left: int = RESPONSE_URL_USES


@dataclass
class State:
    """All that a workspace holds; used from the server's one thread alone."""

    people: Sequence[SandboxPerson]
    team: str
    team_name: str
    bot_user: str = "U0ECTBOT"
    bot_id: str = "B0ECTBOT"
    app_id: str = "A0ECTBOT"
    messages: list[Json] = field(default_factory=list)
    views: dict[str, Json] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    traffic: list[Json] = field(default_factory=list)
    files: dict[str, Json] = field(default_factory=dict)  # described as in files.info
    revision: int = 0
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def person(self, user: str) -> SandboxPerson:
        """Return a person; raises SlackRefusal."""
        for person in self.people:
            if person.id == user:
                return person
        raise SlackRefusal("user_not_found")

    def deactivate(self, user: str, *, deleted: bool) -> None:
        """Close a person's account, or open it again; raises SlackRefusal."""
        changed = replace(self.person(user), deleted=deleted)
        self.people = [changed if one.id == user else one for one in self.people]
        self.revision += 1

    def dm_of(self, user: str) -> str:
        """Return the channel of a person's DM with the bot."""
        return f"D{self.person(user).id[1:]}"

    def reader_of(self, channel: str) -> str:
        """Return whose DM a channel is; raises SlackRefusal."""
        for person in self.people:
            if channel in {f"D{person.id[1:]}", person.id}:
                return person.id
        raise SlackRefusal("channel_not_found")

    def touch(self, thing: Json) -> None:
        """Mark a thing as changed just now."""
        self.revision += 1
        thing["rev"] = self.revision

    def add_message(self, user: str, now: float, **parts: Any) -> Json:
        """Put a message in a person's DM."""
        message = {
            "ts": self.new_ts(now),
            "channel": self.dm_of(user),
            "user": user,
            "at": now,
            "kind": "dm",
            "from": self.bot_user,
            "text": "",
            "blocks": [],
            "unread": True,
            **parts,
        }
        if message["from"] == self.bot_user:
            message["bot_id"] = self.bot_id
        _give_ids(message["blocks"])
        self.messages.append(message)
        self.touch(message)
        return message

    def new_ts(self, now: float) -> str:
        """Return a moment as Slack writes it, never the same twice."""
        return f"{now:.0f}.{next(self.numbers):06d}"

    def redraw(self, message: Json, now: float, *, text: str, blocks: Any = ()) -> None:
        """Put other content in a message.

        Slack calls a message edited only where its text is what people see
        (chat.update, on `blocks`).
        """
        message.update(text=text, blocks=list(blocks))
        if not blocks and message["kind"] == "dm":
            message["edited"] = {"user": message["from"], "ts": self.new_ts(now)}
        _give_ids(message["blocks"])
        self.touch(message)

    def remove(self, message: Json) -> None:
        """Delete a message; a thread's first leaves a tombstone, as in Slack."""
        if self.replies_to(message):
            for part in ("files", "edited", "metadata", "bot_id"):
                message.pop(part, None)
            message.update(
                {"from": SLACKBOT, "subtype": "tombstone", "hidden": True},
                text="This message was deleted.",
                blocks=[],
            )
            self.touch(message)
            return
        self.messages.remove(message)
        self.revision += 1

    def replies_to(self, message: Json) -> list[Json]:
        """Return what is written in the thread below a message."""
        return [
            reply
            for reply in self.messages
            if reply["user"] == message["user"]
            and reply.get("thread_ts") == message["ts"]
        ]

    def message(self, user: str, ts: str) -> Json:
        """Return a message that a person can see; raises SlackRefusal."""
        for message in self.messages:
            if message["user"] == user and message["ts"] == ts:
                return message
        raise SlackRefusal("message_not_found")

    def new_trigger(self, user: str) -> str:
        """Return a trigger id that opens one form."""
        name = f"{next(self.numbers)}.{secrets.token_hex(8)}"
        self.triggers[name] = Trigger(user, time.monotonic() + TRIGGER_SECONDS)
        return name

    def exchange(self, name: str) -> str:
        """Use a trigger up and return whose it was; raises SlackRefusal."""
        trigger = self.triggers.get(name)
        if trigger is None:
            raise SlackRefusal("invalid_trigger_id")
        if trigger.used:
            raise SlackRefusal("exchanged_trigger_id")
        if time.monotonic() > trigger.until:
            raise SlackRefusal("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def new_response_url(
        self, user: str, ts: str | None, channel: str | None = None
    ) -> str:
        """Return the name of a response URL."""
        name = secrets.token_hex(12)
        until = time.monotonic() + RESPONSE_URL_SECONDS
        self.response_urls[name] = ResponseUrl(user, ts, until, channel)
        return name

    def top_view(self, user: str) -> Json | None:
        """Return the form that a person has open, or None."""
        stack = self.stacks.get(user)
        return self.views[stack[-1]] if stack else None

    def push_view(self, user: str, view: Json) -> Json:
        """Put a form on top of what a person has open; raises SlackRefusal."""
        stack = self.stacks.setdefault(user, [])
        if len(stack) >= MOST_VIEWS:
            raise SlackRefusal("push_limit_reached")
        name = f"V{next(self.numbers):06d}{secrets.token_hex(3).upper()}"
        full = self.finished(view, user=user, name=name)
        full["root_view_id"] = stack[0] if stack else name
        full["previous_view_id"] = stack[-1] if stack else None
        stack.append(name)
        self.views[name] = full
        return full

    def replace_view(self, name: str, view: Json) -> Json:
        """Draw an open form anew, keeping what its fields hold; raises SlackRefusal."""
        old = self.views.get(name)
        if old is None:
            raise SlackRefusal("not_found")
        full = self.finished(view, user=old["user"], name=name, before=old)
        for kept in ("root_view_id", "previous_view_id"):
            full[kept] = old[kept]
        self.views[name] = full
        return full

    def close_view(self, user: str, *, all_of_them: bool = False) -> None:
        """Close the top form, or all."""
        stack = self.stacks.get(user, [])
        del stack[0 if all_of_them else max(len(stack) - 1, 0) :]
        self.revision += 1

    def finished(
        self,
        view: Json,
        *,
        user: str,
        name: str,
        before: Json | None = None,
    ) -> Json:
        """Complete a view as Slack does."""
        full = {
            "private_metadata": "",
            "callback_id": "",
            "notify_on_close": False,
            **view,
            "id": name,
            "user": user,
            "team_id": self.team,
            "app_id": self.app_id,
            "bot_id": self.bot_id,
            "hash": f"{next(self.numbers)}.{secrets.token_hex(4)}",
        }
        _give_ids(full["blocks"])
        kept = before["state"]["values"] if before else None
        full["state"] = {"values": initial_state(full, kept)}
        self.touch(full)
        return full


def _give_ids(blocks: list[Json]) -> None:
    """Name the blocks and elements that the bot left without a name, as Slack does."""
    for block in blocks:
        block.setdefault("block_id", secrets.token_hex(3))
        for element in elements_of(block):
            element.setdefault("action_id", secrets.token_hex(3))
