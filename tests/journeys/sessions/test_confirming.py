"""The ECT confirms or corrects a session; the mentor answers; each can undo."""

from typing import Any

import pytest

from bot.ports.kinds import CONFIRMATIONS, SESSIONS
from bot.sandbox.example_school import TEAM
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    TOM,
    close_all,
    from_bot,
    press,
    said,
    submit,
    with_button,
)
from tests.journeys.conftest import Control


def log_monday(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m a private word")


def say_otherwise(control: Control, **values: Any) -> dict[str, Any]:
    press(control, TOM, ids.DISPUTE_SESSION)
    answer = submit(control, TOM, **values)
    if "errors" not in answer:
        close_all(control, TOM)
    return answer


def logged(control: Control) -> Any:
    with control.rehearsal.store.reading(TEAM) as records:
        (session,) = [
            one
            for one in records.every(SESSIONS)
            if one.ect == TOM and one.starts_at.isoformat().startswith("2026-11-09")
        ]
        return session


def test_a_correction_goes_to_the_mentor_alone_and_is_taken_over_in_one_press(
    control: Control,
) -> None:
    log_monday(control)
    say_otherwise(control, **{"length.value": "40"})
    asked = said(with_button(control, DEE, ids.CORRECT_SESSION))
    assert "Tom Example says: not quite" in asked
    assert "Mon 9 Nov, 10:00–10:40, 40 minutes" in asked
    press(control, DEE, ids.CORRECT_SESSION)
    assert logged(control).minutes == 40
    assert "Corrected, as Tom Example said" in said(from_bot(control, DEE))
    assert "Dee Example corrected it as you said." in said(from_bot(control, TOM))
    assert "a private word" in said(from_bot(control, TOM))  # the words stay
    assert from_bot(control, CARLA) == []


def test_the_mentor_undoes_a_correction(control: Control) -> None:
    log_monday(control)
    say_otherwise(control, **{"length.value": "40"})
    press(control, DEE, ids.CORRECT_SESSION)
    press(control, DEE, ids.UNDO_CORRECTION)
    assert logged(control).minutes == 50
    assert "You said: Mon 9 Nov, 10:00–10:40" in said(from_bot(control, TOM)[-1])
    assert ids.CORRECT_SESSION in said(from_bot(control, DEE))


def test_the_mentor_would_rather_talk(control: Control) -> None:
    log_monday(control)
    say_otherwise(control, **{"length.value": "40"})
    press(control, DEE, ids.OFFER_TALK)
    assert "Dee Example would like to talk with you" in said(from_bot(control, TOM))
    assert logged(control).minutes == 50
    assert from_bot(control, CARLA) == []


def test_we_did_not_meet_takes_the_session_back_once_the_mentor_agrees(
    control: Control,
) -> None:
    log_monday(control)
    say_otherwise(control, **{"did_not_meet.value": ["yes"]})
    assert "you did not meet then" in said(with_button(control, DEE, ids.OFFER_TALK))
    press(control, DEE, ids.CORRECT_SESSION)
    assert logged(control).state.value == "undone"
    assert "took back the session" in said(from_bot(control, TOM)[-1])
    assert "as you said" in said(from_bot(control, TOM)[-1])


def test_a_correction_that_needs_a_reason_opens_the_form_filled_in(
    control: Control,
) -> None:
    log_monday(control)
    say_otherwise(control, **{"start.value": "15:30"})
    view = press(control, DEE, ids.CORRECT_SESSION)["view"]
    assert '"15:30"' in said(view)
    assert "pick a reason" in said(view)
    assert "a private word" in said(view)
    submit(control, DEE, **{"reason.value": "Cover took the planned time"})
    assert logged(control).time_class.value != "teaching"
    assert ids.CORRECT_SESSION not in said(from_bot(control, DEE))


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({}, "start", "That is what your mentor logged"),
        ({"length.value": "400"}, "length", "4 hours long"),
        ({"day.value": "2026-11-20"}, "day", "still to come"),
        ({"day.value": "2026-01-20"}, "day", "not your mentor yet"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    control: Control, values: dict[str, Any], field: str, sentence: str
) -> None:
    log_monday(control)
    answer = say_otherwise(control, **values)
    assert sentence in answer["errors"][field]
    with control.rehearsal.store.reading(TEAM) as records:
        assert records.get(CONFIRMATIONS, logged(control).id) is None


def test_the_ect_undoes_either_answer_for_an_hour(control: Control) -> None:
    log_monday(control)
    press(control, TOM, ids.CONFIRM_SESSION)
    press(control, TOM, ids.UNDO_ANSWER)
    say_otherwise(control, **{"length.value": "40"})
    press(control, TOM, ids.UNDO_ANSWER)
    assert "Nothing is left to answer" in said(from_bot(control, DEE))
    press(control, TOM, ids.CONFIRM_SESSION)
    control.post("clock", advance=61 * 60)
    answer = press(control, TOM, ids.UNDO_ANSWER)
    assert "Undo is open for an hour" in said(answer)
    with control.rehearsal.store.reading(TEAM) as records:
        kept = records.get(CONFIRMATIONS, logged(control).id)
        assert kept
        assert (kept.answer, kept.disputes) == ("yes", 0)


def test_nobody_else_answers_for_the_mentor_or_the_ect(control: Control) -> None:
    log_monday(control)
    say_otherwise(control, **{"length.value": "40"})
    message = with_button(control, DEE, ids.CORRECT_SESSION)
    for person in (AMIRA, BEN, CARLA, TOM):
        control.rehearsal.workspace.state.add_message(
            person, 0, blocks=message["blocks"]
        )
        forged = control.get("messages", person)[-1]
        for action_id in (ids.CORRECT_SESSION, ids.OFFER_TALK):
            control.press(person, forged, action_id)
    assert logged(control).minutes == 50
    assert ids.OFFER_TALK in said(with_button(control, DEE, ids.CORRECT_SESSION))
