"""Every button and form that anybody is shown, pressed and sent by everybody else.

What somebody was never shown is not theirs: pressed all the same, with its exact value,
it changes no record and shows none of the words that are not for them.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from bot.ports.kinds import ALL_KINDS
from bot.sandbox.example_school import TEAM
from bot.views.kernel import ids
from handlers.commands import SUBCOMMANDS
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    DEE,
    EVERYBODY,
    TOM,
    close_all,
    press,
    raise_it,
    said,
)
from tests.journeys.conftest import Control

pytestmark = pytest.mark.slow

# Kinds that any delivery may write, whoever presses what.
_OF_THE_MACHINE = {"claims", "heartbeats", "job_troubles", "audit"}
# Whose value names a week of whoever presses, and no record of anybody else.
_OF_ONESELF = ("time.",)
_SECRETS = {
    "zebra-note": {DEE, TOM},
    "zebra-step": {DEE, TOM},
    "zebra-drop-in": {DEE, TOM},
    "zebra-concern": {AMIRA, BEN},
}
_SORRY = "Something went wrong"


@dataclass
class Seen:
    """What one person was shown: buttons with their values, and forms."""

    buttons: set[tuple[str, str]] = field(default_factory=set)
    forms: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def take(self, thing: Any) -> None:
        """Take in all that stands in a message, a form or a home tab."""
        for part in _parts(thing):
            is_button = part.get("type") == "button" and "action_id" in part
            if is_button and not part["action_id"].startswith(_OF_ONESELF):
                self.buttons.add((part["action_id"], part.get("value", "")))
            if part.get("type") == "modal" and part.get("callback_id"):
                key = (part["callback_id"], part.get("private_metadata", ""))
                self.forms[key] = part


def _parts(thing: Any) -> Iterator[dict[str, Any]]:
    """Yield all that is drawn; of a form the form alone, since its buttons need it."""
    if isinstance(thing, dict):
        yield thing
        for inner in () if thing.get("type") == "modal" else thing.values():
            yield from _parts(inner)
    elif isinstance(thing, list):
        for inner in thing:
            yield from _parts(inner)


@pytest.fixture
def told(control: Control) -> Control:
    """Return a school in which a good deal has happened, with marked words in it."""
    control.command(DEE, "log monday 10:00 50m behaviour routines zebra-note")
    control.command(DEE, "dropin today zebra-drop-in")
    control.command(BEN, "log monday 16:30 50m amira")
    control.command(BEN, "plan friday 10:00 amira")
    control.command(BEN, "time lost cover")
    control.command(DEE, "training 90m")
    raise_it(control, AMIRA, "zebra-concern, I get no time", reader=BEN)
    press(control, BEN, ids.READ_CONCERN)  # or any look of his would be the first
    close_all(control, BEN)
    for moment in ("2026-11-13T15:31:00Z", "2026-11-16T08:20:00Z"):
        control.post("clock", now=moment)
    return control


def _look(control: Control) -> dict[str, Seen]:
    """Have everybody look at all that they can open, and note what they are shown."""
    found = {person: Seen() for person in EVERYBODY}
    for person, seen in found.items():
        control.post("open_home", user=person)
        seen.take(control.get("home", person))
        for row in SUBCOMMANDS:
            answer = control.command(person, row.word)
            seen.take(answer.get("new"))
            seen.take(control.get("view", person))
            close_all(control, person)
        seen.take(control.get("messages", person))
        for action_id, value in sorted(seen.buttons):
            if action_id.endswith((".open", ".show")):
                seen.take(_press(control, person, action_id, value))
                seen.take(control.get("view", person))
                close_all(control, person)
    return found


def _press(control: Control, person: str, action_id: str, value: str) -> Any:
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Press"},
        "action_id": action_id,
        "value": value,
    }
    state = control.rehearsal.workspace.state
    state.add_message(person, 0, blocks=[{"type": "actions", "elements": [button]}])
    message = control.get("messages", person)[-1]
    answer = control.press(person, message, action_id)
    return answer.get("new", answer)


def _send(control: Control, person: str, form: dict[str, Any]) -> Any:
    state = control.rehearsal.workspace.state
    kept = ("type", "title", "submit", "callback_id", "private_metadata", "blocks")
    view = state.push_view(person, {name: form[name] for name in kept if name in form})
    answer = control.post("submit", user=person, view_id=view["id"], values={})
    shown = [answer, control.get("view", person)]
    close_all(control, person)
    return shown


def _kept(control: Control) -> str:
    """Return a mark of every record, but for those of the machine itself."""
    mark = hashlib.sha256()
    with control.rehearsal.store.reading(TEAM) as records:
        for kind in ALL_KINDS:
            if kind.name not in _OF_THE_MACHINE:
                for record in records.every(kind):
                    mark.update(msgspec.json.encode(record))
    return mark.hexdigest()


def _attempts(
    control: Control, person: str, seen: dict[str, Seen]
) -> Iterator[tuple[str, Any]]:
    """Press and send all that others were shown; yield what it was, and the answer."""
    own = seen[person]
    buttons = set().union(*(one.buttons for one in seen.values()))
    for action_id, value in sorted(buttons - own.buttons):
        yield f"{action_id} {value}", _press(control, person, action_id, value)
    forms = {key: form for one in seen.values() for key, form in one.forms.items()}
    for key, form in sorted(forms.items(), key=lambda one: one[0]):
        if key not in own.forms and form.get("submit"):
            yield f"form {key}", _send(control, person, form)


def _wrong_with(person: str, shown: str, *, changed: bool) -> Iterator[str]:
    if changed:
        yield "changed a record"
    if _SORRY in shown:
        yield "a fault"
    for secret, readers in _SECRETS.items():
        if secret in shown and person not in readers:
            yield f"shows {secret}"


def test_what_somebody_was_never_shown_does_nothing_for_them(told: Control) -> None:
    seen = _look(told)
    before, attempted = _kept(told), 0
    wrong: list[str] = []
    for person in EVERYBODY:
        for name, answer in _attempts(told, person, seen):
            after = _kept(told)
            faults = _wrong_with(person, said(answer), changed=after != before)
            wrong += [f"{person} {name}: {fault}" for fault in faults]
            before = after
            attempted += 1
            close_all(told, person)
    assert not wrong, "\n".join(wrong)
    assert attempted > 500
