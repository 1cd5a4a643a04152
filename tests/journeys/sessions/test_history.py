"""Who did what to a session, and taking back what one did by oneself."""

from bot.ports.kinds import MISSED, SESSIONS
from bot.sandbox.example_school import TEAM
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
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
from tests.journeys.reminders.actions import go_to, react, reminded

PLANNED = "example-amira-1117"


def history(control: Control, person: str, session: str) -> str:
    """Press a "History" button with the exact id, wherever it stands."""
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "History"},
        "action_id": ids.SHOW_SESSION,
        "value": session,
    }
    control.rehearsal.workspace.state.add_message(
        person, 0, blocks=[{"type": "actions", "elements": [button]}]
    )
    message = control.get("messages", person)[-1]
    answer = said(control.press(person, message, ids.SHOW_SESSION))
    close_all(control, person)
    return answer


def logged(control: Control) -> str:
    with control.rehearsal.store.reading(TEAM) as records:
        return max(records.every(SESSIONS), key=lambda one: one.recorded_at).id


def state_of(control: Control, session: str) -> str:
    with control.rehearsal.store.reading(TEAM) as records:
        found = records.get(SESSIONS, session)
        assert found
        return found.state.value


def test_a_session_tells_who_did_what_to_it_and_when(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m zebra")
    session = logged(control)
    press(control, DEE, ids.EDIT_SESSION)
    submit(control, DEE, **{"length.value": "40", "note.value": "zebra"})
    close_all(control, DEE)
    press(control, TOM, ids.CONFIRM_SESSION)
    for person in (DEE, TOM):
        seen = history(control, person, session)
        assert "Dee Example logged it: Mon 9 Nov, 10:00–10:50" in seen
        assert "Mon 9 Nov, 10:00–10:50 to Mon 9 Nov, 10:00–10:40" in seen
        assert "Tom Example said: yes, that's right" in seen
        assert "zebra" in seen


def test_the_induction_tutor_sees_the_facts_and_not_what_is_between_the_two(
    control: Control,
) -> None:
    control.command(DEE, "log monday 10:00 50m zebra")
    session = logged(control)
    press(control, TOM, ids.DISPUTE_SESSION)
    submit(control, TOM, **{"length.value": "40"})
    seen = history(control, CARLA, session)
    assert "Dee Example logged it" in seen
    assert "not quite" not in seen
    assert "zebra" not in seen


def test_nobody_else_sees_a_session_or_its_history(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m zebra")
    for person in (AMIRA, BEN, HELEN):
        seen = history(control, person, logged(control))
        assert "no such session for you" in seen
        assert "logged it" not in seen


def test_history_stands_in_the_receipt_once_there_is_one(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m")
    assert ids.SHOW_SESSION not in said(from_bot(control, DEE))
    press(control, TOM, ids.CONFIRM_SESSION)
    assert ids.SHOW_SESSION in said(from_bot(control, DEE)[-1])
    assert ids.SHOW_SESSION in said(from_bot(control, TOM)[-1])


def test_it_happened_is_undone_to_a_plan(control: Control) -> None:
    go_to(control, "2026-11-17 15:40")
    react(control, BEN, ids.SESSION_HAPPENED)
    assert state_of(control, PLANNED) == "held"
    press(control, BEN, ids.UNDO_SESSION)
    assert state_of(control, PLANNED) == "planned"
    assert "is planned, as it was before" in said(from_bot(control, AMIRA))
    assert "Did you meet Amira Example?" in reminded(control, BEN)[-1]


def test_it_did_not_happen_is_undone_to_a_plan(control: Control) -> None:
    go_to(control, "2026-11-17 15:40")
    react(control, BEN, ids.SESSION_MISSED)
    submit(control, BEN, **{"why.value": "agreed"})
    close_all(control, BEN)
    assert state_of(control, PLANNED) == "missed"
    press(control, BEN, ids.UNDO_SESSION)
    assert state_of(control, PLANNED) == "planned"
    with control.rehearsal.store.reading(TEAM) as records:
        assert list(records.every(MISSED)) == []


def test_a_week_without_is_undone_from_its_message(control: Control) -> None:
    go_to(control, "2026-11-18 08:20")
    react(control, BEN, ids.WEEK_OFF)
    submit(control, BEN, **{"why.value": "agreed"})
    close_all(control, BEN)
    react(control, BEN, ids.UNDO_WEEK_OFF)
    assert "is planned" in reminded(control, BEN)[-1]
    with control.rehearsal.store.reading(TEAM) as records:
        assert list(records.every(MISSED)) == []


def test_the_answer_to_a_flag_is_undone_by_whoever_gave_it(control: Control) -> None:
    refused = control.command(BEN, "log @amira yesterday 16:00 50m")["new"]
    opened = control.press(BEN, refused["messages"][0], ids.FINISH_LINE)["new"]["view"]
    control.post(
        "submit",
        user=BEN,
        view_id=opened["id"],
        values={"reason.value": "Cover took the planned time"},
    )
    press(control, CARLA, ids.FLAG_TALK)
    assert "would like to talk with you" in said(from_bot(control, BEN))
    press(control, CARLA, ids.UNDO_FLAG)
    assert "nothing to talk about" in said(from_bot(control, BEN))
    press(control, CARLA, ids.FLAG_FINE)
    control.post("clock", advance=61 * 60)
    assert "Undo is open for an hour" in said(press(control, CARLA, ids.UNDO_FLAG))
    assert "That's fine" in said(with_button(control, CARLA, ids.UNDO_FLAG))
