"""Logging, told as mentor, ECT and induction tutor live it, over Slack's protocol."""

import json
import re
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from slack_bolt import BoltRequest

from bot.domain.kernel.drafts import Edit, SessionDraft
from bot.domain.people.member import Role
from bot.domain.school.profile import DEFAULT_EXCEPTIONAL_REASONS
from bot.ports.bundle import Actor
from bot.ports.kinds import CLAIMS, FLAGS, MEMBERS, SESSIONS
from bot.ports.store import OutcomeUnknown, StoreFault
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.usecases.kernel.claims import Delivery
from bot.usecases.sessions.logging import edit_session
from bot.views.kernel import ids
from tests.journeys.conftest import Control

BEN, DEE, AMIRA, TOM, CARLA = "U0BEN", "U0DEE", "U0AMIRA", "U0TOM", "U0CARLA"
OUTSIDE = "@amira yesterday 16:00 50m behaviour routines a quiet word"


def words_of(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)


def inputs_of(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def log_outside_hours(control: Control) -> None:
    refused = control.command(BEN, f"log {OUTSIDE}")["new"]["messages"][0]
    opened = control.press(BEN, refused, ids.FINISH_LINE)["new"]["view"]
    sent = control.post(
        "submit",
        user=BEN,
        view_id=opened["id"],
        values={"reason.value": "Cover took the planned time"},
    )
    assert "errors" not in sent


def test_the_form_is_already_right_and_has_at_most_five_inputs(
    control: Control,
) -> None:
    view = control.command(DEE, "log")["new"]["view"]
    assert "Wed 11 Nov, 09:00–10:00, 1 hour, in person" in words_of(view)
    assert inputs_of(view) == ["focus", "steps_done", "note", "next_steps"]
    assert "Try the entry routine each morning this week" in words_of(view)


def test_sending_the_form_off_ends_in_a_receipt_that_says_who_sees_what(
    control: Control,
) -> None:
    view = control.command(DEE, "log")["new"]["view"]
    answer = control.post(
        "submit",
        user=DEE,
        view_id=view["id"],
        values={"note.value": "Calm start", "next_steps.value": "Greet at the door"},
    )
    assert "Logged: Wed 11 Nov, 09:00–10:00" in words_of(answer["new"]["view"])
    receipt = control.told(DEE)[-1]
    assert "Calm start" in receipt
    assert "Carla Example (induction tutor) sees that you met" in receipt
    assert "Calm start" in control.told(TOM)[-1]
    assert control.told(CARLA) == []


def test_open_next_steps_are_carried_forward_and_ticked_off(control: Control) -> None:
    view = control.command(DEE, "log")["new"]["view"]
    (step,) = next(
        block["element"]["options"]
        for block in view["blocks"]
        if block["block_id"] == "steps_done"
    )
    control.post(
        "submit",
        user=DEE,
        view_id=view["id"],
        values={"steps_done.value": [step["value"]], "next_steps.value": "Next one"},
    )
    again = control.command(DEE, "log")["new"]["view"]
    assert "Try the entry routine" not in words_of(again)
    assert "Next one" in words_of(again)


def test_the_form_says_that_today_is_logged_and_proposes_what_was_since(
    control: Control,
) -> None:
    control.command(DEE, "log today 09:00 60m")
    view = control.command(DEE, "log")["new"]["view"]
    assert "Today's session, 09:00–10:00, is logged already" in words_of(view)
    assert "Wed 11 Nov, 10:00–10:40, 40 minutes" in words_of(view)
    edit = {"view_id": view["id"], "action_id": ids.EDIT_SESSION}
    edited = control.post("click", user=DEE, **edit)["new"]["view"]
    assert edited["title"]["text"] == "Edit a session"
    assert "09:00" in words_of(edited)


def test_one_line_logs_and_is_shown_back_with_undo_and_edit(control: Control) -> None:
    line = "log monday 10:00 50m behaviour routines"
    control.post("command", user=DEE, text=line, channel="C0STAFF")
    for kind in ("ephemeral", "dm"):  # in the channel, and in the DM
        (shown,) = (m for m in control.get("messages", DEE) if m["kind"] == kind)
        assert "Logged: Mon 9 Nov, 10:00–10:50" in shown["text"]
        assert "Behaviour routines" in shown["text"]
        buttons = [element["action_id"] for element in shown["blocks"][-1]["elements"]]
        assert buttons == [ids.UNDO_SESSION, ids.EDIT_SESSION, ids.SESSION_TIME]


def test_a_line_typed_in_the_own_dm_has_one_receipt_and_what_was_guessed_is_asked(
    control: Control,
) -> None:
    for line in ("log monday 10:00 50m", "plan tue 11:00 50m"):
        (shown,) = control.command(DEE, line)["new"]["messages"]
        assert shown["kind"] == "dm"
    new = control.command(DEE, "log monday 12:00")["new"]["messages"]
    (asked,) = (m["text"] for m in new if m["kind"] == "ephemeral")
    assert asked.startswith("You left out the length, so I filled that in.")
    assert len(new) == len(["receipt", "asked"])
    refused = control.command(DEE, "log monday next week 10:00 30m")["new"]
    control.press(DEE, refused["messages"][0], ids.PLAN_INSTEAD)
    assert sum("Planned: Mon 16 Nov" in text for text in control.told(DEE)) == 1


def test_undo_takes_the_session_back_from_everyone(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m a private word")
    shown = control.get("messages", DEE)[0]
    control.press(DEE, shown, ids.UNDO_SESSION)
    assert all(text.startswith("*Taken back:*") for text in control.told(DEE))
    assert "took back the session" in control.told(TOM)[-1]
    assert "a private word" not in words_of(control.get("messages", TOM))


def test_edit_opens_the_form_with_the_session_in_it_and_keeps_everyone_true(
    control: Control,
) -> None:
    control.command(DEE, "log monday 10:00 50m behaviour routines")
    receipt = control.get("messages", DEE)[-1]
    view = control.press(DEE, receipt, ids.EDIT_SESSION)["new"]["view"]
    control.post(
        "submit",
        user=DEE,
        view_id=view["id"],
        values={"length.value": "30", "note.value": "Shorter than planned"},
    )
    assert "10:00–10:30" in control.told(DEE)[-1]
    assert "Shorter than planned" in control.told(TOM)[-1]


def test_who_edits_what_was_changed_meanwhile_sees_what_it_is_now_and_may_save(
    control: Control,
) -> None:
    control.command(DEE, "log monday 10:00 50m behaviour routines")
    receipt = control.get("messages", DEE)[-1]
    view = control.press(DEE, receipt, ids.EDIT_SESSION)["new"]["view"]
    _moved_elsewhere(control, hours=1)  # on the mentor's other device
    note = {"note.value": "Shorter than planned"}
    answer = control.post("submit", user=DEE, view_id=view["id"], values=note)
    shown = answer["new"]["view"]
    assert "was changed while the form was open" in words_of(shown)
    assert "11:00–11:50" in words_of(shown)
    assert "Shorter than planned" in str(shown)
    assert "Shorter than planned" not in control.told(TOM)[-1]
    control.post("submit", user=DEE, view_id=shown["id"], values={})
    assert "10:00–10:50" in control.told(DEE)[-1]
    assert "Shorter than planned" in control.told(TOM)[-1]


def _moved_elsewhere(control: Control, *, hours: int) -> None:
    ports = control.rehearsal.bot.ports
    with ports.store.reading(TEAM) as records:
        last = max(records.every(SESSIONS), key=lambda s: s.recorded_at)
    later = last.starts_at + timedelta(hours=hours)
    draft = SessionDraft(pairing=last.pairing, starts_at=later, minutes=last.minutes)
    actor = Actor(TEAM, last.mentor)
    edit_session(ports, actor, Edit(last.id, draft), Delivery("elsewhere"))


def test_two_ects_the_form_asks_which_and_the_line_takes_a_name(
    control: Control,
) -> None:
    view = control.command(BEN, "log")["new"]["view"]
    assert "Who did you meet?" in words_of(view)
    opened = control.post(
        "click", user=BEN, view_id=view["id"], action_id=f"{ids.CHOOSE_ECT}.1"
    )["new"]["view"]
    assert "Priya Example" in words_of(opened)
    assert "Which ECT was it:" in words_of(control.command(BEN, "log monday 14:00"))
    assert "With Amira Example" in words_of(
        control.command(BEN, "log @amira monday 14:00 50m")
    )


def test_a_session_outside_hours_is_flagged_once_and_the_answer_reaches_the_mentor(
    control: Control,
) -> None:
    log_outside_hours(control)
    (flag,) = control.get("messages", CARLA)
    assert "Tue 10 Nov, 16:00–16:50" in flag["text"]
    assert "Ben Example (mentor) with Amira Example" in flag["text"]
    assert "Cover took the planned time" in flag["text"]
    assert "a quiet word" not in words_of(flag)
    control.press(CARLA, flag, ids.FLAG_TALK)
    (answered,) = control.get("messages", CARLA)
    assert "“Let's talk”" in answered["text"]
    assert ids.FLAG_FINE not in words_of(answered)
    assert "would like to talk with you" in control.told(BEN)[-1]


def test_a_flag_raised_in_the_evening_waits_for_the_next_contact_window(
    control: Control,
) -> None:
    control.post("clock", now="2026-11-13T20:00:00+00:00")  # a Friday evening
    log_outside_hours(control)
    assert "*Sessions outside teaching hours*" not in words_of(control.told(CARLA))
    control.post("clock", now="2026-11-15T12:00:00+00:00")
    assert "*Sessions outside teaching hours*" not in words_of(control.told(CARLA))
    control.post("clock", now="2026-11-16T08:01:00+00:00")
    flagged = words_of(control.told(CARLA))
    assert flagged.count("*Sessions outside teaching hours*") == 1


def test_a_future_time_is_offered_as_a_plan(control: Control) -> None:
    refused = control.command(DEE, "log monday next week 10:00")["new"]["messages"][0]
    refused = control.command(DEE, "log tomorrow 10:00 30m")["new"]["messages"][0]
    assert "is still to come" in refused["text"]
    assert "tomorrow 10:00 30m" in refused["text"]
    control.post("clock", now="2026-11-12T07:00:00+00:00")  # it means Thursday still
    control.post(
        "click", user=DEE, message_ts=refused["ts"], action_id=ids.PLAN_INSTEAD
    )
    view = control.get("view", DEE)  # Tom does not work on Thursdays: a reason is asked
    assert view["title"]["text"] == "Plan a session"
    control.post(
        "submit",
        user=DEE,
        view_id=view["id"],
        values={"reason.value": "The ECT asked for this time"},
    )
    assert "Planned: Thu 12 Nov, 10:00–10:30" in control.told(DEE)[-1]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("monday 9:00 5h", "longer than the 4 hours"),
        ("1/9/2026 9:00 50m", "You became Tom Example's mentor on Thu 3 Sep"),
        ("wed 4/11 9:30 50m", "overlaps it"),
        ("28/10 9:00 50m", "half-term holiday"),
        ("monday 25:00 50m", "25:00"),
        ("11/25/2026 9:00", "British"),
    ],
)
def test_what_cannot_stand_gets_its_own_sentence_and_keeps_what_was_typed(
    control: Control, line: str, sentence: str
) -> None:
    (message,) = control.command(DEE, f"log {line}")["new"]["messages"]
    assert sentence in message["text"]
    assert line in message["text"]
    assert "This would work" not in message["text"]


