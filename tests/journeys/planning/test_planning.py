"""Planning, told as mentors live with it over a school year.

The practice workspace begins on Wed 11 Nov 2026, 10:40. Ben mentors Amira (Tuesdays,
planned for 17 Nov at 14:00) and Priya, who is in year 2; Dee mentors Tom, who works Mon
to Wed. Carla is their induction tutor. Fri 27 Nov is a closure day.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendars.timetables import Timetable
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.sessions.records import Session, SessionState
from bot.ports.kinds import SESSIONS, TIMETABLES
from bot.sandbox.example_school import TEAM
from bot.views.kernel import ids
from tests.builders import LONDON, at, hours
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    PRIYA,
    TOM,
    press,
    said,
    submit,
)
from tests.journeys.conftest import Control
from tests.journeys.reminders.actions import go_to, reminded, reminders, slots_in

SLOT, EVERY = "slot.plan.recheck", "every.plan.recheck"
DAY, START = "day.plan.recheck", "start.plan.recheck"
REASON = "reason.value"


def the_form(
    control: Control, person: str, *, ect: str | None = None
) -> dict[str, Any]:
    """Open the form with `/ect plan`, and say with whom where that is asked."""
    view = control.command(person, "plan")["new"]["view"]
    if ect is None:
        return dict(view)
    pick(control, person, f"plan.choose_ect.{ect}")
    return dict(control.get("view", person))


def pick(control: Control, person: str, action_id: str, **given: Any) -> dict[str, Any]:
    """Pick something in the form that is open, which draws itself anew."""
    view = control.get("view", person)
    answer = control.post(
        "click", user=person, view_id=view["id"], action_id=action_id, **given
    )
    assert answer["ok"], answer
    return dict(control.get("view", person))


def choose(control: Control, person: str, block: str, value: str) -> dict[str, Any]:
    """Pick an option of one of the form's fields."""
    return pick(control, person, ids.RECHECK_PLAN, block_id=block, value=value)


def words(view: dict[str, Any]) -> str:
    """Return what a form says in its paragraphs."""
    return "\n".join(
        block["text"]["text"] for block in view["blocks"] if block["type"] == "section"
    )


def planned(control: Control, ect: str) -> list[str]:
    """Return when an ECT's sessions are planned, by the store."""
    return [f"{at_school(one):%a %d %b %H:%M}" for one in sessions(control, ect)]


def at_school(session: Session) -> datetime:
    return session.starts_at.astimezone(ZoneInfo(LONDON.key))


def sessions(control: Control, ect: str) -> list[Session]:
    with control.rehearsal.store.reading(TEAM) as records:
        found = [
            one
            for one in records.every(SESSIONS)
            if one.ect == ect
            and one.state is SessionState.PLANNED
            and one.starts_at > at("2026-11-11 10:40")
        ]
    return sorted(found, key=lambda one: one.starts_at)


def upcoming(control: Control, person: str) -> dict[str, Any]:
    return dict(control.command(person, "upcoming")["new"]["messages"][0])


def press_on(
    control: Control, person: str, message: dict[str, Any], action_id: str, number: int
) -> dict[str, Any]:
    """Press a button of the *number*-th session of a list."""
    blocks = [b for b in message["blocks"] if action_id in said(b)]
    answer = control.post(
        "click",
        user=person,
        message_ts=message["ts"],
        action_id=action_id,
        block_id=blocks[number]["block_id"],
    )
    assert answer["ok"], answer
    return dict(answer["new"])


def a_series(control: Control) -> None:
    """Have Dee plan Wednesdays at 9:00 with Tom, every other school week."""
    the_form(control, DEE)
    answer = submit(control, DEE)
    assert "errors" not in answer, answer


