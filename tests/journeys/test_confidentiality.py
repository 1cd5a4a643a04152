"""Who sees what: every secret against every person on every surface that there is.

The table is docs/who-sees-what.md's. A secret is a marker word that stands in words of
one kind; a surface is a command (typed with and without the slash), the home tab, a
message, a form, or a button of somebody else's pressed with the exact id in it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.ports.kinds import CONCERNS
from bot.sandbox.example_school import TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.views.kernel import ids
from handlers.commands import SUBCOMMANDS
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    EVERYBODY,
    HELEN,
    TOM,
    close_all,
    from_bot,
    raise_it,
    said,
    submit,
    write_one_of_each,
)
from tests.journeys.conftest import Control

# The secret, and who may read it; nobody else sees it anywhere.
MAY_READ = {
    "words-to-the-mentor": {TOM, DEE},
    "note-of-the-mentor": {TOM, DEE},
    "words-about-the-mentor": {TOM, CARLA},
    "words-of-a-mentor": {BEN, CARLA},
    "words-about-the-tutor": {AMIRA, HELEN},
    "note-of-a-session": {TOM, DEE},
    "words-of-a-drop-in": {TOM, DEE},
}
COMMANDS = [row.word for row in SUBCOMMANDS]
PRESSED = sorted(
    value
    for name, value in vars(ids).items()
    if name.isupper() and isinstance(value, str) and value.startswith("concern.")
)
SENT_OFF = (ids.NOTE_FORM, ids.ADD_FORM, ids.FURTHER_FORM)
NO_SUCH = "There is no such concern for you. It may be closed."


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Control]:
    """A school in which one secret of each kind has been written."""
    folder: Path = tmp_path_factory.mktemp("confidential")
    with Rehearsal(folder / "practice.db", quiet_ms=5) as rehearsal:
        control = Control(rehearsal)
        write_one_of_each(control)
        raise_it(control, BEN, "words-of-a-mentor", reader=CARLA, topic="time")
        control.command(DEE, "dropin")
        submit(control, DEE, **{"note.value": "words-of-a-drop-in"})
        close_all(control, DEE)
        # Friday's digest, the week ahead and whatever else comes by itself
        for moment in ("2026-11-13T15:45:00Z", "2026-11-16T08:30:00Z"):
            control.post("clock", now=moment)
        yield control


@pytest.fixture(scope="module")
def seen(told: Control) -> dict[str, str]:
    """All that each person comes to see on every surface, as one text each."""
    return {person: "\n".join(surfaces(told, person)) for person in EVERYBODY}


def surfaces(control: Control, person: str) -> list[str]:
    shown = [said(control.get("messages", person))]
    for word in COMMANDS:
        shown.append(said(control.command(person, word)))
        shown.append(said(control.get("view", person)))
        close_all(control, person)
        shown.append(said(control.post("message", user=person, text=word)))
    shown.append(said(control.post("open_home", user=person)))
    shown += opened(control, person)
    shown.append(said(from_bot(control, person)))
    return shown


def test_reminders_and_digests_are_among_what_is_looked_through(
    seen: dict[str, str],
) -> None:
    assert "The week ahead" in seen[CARLA]
    assert "*This week*" in seen[CARLA]


def opened(control: Control, person: str) -> list[str]:
    """Press "Read it" and "See it all" wherever they stand for this person."""
    shown = []
    for message in from_bot(control, person):
        if ids.READ_CONCERN in said(message):
            answer = control.press(person, message, ids.READ_CONCERN)
            shown.append(said(answer))
            close_all(control, person)
    return shown


@pytest.mark.rule("R5")
@pytest.mark.parametrize("secret", MAY_READ)
@pytest.mark.parametrize("person", EVERYBODY)
def test_a_secret_is_seen_by_those_it_is_for_and_by_nobody_else(
    seen: dict[str, str], secret: str, person: str
) -> None:
    assert (secret in seen[person]) is (person in MAY_READ[secret])


@pytest.mark.parametrize("person", EVERYBODY)
def test_no_message_and_no_lock_screen_holds_the_words_of_a_concern(
    told: Control, person: str
) -> None:
    for message in from_bot(told, person):
        for secret in MAY_READ:
            if secret not in {"note-of-a-session", "words-of-a-drop-in"}:
                assert secret not in said(message)
        if "concern_" in said(message.get("metadata")):
            text = message["text"].lower()
            for word in ("mentor", "training", "time", "tom", "amira", "support"):
                assert word not in text


@pytest.mark.parametrize("person", EVERYBODY)
def test_a_button_or_form_with_the_exact_id_gives_strangers_nothing(
    told: Control, person: str
) -> None:
    with told.rehearsal.store.reading(TEAM) as records:
        concerns = list(records.every(CONCERNS))
    before = {concern.id: concern for concern in concerns}
    checked = 0
    for concern in concerns:
        if person in {concern.writer, concern.reader}:
            continue
        for value in (ids.of_concern(concern.id, 1), ids.of_concern("none", 1)):
            for action_id in _with_concern():
                assert NO_SUCH in said(_forged_press(told, person, action_id, value))
                checked += 1
            for callback_id in SENT_OFF:
                assert NO_SUCH in said(_forged_form(told, person, callback_id, value))
                close_all(told, person)
                checked += 1
    assert checked > 0
    with told.rehearsal.store.reading(TEAM) as records:
        assert {c.id: c for c in records.every(CONCERNS)} == before


def test_the_matrix_leaves_out_no_command_and_no_button() -> None:
    assert len(COMMANDS) == len(set(COMMANDS)) >= 6
    assert set(_with_concern()) >= {
        ids.READ_CONCERN,
        ids.TAKE_CONCERN,
        ids.WITHDRAW_CONCERN,
        ids.COPY_CONCERN,
        ids.DRAFT_FOR_CONTACT,
    }


def _with_concern() -> list[str]:
    """Return the buttons that name a concern."""
    without = {
        ids.RAISE,
        ids.OPEN_CONCERN,
        ids.OPEN_WORDS,
        ids.NOT_NOW,
        ids.CHOOSE_HAT,
        ids.CONCERN_FORM,
        ids.CONCERN_REVIEW,
        ids.COPY_FORM,
        *SENT_OFF,
    }
    return [action_id for action_id in PRESSED if action_id not in without]


def _forged_press(
    control: Control, person: str, action_id: str, value: str
) -> dict[str, Any]:
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Press"},
        "action_id": action_id,
        "value": value,
    }
    control.rehearsal.workspace.state.add_message(
        person, 0, blocks=[{"type": "actions", "elements": [button]}]
    )
    message = control.get("messages", person)[-1]
    return control.press(person, message, action_id)


def _forged_form(
    control: Control, person: str, callback_id: str, metadata: str
) -> dict[str, Any]:
    text = {"type": "plain_text", "text": "Field"}
    option = {"text": text, "value": "contact"}
    view = control.rehearsal.workspace.state.push_view(
        person,
        {
            "type": "modal",
            "title": text,
            "callback_id": callback_id,
            "private_metadata": metadata,
            "blocks": [
                {
                    "type": "input",
                    "block_id": "note",
                    "label": text,
                    "element": {
                        "type": "plain_text_input",
                        "action_id": "value",
                        "initial_value": "words",
                    },
                },
                {
                    "type": "input",
                    "block_id": "reader",
                    "label": text,
                    "element": {
                        "type": "radio_buttons",
                        "action_id": "value",
                        "options": [option],
                        "initial_option": option,
                    },
                },
            ],
        },
    )
    return control.post("submit", user=person, view_id=view["id"], values={})