def test_an_error_in_the_form_keeps_what_was_typed(control: Control) -> None:
    view = control.command(DEE, "log")["new"]["view"]
    opened = control.post(
        "click", user=DEE, view_id=view["id"], action_id=ids.CHANGE_WHEN
    )["new"]["view"]
    answer = control.post(
        "submit",
        user=DEE,
        view_id=opened["id"],
        values={"length.value": "300", "note.value": "Keep me"},
    )
    assert "longer than the 4 hours" in answer["errors"]["length"]
    assert control.get("view", DEE)["state"]["values"]["note"]["value"]["value"] == (
        "Keep me"
    )


def test_a_reason_is_asked_for_as_soon_as_the_time_is_outside_hours(
    control: Control,
) -> None:
    view = control.command(DEE, "log")["new"]["view"]
    assert "reason" not in inputs_of(view)
    view = control.post(
        "click", user=DEE, view_id=view["id"], action_id=ids.CHANGE_WHEN
    )["new"]["view"]
    control.post(
        "state",
        user=DEE,
        view_id=view["id"],
        values={
            "day.log.recheck": "2026-11-10",
            "start.log.recheck": "15:30",
            "note.value": "Still here",
        },
    )
    control.post(
        "click",
        user=DEE,
        view_id=view["id"],
        block_id="start",
        action_id=ids.RECHECK,
        value="15:30",
    )
    asked = control.get("view", DEE)
    assert "reason" in inputs_of(asked)
    assert "will see the flag and the reason, not the note" in words_of(asked)
    assert asked["state"]["values"]["note"]["value"]["value"] == "Still here"


