"""Somebody who types what pings, links and breaks out, wherever one can type."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.concerns.actions import BEN, EVERYBODY, TOM, close_all
from tests.journeys.conftest import Control

NOBODY = "U0EVIL"
LINE = f"<!here> <@{NOBODY}|x>, <https://evil.example|a> `b` *c*"
# Turned round and with what is not seen: these are no part of a name.
UNSEEN = "\u202e\u2066\u200b\ufeff"
PAGE = f"{LINE}\n>>> <!channel> & <!everyone>\n```\n<mailto:evil@evil.example|d>\n"
_BROUGHT_IN = re.compile(
    rf"<(?:!(?:here|channel|everyone)|@{NOBODY}|(?:https?|mailto):[^>]*evil)"
)
_TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
_SHOWN_AS_IT_IS = {"plain_text", "rich_text"}
_MOST_TRIES = 4
_MOST_TIMES = 2  # that one person sends one form off
_MOST_VALUES = 2  # of the same button or menu, of one message or form
_DEPTH = 10
_FORWARDS = EVERYBODY[::2]

Json = dict[str, Any]


def as_slack_draws(thing: Any) -> Iterator[str]:
    """Yield the texts of a thing in which Slack would look for mentions and links."""
    for part in _parts(thing, but_for=EVERYBODY):
        for name in ("text", "initial_comment"):
            text = part.get(name)
            if isinstance(text, str) and part.get("type") not in _SHOWN_AS_IT_IS:
                yield text


def brought_in(thing: Any) -> list[str]:
    """Return the texts that ping or link because of what somebody typed."""
    return [text for text in as_slack_draws(thing) if _BROUGHT_IN.search(text)]


@dataclass
class Hostile:
    """Opens, fills and presses all that it is shown; notes what is wrong with it.

    What a form refuses is sent anew as *fitting* has it, by "block.element".
    """

    control: Control
    fitting: Json = field(default_factory=dict)
    line: str = f"{LINE}{UNSEEN}"  # for a field of one line
    page: str = PAGE
    fields: set[tuple[str, str]] = field(default_factory=set)  # form, field
    forms: set[str] = field(default_factory=set)
    pressed: set[tuple[str, str, str]] = field(default_factory=set)  # who, what, value
    sent: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # who, form
    acts: int = 0
    files: int = 0
    wrong: list[str] = field(default_factory=list)

    def everybody_everywhere(self, words: Iterable[str] = ()) -> None:
        """Have everybody type commands, and use all that they are shown."""
        for person in EVERYBODY:
            for word in words:
                self.command(person, word)
            self.act("open_home", user=person)
            self.explore(person, self.control.get("home", person), depth=1)
            for message in self.control.get("messages", person):
                self._press_all(person, message, depth=2)

    def command(self, person: str, text: str) -> None:
        """Type a command, and use the form that opens."""
        self.act("command", user=person, text=text)
        self.explore(person, self.control.get("view", person))
        close_all(self.control, person)

    def act(self, what: str, **body: Any) -> Json:
        """Do one thing; note an apology, and what Slack would refuse or draw."""
        self.acts += 1
        answer = self.control.post(what, **body)
        about = f"{what} {str(body)[:200]}"
        if "Slack refuses" in answer.get("error", ""):
            self.wrong.append(f"{about}: {answer['error'][:300]}")
        if "Something went wrong" in json.dumps(answer):
            self.wrong.append(f"{about}: a fault")
        self.wrong += [f"{about}: {text[:2000]}" for text in brought_in(answer)]
        return answer

    def press(self, person: str, action_id: str, value: str | None = None) -> None:
        """Press what stands in somebody's form, or else in their newest message."""
        view = self.control.get("view", person)
        where = (
            {"view_id": view["id"]}
            if view
            else {"message_ts": self.control.get("messages", person)[-1]["ts"]}
        )
        picked = {} if value is None else {"value": value}
        self.act("click", user=person, action_id=action_id, **where, **picked)

    def offered(self, person: str, action_id: str) -> list[str]:
        """Return what a menu of somebody's form offers."""
        view = self.control.get("view", person) or {}
        return [
            option["value"]
            for part in _parts(view.get("blocks", []))
            if part.get("action_id") == action_id
            for option in part.get("options", ())
        ]

    def upload(self, person: str, name: str, content: bytes) -> None:
        """Give a form its file, and go on from there."""
        view = self.control.get("view", person)
        fields = [
            f"{block['block_id']}.{block['element']['action_id']}"
            for block in view["blocks"]
            if block.get("element", {}).get("type") == "file_input"
        ]
        file = self.control.upload(person, name, content)
        values = {name: [file] for name in fields}
        self.act("submit", user=person, view_id=view["id"], values=values)
        self.files += len(fields)
        self.explore(person, self.control.get("view", person))

    def explore(self, person: str, view: Json | None, depth: int = 0) -> None:
        """Press what a form or a home tab offers, then send the form off, filled."""
        if not view or depth > _DEPTH:
            return
        self._press_all(person, view, depth=depth + 1)
        open_now = self.control.get("view", person)
        is_form = view.get("type") == "modal" and open_now and open_now.get("submit")
        if is_form and self._send(person, open_now):
            self.explore(person, self.control.get("view", person), depth + 1)

    def _press_all(self, person: str, holder: Json, *, depth: int) -> None:
        is_message = "ts" in holder
        where = (
            {"message_ts": holder["ts"]} if is_message else {"view_id": holder["id"]}
        )
        pressable = list(_pressable(holder.get("blocks", [])))
        # What is pressed first may end what the others are for.
        for name, value in pressable if person in _FORWARDS else reversed(pressable):
            if (person, name, value) in self.pressed:
                continue
            self.pressed.add((person, name, value))
            self.act("click", user=person, action_id=name, value=value, **where)
            found = self.control.get("view", person)
            if found and found != holder:
                self.explore(person, found, depth + 1)
                if found["id"] != holder.get("id"):
                    self.act("close", user=person)

    def _send(self, person: str, view: Json) -> bool:
        """Send a form off, filled; return whether it was taken."""
        inputs = (b["block_id"] for b in view["blocks"] if b["type"] == "input")
        sent = (person, view["callback_id"], " ".join(inputs))
        self.sent[sent] += 1
        if self.sent[sent] > _MOST_TIMES:
            return False
        self.forms.add(view["callback_id"])
        values = dict(self._filled(view))
        for _ in range(_MOST_TRIES):
            answer = self.act("submit", user=person, view_id=view["id"], values=values)
            errors = answer.get("errors")
            if not errors:
                return bool(answer["ok"])
            for name in list(values):
                if name.partition(".")[0] in errors:
                    values[name] = self.fitting.get(name)
        return False

    def _filled(self, view: Json) -> Iterator[tuple[str, Any]]:
        for block in view["blocks"]:
            element = block.get("element", {})
            name = f"{block.get('block_id')}.{element.get('action_id')}"
            kind = element.get("type")
            if kind in _TYPED:
                self.fields.add((view["callback_id"], name))
                text = self.page if element.get("multiline") else self.line
                yield name, text[: element.get("max_length", 3000)]
            elif name in self.fitting:
                yield name, self.fitting[name]
            elif kind in {"static_select", "radio_buttons"}:
                if "initial_option" not in element and "options" in element:
                    yield name, element["options"][0]["value"]
            elif kind == "checkboxes":
                yield name, [element["options"][0]["value"]]


