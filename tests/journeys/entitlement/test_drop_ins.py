"""Drop-ins: noted in a form or a line; their words are for mentor and ECT alone."""

import pytest

from bot.ports.kinds import ACTS_ON, DROP_IN_WORDS, DROP_INS
from bot.sandbox.example_school import TEAM
from bot.views.kernel import ids
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
    press,
    said,
    submit,
    with_button,
)
from tests.journeys.conftest import Control

SECRET = "zebra-of-a-drop-in"


def note_with_words(control: Control) -> None:
    control.command(DEE, "dropin")
    submit(control, DEE, **{"note.value": SECRET, "next_steps.value": f"try {SECRET}"})
    close_all(control, DEE)


def seen_by(control: Control, person: str) -> str:
    """Return all that a person is shown: messages, status, home tab."""
    shown = [said(control.get("messages", person))]
    shown.append(said(control.command(person, "status")))
    shown.append(said(control.post("open_home", user=person)))
    return "\n".join(shown)


@pytest.mark.rule("R3")
def test_a_drop_in_is_noted_in_the_form_and_the_ect_is_told(control: Control) -> None:
    note_with_words(control)
    assert "Noted: you dropped in on Tom Example, Wed 11 Nov" in said(
        from_bot(control, DEE)
    )
    told = said(from_bot(control, TOM))
    assert "Dee Example dropped in on your lesson, Wed 11 Nov" in told
    assert SECRET in told


@pytest.mark.rule("R5")
def test_the_words_reach_the_mentor_and_that_ect_and_the_tutor_sees_when(
    control: Control,
) -> None:
    note_with_words(control)
    control.post("clock", now="2026-11-13T15:45:00Z")
    for person in EVERYBODY:
        assert (SECRET in seen_by(control, person)) is (person in {TOM, DEE})
    assert "the latest on Wed 11 Nov" in said(control.command(CARLA, "status"))
    assert "drop-in on Wed 11 Nov" in said(control.get("messages", CARLA))
    assert "rop-in" not in said(control.get("messages", HELEN))
    assert "Drop-ins:" not in said(control.command(HELEN, "status"))


def test_the_words_are_sealed_where_they_are_kept(control: Control) -> None:
    note_with_words(control)
    with control.rehearsal.store.reading(TEAM) as records:
        (kept,) = records.every(DROP_IN_WORDS)
    assert kept.encouragement
    assert kept.next_step
    assert SECRET not in f"{kept.encouragement}{kept.next_step}"


def test_one_line_notes_it_and_undo_takes_it_and_its_words_back(
    control: Control,
) -> None:
    answer = said(control.command(DEE, "dropin today Calm start, zebra"))
    assert "Noted: you dropped in on Tom Example, Wed 11 Nov" in answer
    assert "Calm start, zebra" in answer
    press(control, DEE, ids.UNDO_DROP_IN)
    assert "Taken back: " in control.told(DEE)[-1].replace("*", "")
    assert "zebra" not in said(from_bot(control, TOM))
    with control.rehearsal.store.reading(TEAM) as records:
        assert list(records.every(DROP_IN_WORDS)) == []
        (kept,) = records.every(DROP_INS)
        acts = [act.did.value for act in records.find(ACTS_ON, kept.id)]
    assert acts == ["logged", "undone"]


def test_undo_is_open_for_an_hour_and_to_the_mentor_alone(control: Control) -> None:
    control.command(DEE, "dropin today")
    message = with_button(control, DEE, ids.UNDO_DROP_IN)
    control.rehearsal.workspace.state.add_message(TOM, 0, blocks=message["blocks"])
    forged = control.get("messages", TOM)[-1]
    refused = control.press(TOM, forged, ids.UNDO_DROP_IN)
    assert "Only an ECT's own mentor notes drop-ins." in said(refused)
    control.post("clock", advance=60 * 61)
    late = control.press(DEE, message, ids.UNDO_DROP_IN)
    assert "Undo is open for an hour" in said(late)


def test_what_cannot_stand_is_kept_for_the_mentor(control: Control) -> None:
    wrong = said(control.command(DEE, "dropin today zebra, rated good"))
    assert "a drop-in carries no marks" in wrong
    assert "A line looks like this: `/ect dropin today" in wrong
    assert "/ect dropin today zebra, rated good" in wrong
    asked = said(control.command(BEN, "dropin today zebra"))
    assert "Whose classroom was it: Amira Example or Priya Example?" in asked
    assert "`/ect dropin @Amira today zebra`" in asked  # theirs, with a name
    assert "Noted" in said(control.command(BEN, "dropin @amira today zebra"))
    assert "zebra" in said(from_bot(control, AMIRA))


def test_nobody_but_a_mentor_notes_a_drop_in(control: Control) -> None:
    for person in (TOM, CARLA, HELEN):
        assert "noted by the ECT's mentor" in said(control.command(person, "dropin"))