def test_text_that_would_ping_or_break_is_shown_as_text(control: Control) -> None:
    view = control.command(DEE, "log")["new"]["view"]
    nasty = "<!channel> <@U0CARLA> \u0007 & *bold"
    control.post("submit", user=DEE, view_id=view["id"], values={"note.value": nasty})
    assert "&lt;!channel&gt; &lt;@U0CARLA&gt;" in control.told(TOM)[-1]
    assert "\u0007" not in control.told(TOM)[-1]


def test_ten_thousand_characters_are_refused_with_the_limit(control: Control) -> None:
    (message,) = control.command(DEE, "log " + "a" * 10_000)["new"]["messages"]
    assert "10,000 characters and 1,500 fit" in message["text"]


def test_each_act_is_recorded_once_however_often_it_is_delivered(
    control: Control,
) -> None:
    view = control.command(DEE, "log")["new"]["view"]
    control.post("submit", user=DEE, view_id=view["id"], values={})
    with control.rehearsal.store.reading(TEAM) as records:
        before = sum(1 for _ in records.every(SESSIONS))
        assert sum(1 for _ in records.every(CLAIMS)) == 1
        assert records.get(FLAGS, "none") is None
    again = control.post("submit", user=DEE, view_id=view["id"], values={})
    assert "error" not in again
    with control.rehearsal.store.reading(TEAM) as records:
        assert sum(1 for _ in records.every(SESSIONS)) == before


