"""All that one person can come to see: typed, opened, pressed, sent off, handed.

What there is to ask for comes from the bot's own registry: a new command, button, form
or message is looked at without a word here. Nothing that is pressed is kept.
"""

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.domain.kernel.record import PersonId
from bot.ports.bundle import Ports
from bot.ports.files import SharedFile
from bot.sandbox.fields import initial_state
from bot.views.kernel.message import Message
from handlers import commands, registry
from handlers.calls import (
    AlsoInDm,
    Call,
    InPlace,
    Later,
    Meanwhile,
    OnTop,
    WithMessage,
)
from handlers.door import left_empty
from handlers.net import LATER, Net
from handlers.ways_on import WaysOn
from tests.leaders.world import TEAM, World, without_numbers

Json = dict[str, Any]
Run = Callable[[Call], Any]

_DEPTH = 5
_MOST_VALUES = 3  # of one button or menu, in one look


class Registered:
    """Takes the place of `Listening`: keeps what each group has registered."""

    newest: "Registered"

    def __init__(self, _app: Any, ports: Ports, net: Net, ways_on: WaysOn) -> None:
        self.net = net
        self.commands: dict[str, Run] = {}
        self.events: dict[str, Run] = {}
        self.shortcuts: dict[str, Run] = {}
        self.actions: list[tuple[str | re.Pattern[str], Run]] = []
        self.forms: list[tuple[str | re.Pattern[str], Run]] = []
        Registered.newest = self

    def command(self, name: str, run: Run) -> None:
        self.commands[name] = run

    def action(self, action_id: str | re.Pattern[str], run: Run) -> None:
        self.actions.append((action_id, run))

    def shortcut(self, callback_id: str, run: Run) -> None:
        self.shortcuts[callback_id] = run

    def submission(self, callback_id: str | re.Pattern[str], run: Run) -> None:
        self.forms.append((callback_id, run))

    def event(self, name: str, run: Run, *, wanted: Any) -> None:
        self.events[name] = run

    def after_forms(self, home: Run) -> None:
        pass


def registered(ports: Ports) -> Registered:
    """Return all that the bot listens to, over these ports."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "Listening", Registered)
        registry.register_all(None, ports, lambda: None, lambda *_: None)  # type: ignore[arg-type]
    return Registered.newest


def _file_in_words(found: Any, shape: Any) -> SharedFile:
    """Stand for a report's file, which is drawn from these values and nothing else."""
    return SharedFile(f"report.{shape.value}", "A report", repr(found).encode())


