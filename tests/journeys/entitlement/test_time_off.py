"""Time off timetable: two clicks, one line, or a tick under a session."""

import pytest

from bot.ports.kinds import ACTS_ON, TIME_OFF
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

_LOST_COVER = f"{ids.TIME_LOST}.cover"
_LOST_MEETING = f"{ids.TIME_LOST}.meeting"


def click(control: Control, person: str, action_id: str, value: str) -> str:
    """Press a button of the form that a person has open."""
    view = control.get("view", person)
    answer = control.post(
        "click", user=person, view_id=view["id"], action_id=action_id, value=value
    )
    assert answer["ok"], answer
    return said(control.get("view", person))


def kept(control: Control) -> dict[str, str | None]:
    with control.rehearsal.store.reading(TEAM) as records:
        return {one.key: one.lost_to for one in records.every(TIME_OFF)}


@pytest.mark.rule("R7")
def test_two_clicks_note_this_week_or_a_past_one(control: Control) -> None:
    control.command(DEE, "time")
    before = "example-primary|mentor|2026-11-02"
    shown = click(control, DEE, _LOST_COVER, before)
    assert "Week of Mon 2 Nov:* lost to cover" in shown
    shown = click(control, DEE, ids.TIME_GIVEN, "example-primary|mentor|2026-11-09")
    assert "This half-term: given in 1 week, lost in 1 week (cover)." in shown
    assert kept(control) == {
        "example-primary/U0DEE/mentor/2026-11-02": "cover",
        "example-primary/U0DEE/mentor/2026-11-09": None,
    }
    click(control, DEE, ids.UNDO_TIME, before)
    assert list(kept(control)) == ["example-primary/U0DEE/mentor/2026-11-09"]
    with control.rehearsal.store.reading(TEAM) as records:
        acts = records.find(ACTS_ON, "example-primary/U0DEE/mentor/2026-11-02")
        assert [act.did.value for act in acts] == ["logged", "undone"]


@pytest.mark.rule("R7")
def test_an_ect_notes_theirs_in_one_line_and_undoes_it(control: Control) -> None:
    shown = said(control.command(TOM, "time"))
    assert "10% less than a full timetable in year 1" in shown
    close_all(control, TOM)
    noted = control.command(TOM, "time lost cover last week")["new"]["messages"][0]
    assert "Week of Mon 2 Nov:* lost to cover" in said(noted)
    control.press(TOM, noted, ids.UNDO_TIME)
    assert kept(control) == {}
    assert "Did you get your time, or lose it" in said(
        control.command(TOM, "time 3/11")
    )


@pytest.mark.rule("R7")
def test_it_adds_up_for_the_tutor_and_leaders_see_no_small_count(
    control: Control,
) -> None:
    control.command(DEE, "time lost cover")
    control.command(DEE, "time lost meeting last week")
    control.command(TOM, "time lost other")
    control.command(AMIRA, "time got it")
    seen = said(control.command(CARLA, "status"))
    assert "Dee Example (mentor): lost in 2 weeks (cover 1" in seen
    assert "Amira Example (ECT): given in 1 week" in seen
    for person in (HELEN, AMIRA, BEN):
        other = said(control.command(person, "status"))
        assert "Dee Example (mentor)" not in other
    go_to(control, "2026-11-13 15:31")
    digest = reminded(control, CARLA)[-1]
    assert "Dee Example (mentor) 2 weeks (cover 1 and meeting 1)" in digest
    assert "Tom Example (ECT) 1 week (other)" in digest


@pytest.mark.rule("R7")
def test_a_receipt_takes_the_tick_that_the_time_was_given(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m")
    press(control, DEE, ids.SESSION_TIME)
    assert "You got your time off timetable that week." in said(from_bot(control, DEE))
    assert "off timetable" not in said(from_bot(control, TOM))
    press(control, DEE, ids.UNDO_SESSION_TIME)
    assert "You got your time" not in said(from_bot(control, DEE))
    assert kept(control) == {}


@pytest.mark.rule("R7")
def test_time_that_was_taken_from_a_session_is_asked_about_at_once(
    control: Control,
) -> None:
    go_to(control, "2026-11-17 15:31")
    react(control, BEN, ids.SESSION_MISSED)
    asked_about = said(control.get("view", BEN))
    assert "*Amira Example*, Tue 17 Nov, 14:00–15:00" in asked_about
    submit(control, BEN, **{"why.value": "time_taken"})
    asked = said(control.get("view", BEN))
    assert "What took it?" in asked
    click(control, BEN, _LOST_MEETING, "example-primary|mentor|2026-11-16")
    close_all(control, BEN)
    seen = said(control.command(CARLA, "status"))
    assert "Ben Example (mentor): lost in 1 week (meeting)" in seen


def test_undo_brings_back_what_stood_before(control: Control) -> None:
    control.command(DEE, "time got it")
    changed = control.command(DEE, "time lost cover")["new"]["messages"][0]
    assert kept(control) == {"example-primary/U0DEE/mentor/2026-11-09": "cover"}
    control.press(DEE, changed, ids.UNDO_TIME)
    assert kept(control) == {"example-primary/U0DEE/mentor/2026-11-09": None}


def test_a_session_outside_teaching_hours_is_no_time_off_timetable(
    control: Control,
) -> None:
    refused = control.command(DEE, "log monday 15:30 50m")["new"]["messages"][0]
    control.press(DEE, refused, ids.FINISH_LINE)
    submit(control, DEE, **{"reason.value": "Cover took the planned time"})
    close_all(control, DEE)
    assert "Logged: Mon 9 Nov, 15:30" in said(from_bot(control, DEE))
    assert ids.SESSION_TIME not in said(from_bot(control, DEE))


def test_nobody_notes_a_week_of_somebody_else(control: Control) -> None:
    for person in (CARLA, HELEN):
        refused = said(control.command(person, "time"))
        assert "noted here by mentors and ECTs" in refused
    noted = control.command(DEE, "time lost cover")["new"]["messages"][0]
    control.rehearsal.workspace.state.add_message(HELEN, 0, blocks=noted["blocks"])
    forged = control.get("messages", HELEN)[-1]
    assert "no such role" in said(control.press(HELEN, forged, ids.UNDO_TIME))
    assert len(kept(control)) == 1


def test_an_old_undo_says_that_the_hour_has_passed(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m")
    press(control, DEE, ids.SESSION_TIME)
    message = with_button(control, DEE, ids.UNDO_SESSION_TIME)
    control.post("clock", advance=60 * 61)
    late = said(control.press(DEE, message, ids.UNDO_SESSION_TIME))
    assert "Undo is open for an hour" in late