@pytest.mark.rule("R8")
def test_where_no_time_is_likely_the_form_asks_when_it_was_and_proposes_none(
    control: Control,
) -> None:
    control.command(DEE, "log 11/11 9:00 60m")  # the planned one
    control.post("clock", now="2026-11-12T08:45:00+00:00")
    view = control.command(DEE, "log")["new"]["view"]
    asked = ["day", "start", "length", "place", "focus", "steps_done", "note"]
    assert inputs_of(view) == [*asked, "next_steps"]  # and no reason for 07:45
    assert "initial_date" not in words_of(view)
    assert "initial_time" not in words_of(view)
    values = {"day.log.recheck": "2026-11-11", "start.log.recheck": "14:00"}
    control.post("submit", user=DEE, view_id=view["id"], values=values)
    assert "*Logged: Wed 11 Nov, 14:00–15:00*" in control.told(DEE)[-1]


@pytest.mark.rule("R8")
def test_a_reason_pressed_below_a_line_logs_it_as_it_was_typed(
    control: Control,
) -> None:
    refused = control.command(BEN, f"log {OUTSIDE}")["new"]["messages"][0]
    assert "Tue 10 Nov at 16:00 is outside" in refused["text"]
    row = refused["blocks"][-1]["elements"]
    labels = [one["text"]["text"] for one in row]
    assert labels == [*DEFAULT_EXCEPTIONAL_REASONS, "Do it in the form"]
    control.post("clock", now="2026-11-12T10:00:00+00:00")  # it means Tuesday still
    control.press(BEN, refused, row[1]["action_id"])
    receipt = control.told(BEN)[-1]
    assert "*Logged: Tue 10 Nov, 16:00–16:50*" in receipt
    assert labels[1] in receipt
    assert "a quiet word" in receipt