@pytest.mark.rule("R7")
def test_a_series_is_planned_from_the_form_that_proposes_it(control: Control) -> None:
    view = the_form(control, DEE)
    assert "*3 sessions to plan*: Wednesdays 09:00–10:00, 18 Nov · 2 and 16 Dec" in (
        words(view)
    )
    shown = submit(control, DEE)["new"]["view"]
    assert "*Planned: 3 sessions with Tom Example, every 2 school weeks*" in words(
        shown
    )
    assert planned(control, TOM) == [
        "Wed 18 Nov 09:00",
        "Wed 02 Dec 09:00",
        "Wed 16 Dec 09:00",
    ]
    assert "Wednesdays 09:00–10:00: 18 Nov · 2 and 16 Dec" in control.told(DEE)[-1]


@pytest.mark.rule("R7")
def test_a_series_over_the_year_leaves_out_what_is_no_school_day_and_says_so(
    control: Control,
) -> None:
    the_form(control, BEN, ect="1")
    choose(control, BEN, "slot", "other")
    choose(control, BEN, "every", "1")
    choose(control, BEN, "until", "2027-07-21")
    picked = {DAY: "2026-11-13", START: "10:00", EVERY: "1"}
    text = words(submit(control, BEN, **picked)["new"]["view"])
    assert "(a closure day)" in text
    assert "(the school holidays)" in text
    days = [at_school(one) for one in sessions(control, PRIYA)]
    assert {f"{day:%a %H:%M}" for day in days} == {"Fri 10:00"}  # in summer too
    assert len(days) > 25


@pytest.mark.rule("R8")
def test_a_time_outside_teaching_hours_asks_for_the_reason_at_once(
    control: Control,
) -> None:
    the_form(control, DEE)
    choose(control, DEE, "slot", "other")
    view = choose(control, DEE, "start", "16:00")
    assert "outside the contracted time of Tom Example" in words(view)
    refused = submit(control, DEE)
    assert "reason" in refused["errors"]
    submit(control, DEE, **{REASON: view_reasons(view)[0]})
    assert "outside teaching hours" in control.told(DEE)[-1]
    (flags,) = [text for text in control.told(CARLA) if "outside teaching" in text]
    assert flags.count("Dee Example") == 1  # one question for all of the series


def view_reasons(view: dict[str, Any]) -> list[str]:
    block = next(b for b in view["blocks"] if b.get("block_id") == "reason")
    return [option["value"] for option in block["element"]["options"]]


@pytest.mark.rule("R7")
def test_clashes_are_named_and_the_rest_is_planned_without_them(
    control: Control,
) -> None:
    the_form(control, BEN, ect="1")
    choose(control, BEN, "slot", "other")
    choose(control, BEN, "day", "2026-11-17")
    choose(control, BEN, "start", "14:15")
    view = choose(control, BEN, "every", "1")
    assert "Tue 17 Nov, 14:00–15:00: you have another session" in words(view)
    assert "Amira" not in words(view)  # never whom else they meet
    assert view["submit"]["text"].startswith("Plan the other ")
    submit(control, BEN)
    assert "Tue 17 Nov 14:15" not in planned(control, PRIYA)
    assert "Tue 24 Nov 14:15" in planned(control, PRIYA)


@pytest.mark.rule("R7")
def test_a_series_is_taken_back_as_a_whole_within_the_hour(control: Control) -> None:
    a_series(control)
    press(control, DEE, ids.UNDO_PLAN)
    assert planned(control, TOM) == []
    assert "3 sessions with Tom Example are not planned" in control.told(DEE)[-1]


@pytest.mark.rule("R7")
def test_a_series_is_not_taken_back_after_an_hour(control: Control) -> None:
    a_series(control)
    go_to(control, "2026-11-11 11:50")
    answer = press(control, DEE, ids.UNDO_PLAN)
    assert "Undo is open for an hour" in said(answer)
    assert len(planned(control, TOM)) == 3