def _pressable(blocks: list[Json]) -> Iterator[tuple[str, str]]:
    """Yield what can be pressed or picked, and what is said with it."""
    times: Counter[str] = Counter()
    for block in blocks:
        for part in _parts(block) if block["type"] != "input" else ():
            name, kind = part.get("action_id", ""), part.get("type")
            if kind == "button":
                values = [part.get("value", "")]
            elif kind == "users_select":
                values = [TOM, BEN]
            elif kind in {"static_select", "overflow"} and "options" in part:
                values = [option["value"] for option in part["options"]]
            else:
                continue
            for value in values:
                times[name] += 1
                if times[name] <= (_MOST_VALUES if kind == "button" else 10):
                    yield name, value


def _parts(thing: Any, *, but_for: Collection[str] = ()) -> Iterator[Json]:
    """Yield all that is drawn, but for what these people wrote themselves."""
    if isinstance(thing, str) and thing[:2] in {"[{", '{"'}:
        thing = json.loads(thing)  # as the Web API takes blocks and views
    if isinstance(thing, dict) and thing.get("from") not in but_for:
        yield thing
        for name, inner in thing.items():
            if name not in {"value", "private_metadata"}:
                yield from _parts(inner, but_for=but_for)
    elif isinstance(thing, list):
        for inner in thing:
            yield from _parts(inner, but_for=but_for)
