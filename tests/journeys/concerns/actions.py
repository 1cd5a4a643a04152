"""What the tests of concerns do again and again, over the workspace's own interface."""

import json
from datetime import datetime, timedelta
from typing import Any

from bot.views.kernel import ids
from tests.journeys.conftest import Control

AMIRA, TOM, PRIYA = "U0AMIRA", "U0TOM", "U0PRIYA"
BEN, DEE, CARLA, HELEN, SAM = "U0BEN", "U0DEE", "U0CARLA", "U0HELEN", "U0SAM"
EVERYBODY = (AMIRA, TOM, PRIYA, BEN, DEE, CARLA, HELEN, SAM, "U0NINA")


def said(thing: Any) -> str:
    """Return all that a thing shows, to look for words in it."""
    return json.dumps(thing, ensure_ascii=False)


def from_bot(control: Control, person: str) -> list[dict[str, Any]]:
    """Return what the bot has told a person, reminders aside, oldest first."""
    return [
        message
        for message in control.get("messages", person)
        if message["from"] != person and '"nudges:' not in said(message.get("metadata"))
    ]


def with_button(control: Control, person: str, action_id: str) -> dict[str, Any]:
    """Return a person's latest message that has this button."""
    found = [m for m in from_bot(control, person) if f'"{action_id}"' in said(m)]
    assert found, f"{person} has no {action_id}: {said(from_bot(control, person))}"
    return found[-1]


def press(control: Control, person: str, action_id: str) -> dict[str, Any]:
    """Press a button where it stands last."""
    message = with_button(control, person, action_id)
    answer = control.press(person, message, action_id)
    assert answer["ok"], answer
    return dict(answer["new"])


def submit(control: Control, person: str, **values: Any) -> dict[str, Any]:
    """Send off the form that a person has open."""
    view = control.get("view", person)
    answer = control.post("submit", user=person, view_id=view["id"], values=values)
    assert answer["ok"], answer
    return answer


def close_all(control: Control, person: str) -> None:
    while control.get("view", person):
        control.post("close", user=person)


def reviewed(
    control: Control,
    person: str,
    words: str,
    *,
    topic: str = "training",
    about: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Write a DM, press "Raise this with someone", and go on to the second page."""
    control.post("message", user=person, text=words)
    view = press(control, person, ids.RAISE)["view"]
    values: dict[str, Any] = {"topic.value": topic}
    if about:
        values["about.value"] = list(about)
    answer = control.post("submit", user=person, view_id=view["id"], values=values)
    assert "errors" not in answer, answer
    return dict(answer["new"]["view"])


def readers_in(view: dict[str, Any]) -> list[str]:
    """Return whom the second page offers, in order."""
    block = next(block for block in view["blocks"] if block["block_id"] == "reader")
    return [option["value"] for option in block["element"]["options"]]


def raise_it(
    control: Control,
    person: str,
    words: str,
    *,
    reader: str,
    topic: str = "training",
    about: tuple[str, ...] = (),
    pass_on: bool = False,
) -> None:
    """Raise a concern from a DM, whole."""
    reviewed(control, person, words, topic=topic, about=about)
    values: dict[str, Any] = {"reader.value": reader}
    if pass_on:
        values["pass_on.value"] = ["yes"]
    assert "errors" not in submit(control, person, **values)
    close_all(control, person)


def move_to(control: Control, moment: str) -> None:
    """Move the clock to a moment, with its zone."""
    control.post("clock", now=moment)


def pass_days(control: Control, days: int) -> None:
    """Let whole days pass, a morning at a time, as the clock jobs would see them."""
    now = datetime.fromisoformat(control.get_clock()["now"])
    for number in range(1, days + 1):
        morning = (now + timedelta(days=number)).replace(hour=9, minute=0)
        control.post("clock", now=morning.isoformat())


def write_one_of_each(control: Control) -> None:
    """Write a concern to each reader and a note of each kind, each its own words."""
    raise_it(control, TOM, "words-to-the-mentor", reader=DEE)
    press(control, DEE, ids.NOTE_CONCERN)
    submit(control, DEE, **{"note.value": "note-of-the-mentor"})
    close_all(control, DEE)
    raise_it(control, TOM, "words-about-the-mentor", reader=CARLA, topic="mentor")
    raise_it(
        control,
        AMIRA,
        "words-about-the-tutor",
        reader=HELEN,
        topic="other",
        about=(CARLA,),
    )
    control.command(DEE, "log")
    submit(control, DEE, **{"note.value": "note-of-a-session"})
    close_all(control, DEE)