@pytest.mark.rule("R2")
def test_one_session_of_a_series_moves_and_its_reminders_follow(
    control: Control,
) -> None:
    a_series(control)
    go_to(control, "2026-11-17 15:31")
    assert "Wed 18 Nov: 1 mentoring session" in reminded(control, TOM)[-1]
    press_on(control, DEE, upcoming(control, DEE), ids.SESSION_MOVED, 0)
    submit(control, DEE, **{SLOT: slots(control, DEE)[1]})
    assert reminded(control, TOM)[-1] == "Nothing more is planned for Wed 18 Nov."
    assert planned(control, TOM)[1:] == ["Wed 02 Dec 09:00", "Wed 16 Dec 09:00"]
    assert "It was on Wed 18 Nov, 09:00–10:00." in control.told(DEE)[-1]
    press(control, DEE, ids.UNDO_PLAN)
    assert planned(control, TOM)[0] == "Wed 18 Nov 09:00"
    assert "Wed 18 Nov: 1 mentoring session" in reminded(control, TOM)[-1]


def slots(control: Control, person: str) -> list[str]:
    view = control.get("view", person)
    block = next(b for b in view["blocks"] if b.get("block_id") == "slot")
    return [option["value"] for option in block["element"]["options"]]


@pytest.mark.rule("R7")
def test_all_that_follow_move_with_one(control: Control) -> None:
    a_series(control)
    press_on(control, DEE, upcoming(control, DEE), ids.SESSION_MOVED, 1)
    view = choose(control, DEE, "scope", "all")
    choose(control, DEE, "slot", "other")
    choose(control, DEE, "day", "2026-12-01")
    view = choose(control, DEE, "start", "11:00")
    assert "*2 sessions to move*: Tuesdays 11:00–12:00, 1 and 15 Dec" in words(view)
    submit(control, DEE)
    assert planned(control, TOM) == [
        "Wed 18 Nov 09:00",
        "Tue 01 Dec 11:00",
        "Tue 15 Dec 11:00",
    ]
    assert "moved" not in "".join(control.told(TOM))  # Dee may think again
    go_to(control, "2026-11-11 10:55")
    (told,) = (text for text in control.told(TOM) if "moved" in text)
    assert told.startswith("*Dee Example moved 2 planned sessions with you*")
    assert "Now: Tuesdays 11:00–12:00: 1 and 15 Dec" in told
    assert "Before: Wednesdays 09:00–10:00: 2 and 16 Dec" in told
    press(control, DEE, ids.UNDO_PLAN)
    assert "took a change back: 2 planned sessions" in control.told(TOM)[-1]
    assert planned(control, TOM)[1:] == ["Wed 02 Dec 09:00", "Wed 16 Dec 09:00"]


@pytest.mark.rule("R7")
def test_all_that_follow_are_called_off_and_can_be_had_back(control: Control) -> None:
    a_series(control)
    press_on(control, DEE, upcoming(control, DEE), ids.SESSION_MISSED, 1)
    pick(control, DEE, ids.CALL_OFF_SCOPE, value="all")
    submit(control, DEE)
    assert planned(control, TOM) == ["Wed 18 Nov 09:00"]
    assert "*Called off: 2 sessions with Tom Example*" in control.told(DEE)[-1]
    press(control, DEE, ids.UNDO_PLAN)
    assert len(planned(control, TOM)) == 3
    go_to(control, "2026-11-11 10:55")
    assert "called off" not in "".join(control.told(TOM))


@pytest.mark.rule("R7")
def test_one_session_of_a_series_is_called_off_with_a_reason(control: Control) -> None:
    a_series(control)
    press_on(control, DEE, upcoming(control, DEE), ids.SESSION_MISSED, 1)
    submit(control, DEE, **{"why.value": "event"})
    assert planned(control, TOM) == ["Wed 18 Nov 09:00", "Wed 16 Dec 09:00"]


@pytest.mark.rule("R7")
def test_two_sessions_change_places_and_back(control: Control) -> None:
    the_form(control, BEN, ect="1")
    choose(control, BEN, "slot", "other")
    choose(control, BEN, "day", "2026-11-18")
    choose(control, BEN, "start", "10:00")
    choose(control, BEN, "every", "0")
    submit(control, BEN)
    press_on(control, BEN, upcoming(control, BEN), ids.SWAP_SESSION, 0)
    other = sessions(control, PRIYA)[0].id
    pick(control, BEN, ids.SWAP_PICKED, value=other)
    answer = submit(control, BEN)
    assert "errors" not in answer, answer
    assert planned(control, PRIYA) == ["Tue 17 Nov 14:00"]
    assert planned(control, AMIRA) == ["Wed 18 Nov 10:00"]
    press(control, BEN, ids.UNDO_PLAN)
    assert planned(control, AMIRA) == ["Tue 17 Nov 14:00"]
    assert planned(control, PRIYA) == ["Wed 18 Nov 10:00"]