@pytest.mark.parametrize(
    "fault", [StoreFault("gone"), OutcomeUnknown("slow", lambda: None), ValueError()]
)
def test_a_line_stays_with_its_buttons_while_no_press_can_be_kept(
    control: Control, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(*_args: object) -> None:
        raise fault

    refused = control.command(BEN, f"log {OUTSIDE}")["new"]["messages"][0]
    because = refused["blocks"][-1]["elements"][1]["action_id"]
    with monkeypatch.context() as without:
        without.setattr(type(control.rehearsal.store), "transaction", broken)
        control.press(BEN, refused, because)
    assert refused["text"] in control.told(BEN)  # as it was, with what was typed
    control.press(BEN, refused, because)
    assert "*Logged: Tue 10 Nov, 16:00–16:50*" in control.told(BEN)[-1]


@pytest.mark.rule("R8")
def test_a_line_without_a_time_is_given_none_outside_teaching_hours(
    control: Control,
) -> None:
    control.command(DEE, "log 11/11 9:00 60m")
    control.post("clock", now="2026-11-12T18:00:00+00:00")
    refused = control.command(DEE, "log behaviour routines")["new"]["messages"][0]
    assert "When did you meet? Please add the time." in refused["text"]
    assert "reason" not in refused["text"]


def test_somebody_with_two_roles_sees_both(control: Control) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        carla = records.get(MEMBERS, f"{SCHOOL}/{CARLA}")
        assert carla is not None
        both = frozenset({Role.INDUCTION_TUTOR, Role.MENTOR})
        records.put(MEMBERS, msgspec.structs.replace(carla, roles=both))
    (message,) = control.command(CARLA, "status")["new"]["messages"]
    assert "whom you mentor" in message["text"]
    assert "the ECTs of your school" in message["text"]
    (message,) = control.command(CARLA, "help")["new"]["messages"]
    assert "a mentor and an induction tutor at Example Prim" in message["text"]


def test_status_shows_each_role_what_it_may_see(control: Control) -> None:
    said = {
        person: words_of(control.command(person, "status")["new"]["messages"])
        for person in (BEN, AMIRA, CARLA, "U0HELEN", "U0NINA")
    }
    counted = "8 held, 8 expected over 8 school weeks; 1 outside teaching hours"
    for person in (BEN, AMIRA, CARLA):
        assert counted in said[person]
    assert "Tom Example" in said[CARLA]
    assert "Tom Example" not in said[AMIRA]
    assert "Fewer than 5 ECTs" in said["U0HELEN"]
    assert "Example Primary School can add you. Ask <@U0SAM>." in said["U0NINA"]
    assert not any("hinge questions" in text for text in said.values())


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "You can type"),
        ("help", "You can type"),
        ("stats", "Did you mean `/ect status`?"),
        ("frobnicate", "`/ect help` shows what I can do"),
        ("<!channel>", "`/ect help` shows what I can do"),
    ],
)
def test_help_is_never_far(control: Control, typed: str, answer: str) -> None:
    (message,) = control.command(BEN, typed)["new"]["messages"]
    assert answer in message["text"]


@pytest.mark.parametrize(
    ("person", "offered", "not_offered"),
    [
        (BEN, ("log", "plan", "training", "concern"), ("setup", "people", "trust")),
        (AMIRA, ("upcoming", "concern", "mydata"), ("log", "plan", "setup", "people")),
        (CARLA, ("setup", "people", "concerns", "nudges"), ("log", "time", "trust")),
        ("U0HELEN", ("people", "concerns"), ("log", "setup", "nudges", "calendar")),
        ("U0SAM", ("setup", "people"), ("log", "concern", "concerns", "nudges")),
        ("U0NINA", (), ("log", "setup", "people", "concern", "status")),
    ],
)
def test_help_lists_what_a_persons_own_role_can_do(
    control: Control,
    person: str,
    offered: tuple[str, ...],
    not_offered: tuple[str, ...],
) -> None:
    (message,) = control.command(person, "help")["new"]["messages"]
    listed = set(re.findall(r"`/ect (\w+)", message["text"]))
    assert listed.issuperset(offered)
    assert listed.isdisjoint(not_offered)
    assert ("in one line" in message["text"]) == (person in {BEN, AMIRA})
    assert message["text"].count("\n") < 25  # it fits on a screen


@pytest.mark.parametrize("person", ["U0HELEN", "U0SAM"])
def test_a_role_without_reminders_is_told_so(control: Control, person: str) -> None:
    new = control.command(person, "nudges")["new"]
    assert "nothing to set" in words_of(new["messages"])


def test_a_direct_message_is_always_answered(control: Control) -> None:
    def answered(text: str) -> str:
        sent = control.post("message", user=DEE, text=text)["new"]["messages"]
        return words_of([message for message in sent if message["from"] != DEE])

    assert "Logged: Mon 9 Nov" in answered("log monday 10:00 50m")
    assert "Whom you mentor" in answered("/ect status")
    assert "Open the form" in answered("log")
    assert "Show me who I can talk to" in answered("I am not coping")


def test_a_form_that_opens_too_late_is_said_so(control: Control) -> None:
    workspace = control.rehearsal.workspace
    name = workspace.state.new_response_url(DEE, None)
    body = {
        "team_id": TEAM,
        "user_id": DEE,
        "command": "/ect",
        "text": "log",
        "trigger_id": "long-gone",
        "response_url": f"{workspace.url}response/{name}",
    }
    request = BoltRequest(mode="socket_mode", body=body)
    control.rehearsal.bot.app.dispatch(request)
    control.post("read", user=DEE)  # answers once the bot is idle
    assert "did not open in time. Please try again." in words_of(control.told(DEE))
