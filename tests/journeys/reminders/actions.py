"""What the tests of reminders do again and again, over the workspace's interface."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.reminders.nudges import Nudge
from bot.domain.reminders.preferences import Level
from bot.ports.kinds import NUDGES
from bot.sandbox.example_school import TEAM
from bot.usecases.reminders.daily_run import run_day
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from bot.views.kernel import ids
from tests.builders import LONDON, at
from tests.journeys.concerns.actions import EVERYBODY, said
from tests.journeys.conftest import Control


def reminders(control: Control, person: str) -> list[dict[str, Any]]:
    """Return the messages that reminded a person of something, oldest first."""
    return [
        message
        for message in control.get("messages", person)
        if '"nudges' in said(message.get("metadata"))
    ]


def reminded(control: Control, person: str) -> list[str]:
    """Return the same as plain text."""
    return [message["text"] for message in reminders(control, person)]


def everything(control: Control) -> dict[str, list[tuple[str, str]]]:
    """Return all that the bot has told anybody, with where each message stands."""
    return {
        person: [(m["ts"], m["text"]) for m in control.get("messages", person)]
        for person in EVERYBODY
    }


def buttons(message: dict[str, Any]) -> list[str]:
    """Return the labels of a message's buttons and menus."""
    return [
        (element.get("text") or element["placeholder"])["text"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def go_to(control: Control, local: str) -> None:
    """Let time pass until London's wall clock shows *local*; the bot runs meanwhile."""
    answer = control.post("clock", now=at(local).isoformat())
    assert answer.get("ok", True), answer


def while_stopped(control: Control, local: str) -> None:
    """Move the clock while the bot does not run; it starts again a minute later."""
    control.rehearsal.clock.move_to(at(local))
    control.post("clock", advance=60)


def come_at(message: dict[str, Any]) -> datetime:
    """Return when a message came, by the school's clocks."""
    return datetime.fromtimestamp(float(message["ts"]), tz=ZoneInfo(LONDON.key))


def react(
    control: Control, person: str, action_id: str, *, nth: int = -1, **given: Any
) -> dict[str, Any]:
    """Press a button of a person's newest reminder that has it, or of an older one."""
    found = [m for m in reminders(control, person) if f'"{action_id}"' in said(m)]
    assert found, f"{person} has no {action_id}: {reminded(control, person)}"
    answer = control.post(
        "click", user=person, message_ts=found[nth]["ts"], action_id=action_id, **given
    )
    assert answer["ok"], answer
    return dict(answer["new"])


def plan(control: Control, mentor: str, line: str) -> None:
    """Plan a session with the line that logs one."""
    refused = control.command(mentor, f"log {line}")["new"]["messages"][0]
    answer = control.press(mentor, refused, ids.PLAN_INSTEAD)
    assert answer["ok"], answer


def slots_in(view: dict[str, Any]) -> list[str]:
    """Return the times that a form for plans proposes, the picked one first."""
    block = next(b for b in view["blocks"] if b.get("block_id") == "slot")
    element = block["element"]
    picked = element["initial_option"]["text"]["text"]
    others = [option["text"]["text"] for option in element["options"]]
    return [picked, *[one for one in others if one != picked]]


def set_level(control: Control, person: str, kind: str, level: Level) -> None:
    """Set a kind in the form of `/ect nudges`."""
    view = control.command(person, "nudges")["new"]["view"]
    answer = control.post(
        "submit",
        user=person,
        view_id=view["id"],
        values={f"{kind}.value": level.value},
    )
    assert "errors" not in answer, answer
    while control.get("view", person):
        control.post("close", user=person)


def tick(control: Control) -> None:
    """Run all jobs of reminders once more, at the same moment."""
    ports = control.rehearsal.bot.ports
    run_day(ports)
    send_due_nudges(ports)
    control.rehearsal.bot.outbox.deliver()


def kept(control: Control, beginning: str) -> list[Nudge]:
    """Return the nudges whose key begins so, in the order of their keys."""
    with control.rehearsal.store.reading(TEAM) as records:
        return [n for n in records.every(NUDGES) if n.key.startswith(beginning)]