@pytest.mark.rule("R7")
def test_a_button_that_shows_an_old_time_is_refused_kindly(control: Control) -> None:
    a_series(control)
    old = upcoming(control, DEE)
    press_on(control, DEE, old, ids.SESSION_MOVED, 0)
    submit(control, DEE)
    answer = press_on(control, DEE, old, ids.SESSION_MOVED, 0)
    assert "This session has moved since this was shown" in said(answer)


@pytest.mark.rule("R2")
def test_what_is_planned_is_shown_page_by_page(control: Control) -> None:
    the_form(control, DEE)
    choose(control, DEE, "every", "1")
    choose(control, DEE, "until", "2027-07-21")
    submit(control, DEE)
    first = upcoming(control, DEE)
    assert "Page 1 of" in first["text"]
    control.post(
        "click", user=DEE, message_ts=first["ts"], action_id="upcoming.page.later"
    )
    texts = [m["text"] for m in control.get("messages", DEE)]
    assert any("Page 2 of" in text for text in texts)
    assert "Page 1 of" not in said(texts)  # in its place
    assert ids.SESSION_MOVED not in said(upcoming(control, TOM))


@pytest.mark.rule("R2")
def test_each_of_a_days_sessions_can_be_moved_from_the_reminder(
    control: Control,
) -> None:
    the_form(control, BEN, ect="1")
    choose(control, BEN, "slot", "other")
    choose(control, BEN, "day", "2026-11-17")
    choose(control, BEN, "start", "10:00")
    choose(control, BEN, "every", "0")
    submit(control, BEN)
    go_to(control, "2026-11-16 15:31")
    (message,) = reminders(control, BEN)
    assert message["text"] == (
        "*Tue 17 Nov: 2 mentoring sessions*\n"
        "• 10:00–11:00 with Priya Example, in person\n"
        "• 14:00–15:00 with Amira Example, in person"
    )
    press_on(control, BEN, message, ids.SESSION_MOVED, 1)
    submit(control, BEN)
    (message,) = reminders(control, BEN)
    assert "1 mentoring session*" in message["text"]
    assert "Amira" not in message["text"]


@pytest.mark.rule("R7")
def test_a_series_is_planned_in_one_line(control: Control) -> None:
    new = control.command(DEE, "plan wednesdays 9:00 fortnightly until christmas")[
        "new"
    ]
    said_at_once = new["messages"][0]["text"]
    assert (
        "*Planned: 3 sessions with Tom Example, every 2 school weeks*" in said_at_once
    )
    assert "You left out" not in said_at_once
    assert len(planned(control, TOM)) == 3


@pytest.mark.rule("R7")
def test_one_session_is_planned_in_one_line(control: Control) -> None:
    new = control.command(BEN, "plan @priya fri 10:00")["new"]
    assert "*Planned: Fri 13 Nov, 10:00–" in new["messages"][0]["text"]
    assert planned(control, PRIYA) == ["Fri 13 Nov 10:00"]


@pytest.mark.rule("R8")
def test_a_line_that_needs_a_reason_goes_on_in_the_form(control: Control) -> None:
    refused = control.command(DEE, "plan tomorrow 15:30 30m")["new"]["messages"][0]
    assert "pick a reason" in refused["text"]
    assert planned(control, TOM) == []
    go_to(control, "2026-11-12 07:00")  # it means Thursday still
    control.press(DEE, refused, ids.FINISH_PLAN_LINE)
    submit(control, DEE, **{REASON: view_reasons(control.get("view", DEE))[0]})
    assert planned(control, TOM) == ["Thu 12 Nov 15:30"]