@dataclass
class Eyes:
    """One person, looking."""

    world: World
    person: PersonId
    ports: Ports | None = None  # where what is done is to be kept
    seen: dict[str, str] = field(default_factory=dict)  # by what they did for it
    pressed: set[tuple[str, str]] = field(default_factory=set)
    sent: Counter[str] = field(default_factory=Counter)
    _numbers: int = 0

    def __post_init__(self) -> None:
        self._ports = self.ports or self.world.looking()
        self.bot = registered(self._ports)
        self._todo: deque[tuple[str, Json, int]] = deque()

    def look(self, *, closely: bool = False) -> dict[str, str]:
        """Type every command, open the home tab, see every message; press all that."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("handlers.overviews.report._file", _file_in_words)
            for row in commands.SUBCOMMANDS:
                self._take(f"/ect {row.word}", self.typed(row.word))
                self._take(f"message {row.word}", self._written(row.word))
            self._take("home", self._home())
            self._look_at_messages()
            while closely and self._todo:
                self._use(*self._todo.popleft())
        return self.seen

    def forge(self, values: list[str]) -> dict[str, str]:
        """Press and send off all that is registered with these ids in it."""
        for value in values:
            for action_id, _run in self.bot.actions:
                if isinstance(action_id, str):
                    self._take(f"forged {action_id}", self._press(action_id, value, {}))
            for callback_id, _run in self.bot.forms:
                if isinstance(callback_id, str):
                    view = {"callback_id": callback_id, "private_metadata": value}
                    self._take(f"forged {callback_id}", self._send(view | _EMPTY))
        return self.seen

    def _look_at_messages(self) -> None:
        for one in self.world.messenger.drawn:
            if one.to == self.person:
                what = f"message {one.at} {one.key} {'new' if one.is_new else 'anew'}"
                self._note(what, {"text": one.text, "blocks": json.loads(one.blocks)})

    def _take(self, what: str, answer: Any) -> None:
        """Note an answer with all its parts, and the files that came with it."""
        for name, shown in self._parts_of(what, answer):
            self._note(name, shown)
        files = self._ports.files.shared  # type: ignore[attr-defined]
        for _to, file in files:
            self._note(f"{what}, {file.name}", {"file": file.content.decode()})
        files.clear()

    def _parts_of(self, what: str, answer: Any) -> Iterator[tuple[str, Json]]:
        if isinstance(answer, Later | Meanwhile):
            if isinstance(answer, Meanwhile):
                yield f"{what}, meanwhile", _drawn(answer.view)
            later = self.bot.net.run(answer.run, self._body, LATER)
            yield from self._parts_of(what, later)
        elif isinstance(answer, WithMessage):
            yield f"{what}, beside", _drawn(answer.message)
            yield what, _drawn(answer.view)
        elif isinstance(answer, AlsoInDm):
            yield f"{what}, beside", _drawn(answer.beside)
            yield what, _drawn(answer.message)
        elif isinstance(answer, OnTop):
            yield what, _drawn(answer.view)
        else:
            yield (
                what,
                _drawn(answer.message if isinstance(answer, InPlace) else answer),
            )

    def _note(self, what: str, shown: Json) -> None:
        depth = what.count(" > ")
        said = json.dumps(shown, ensure_ascii=False, sort_keys=True)
        self.seen[without_numbers(what)] = without_numbers(said)
        if shown.get("blocks") and depth < _DEPTH:
            self._todo.append((what, shown, depth))

    def _use(self, what: str, shown: Json, _depth: int) -> None:
        for action_id, part, value in _pressable(shown["blocks"]):
            if (action_id, value) not in self.pressed:
                self.pressed.add((action_id, value))
                answer = self._press(action_id, value, shown, part)
                self._take(f"{what} > {action_id} {value}", answer)
        if shown.get("submit"):
            form = f"{shown['callback_id']} {shown.get('private_metadata', '')[:80]}"
            self.sent[form] += 1
            if self.sent[form] <= 2:
                self._take(f"{what} > send", self._send(shown))

    # How Slack would say each ------------------------------------------------------

    def _common(self) -> Json:
        self._numbers += 1
        return {
            "team": {"id": TEAM},
            "user": {"id": self.person},
            "trigger_id": f"trigger-{self._numbers}",
        }

    def _run(self, run: Run, body: Json, act: str) -> Any:
        self._body = body
        return self.bot.net.run(run, body, act)

    def typed(self, text: str) -> Any:
        body = self._common() | {
            "command": "/ect",
            "text": text,
            "channel_id": "C0STAFF",
            "channel_name": "staff",
        }
        return self._run(self.bot.commands["/ect"], body, "command")

    def _written(self, text: str) -> Any:
        event = {
            "type": "message",
            "channel_type": "im",
            "channel": f"D-{self.person}",
            "user": self.person,
            "text": text,
            "ts": "1.0",
        }
        return self._run(self.bot.events["message"], self._event(event), "event")

    def _home(self) -> Any:
        event = {"type": "app_home_opened", "tab": "home", "user": self.person}
        return self._run(
            self.bot.events["app_home_opened"], self._event(event), "event"
        )

    def _event(self, event: Json) -> Json:
        self._numbers += 1
        number = f"event-{self._numbers}"
        return {"team_id": TEAM, "event": event, "event_id": number}

    def _press(
        self, action_id: str, value: str, shown: Json, part: Json | None = None
    ) -> Any:
        action: Json = {"action_id": action_id, "block_id": "b", "type": "button"}
        kind = (part or {}).get("type", "button")
        if kind in {"static_select", "overflow", "radio_buttons"}:
            action |= {"type": kind, "selected_option": {"value": value}}
        elif kind == "users_select":
            action |= {"type": kind, "selected_user": value}
        else:
            action["value"] = value
        body = self._common() | {
            "type": "block_actions",
            "actions": [action],
            "channel": {"id": f"D-{self.person}"},
            "container": {"message_ts": "1.0", "channel_id": f"D-{self.person}"},
        }
        if shown.get("type") in {"modal", "home"}:
            body["view"] = self._view(shown)
        run = _found(self.bot.actions, action_id)
        return self._run(run, body, "action")

    def _send(self, shown: Json) -> Any:
        body = self._common() | {
            "type": "view_submission",
            "view": self._view(shown),
        }
        run = _found(self.bot.forms, shown["callback_id"])
        return self._run(lambda call: left_empty(shown) or run(call), body, "view")

    def _view(self, shown: Json) -> Json:
        self._numbers += 1
        filled = {"state": {"values": _filled(shown)}, "id": f"V{self._numbers}"}
        return {"private_metadata": "", "hash": "h"} | shown | filled


def _drawn(answer: Any) -> Json:
    if isinstance(answer, View):
        return dict(answer.to_dict())
    if isinstance(answer, Message):
        return {"text": answer.text, "blocks": answer.as_dicts()}
    return {"answer": repr(answer)}


_EMPTY: Json = {"type": "modal", "blocks": []}


def _filled(view: Json) -> Json:
    """Return a form as it opens, with something in each field that is empty."""
    values = initial_state(view)
    for block in view.get("blocks", ()):
        element = block.get("element", {})
        held = values.get(block.get("block_id"), {}).get(element.get("action_id"))
        if not held:
            continue
        for key, some in (("value", "words"), ("selected_user", "U0PRIYA")):
            if key in held and held[key] is None and element["type"] != "number_input":
                held[key] = some
        if "selected_option" in held and held["selected_option"] is None:
            held["selected_option"] = _options(element)[0]
    return values


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    inner = [option for group in groups for option in group["options"]]
    return [*element.get("options", ()), *inner]


def _found(rows: list[tuple[str | re.Pattern[str], Run]], name: str) -> Run:
    """Return the first that listens, as Bolt would."""
    for pattern, run in rows:
        if pattern == name if isinstance(pattern, str) else pattern.search(name):
            return run
    raise LookupError(name)


def _pressable(blocks: list[Json]) -> Iterator[tuple[str, Json, str]]:
    times: Counter[str] = Counter()
    for block in blocks:
        for part in _parts(block) if block["type"] != "input" else ():
            name, kind = part.get("action_id", ""), part.get("type")
            if kind == "button":
                values = [part.get("value", "")]
            elif kind == "users_select":
                values = ["U0PRIYA"]
            elif kind in {"static_select", "overflow", "radio_buttons"}:
                values = [option["value"] for option in _options(part)]
            else:
                continue
            for value in values:
                times[name] += 1
                if times[name] <= _MOST_VALUES:
                    yield name, part, value


def _parts(thing: Any) -> Iterator[Json]:
    if isinstance(thing, dict):
        yield thing
        for inner in thing.values():
            yield from _parts(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from _parts(inner)