@pytest.mark.rule("R8")
def test_a_reason_pressed_below_a_line_plans_it_as_it_was_typed(
    control: Control,
) -> None:
    refused = control.command(DEE, "plan tomorrow 15:30 30m")["new"]["messages"][0]
    first = refused["blocks"][-1]["elements"][0]
    go_to(control, "2026-11-12 07:00")
    control.press(DEE, refused, first["action_id"])
    assert planned(control, TOM) == ["Thu 12 Nov 15:30"]
    assert first["text"]["text"] in control.told(DEE)[-1]


@pytest.mark.rule("R7")
def test_a_line_that_clashes_plans_nothing_and_the_form_plans_the_rest(
    control: Control,
) -> None:
    line = "plan @priya tuesdays 14:15 weekly until christmas"
    refused = control.command(BEN, line)["new"]["messages"][0]
    assert "1 day clashes, so nothing is planned yet:" in refused["text"]
    assert "Tue 17 Nov, 14:00–15:00: you have another session" in refused["text"]
    assert "Amira" not in refused["text"]
    control.press(BEN, refused, ids.FINISH_PLAN_LINE)
    submit(control, BEN)
    assert planned(control, PRIYA)[0] == "Tue 24 Nov 14:15"


def test_a_line_in_a_direct_message_plans_and_a_sentence_does_not(
    control: Control,
) -> None:
    control.post("message", user=DEE, text="plan tue 10:00")
    assert planned(control, TOM) == ["Tue 17 Nov 10:00"]
    control.post("message", user=DEE, text="Plan for next week is too much for me")
    assert len(planned(control, TOM)) == 1


@pytest.mark.rule("R7")
def test_a_change_of_which_something_has_come_is_not_taken_back(
    control: Control,
) -> None:
    a_series(control)
    press_on(control, DEE, upcoming(control, DEE), ids.SESSION_MOVED, 0)
    submit(control, DEE)
    first = next(m for m in control.get("messages", DEE) if "*Planned: 3" in m["text"])
    answer = control.press(DEE, first, ids.UNDO_PLAN)
    assert "Something has come of the session on Wed 18 Nov" in said(answer)
    assert len(planned(control, TOM)) == 3


@pytest.mark.rule("R8")
def test_a_swap_outside_somebodys_hours_asks_for_the_reason(control: Control) -> None:
    control.command(BEN, "plan @priya wed 15:00 15m")
    press_on(control, BEN, upcoming(control, BEN), ids.SWAP_SESSION, 0)
    view = pick(control, BEN, ids.SWAP_PICKED, value=sessions(control, AMIRA)[0].id)
    assert "With Amira Example: Wed 11 Nov at 15:00 is outside" in words(view)
    submit(control, BEN, **{REASON: view_reasons(view)[0]})
    assert planned(control, AMIRA) == ["Wed 11 Nov 15:00"]
    assert "Outside teaching hours" in control.told(BEN)[-1]


@pytest.mark.rule("R7")
def test_times_in_which_one_of_them_teaches_are_not_proposed(control: Control) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        lessons = Timetable(
            school=SchoolId("example-primary"),
            person=PersonId(TOM),
            lessons=hours("09:00", "10:30", days="wed"),
            set_at=at("2026-11-10 10:00"),
        )
        records.add(TIMETABLES, lessons)
    view = the_form(control, DEE)
    assert not any(one.endswith("Nov, 09:00") for one in wednesdays(view))
    choose(control, DEE, "slot", "other")
    choose(control, DEE, "start", "09:30")
    view = choose(control, DEE, "day", "2026-11-18")
    assert "By the timetables, one of you teaches then." in words(view)


def wednesdays(view: dict[str, Any]) -> list[str]:
    return [one for one in slots_in(view) if one.startswith("Wed")]


def test_somebody_without_sessions_of_their_own_is_told_so(control: Control) -> None:
    assert "no mentoring sessions of your own" in upcoming(control, CARLA)["text"]
    answer = control.command(CARLA, "plan tue 14:00")["new"]["messages"][0]
    assert "Only mentors plan sessions" in answer["text"]
