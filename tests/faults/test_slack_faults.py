"""Slack at its worst, switched on in the practice workspace: all arrives, once."""

from collections import Counter

import pytest

from bot.sandbox.example_school import AMIRA, BEN, CARLA, DEE, SAM, TOM
from bot.slack.client import TIMEOUT_SECONDS
from tests.journeys.concerns.actions import from_bot, said
from tests.journeys.conftest import Control, rehearsal, season

__all__ = ["rehearsal", "season"]  # a fixture

_OF_A_CALL = [
    "http_429",
    "http_500",
    "http_503",
    "cut_before",
    "cut_after",
    "internal_error",
    "invalid_auth",
    "token_revoked",
    "account_inactive",
    "missing_scope",
]


@pytest.fixture
def control(rehearsal: object) -> Control:
    return Control(rehearsal)  # type: ignore[arg-type]  # the fixture's own


def _keys(control: Control) -> Counter[str]:
    return Counter(
        message["metadata"]["event_payload"]["key"]
        for message in control.rehearsal.workspace.state.messages
        if message.get("metadata")
    )


def _pass_hours(control: Control, hours: int) -> None:
    for _ in range(hours):
        control.post("clock", advance=3600)


@pytest.mark.parametrize("what", _OF_A_CALL)
@pytest.mark.parametrize(
    "method", ["*", pytest.param("chat.postMessage", marks=pytest.mark.slow)]
)
def test_whatever_a_call_meets_each_message_arrives_once(
    control: Control, method: str, what: str
) -> None:
    control.post("fault", method=method, fault=what, times=4, seconds=1)
    logged = control.command(DEE, "log monday 10:00 50m behaviour routines")
    assert logged["ok"]
    _pass_hours(control, 4)
    control.post("fault", fault="none")
    _pass_hours(control, 2)
    assert "Logged: Mon 9 Nov" in said(from_bot(control, DEE))
    assert "logged your mentoring session" in said(from_bot(control, TOM))
    assert [key for key, times in _keys(control).items() if times > 1] == []


@pytest.mark.parametrize("what", ["http_500", "internal_error", "cut_after"])
def test_a_message_that_was_taken_although_slack_reports_a_fault_is_not_sent_again(
    control: Control, what: str
) -> None:
    control.post(
        "fault", method="chat.postMessage", fault=what, times=2, seconds=0, taken=True
    )
    control.command(DEE, "log monday 10:00 50m")
    control.post("clock", advance=3600)
    assert "Logged: Mon 9 Nov" in said(from_bot(control, DEE))
    assert "logged your mentoring session" in said(from_bot(control, TOM))
    assert [key for key, times in _keys(control).items() if times > 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("what", ["cut_before", "cut_after"])
def test_an_answer_that_never_comes_is_waited_for_no_longer_than_ten_seconds(
    control: Control, what: str
) -> None:
    longer = TIMEOUT_SECONDS + 2
    control.post(
        "fault", method="chat.postMessage", fault=what, times=2, seconds=longer
    )
    control.command(DEE, "log monday 10:00 50m")
    _pass_hours(control, 3)
    assert "Logged: Mon 9 Nov" in said(from_bot(control, DEE))
    assert "logged your mentoring session" in said(from_bot(control, TOM))
    assert [key for key, times in _keys(control).items() if times > 1] == []


def test_an_outage_of_a_day_loses_nothing_and_brings_nothing_pointless(
    control: Control,
) -> None:
    control.post("clock", now="2026-11-12T09:00:00Z")
    before = _keys(control)
    control.post("fault", fault="http_503")
    control.command(BEN, "log monday 10:00 50m amira")
    control.post("clock", now="2026-11-13T11:30:00Z")
    assert _keys(control) == before
    control.post("fault", fault="none")
    control.post("clock", now="2026-11-13T13:30:00Z")
    assert "logged your mentoring session" in said(from_bot(control, AMIRA))
    control.post("clock", now="2026-11-13T16:00:00Z")
    assert set(_keys(control).values()) == {1}


@pytest.mark.parametrize(("what", "offers"), [("twice", {1}), ("reordered", {1, 2})])
def test_events_that_come_twice_or_out_of_order_are_answered_once(
    control: Control, what: str, offers: set[int]
) -> None:
    control.post("fault", fault=what)
    control.post("message", user=TOM, text="Something is wrong with my timetable")
    control.post("message", user=TOM, text="It has been like that for weeks")
    control.post("message", user=AMIRA, text="help")
    control.post("message", user=AMIRA, text="status")
    control.post("fault", fault="none")
    shown = [m for m in from_bot(control, TOM) if "I have kept nothing" in m["text"]]
    assert len(shown) in offers  # one for both, or one each where they come at once
    helped = [m for m in from_bot(control, AMIRA) if "You can type:" in m["text"]]
    assert len(helped) == 1


def test_a_reader_whose_conversation_is_gone_is_told_to_the_admin_once(
    control: Control,
) -> None:
    control.post("clock", now="2026-11-13T09:00:00Z")
    control.post("fault", method="chat.postMessage", fault="channel_not_found", times=1)
    control.command(DEE, "log monday 10:00 50m")
    control.post("fault", fault="none")
    control.command(DEE, "log tuesday 10:00 50m")
    _pass_hours(control, 4)
    told = [m for m in from_bot(control, SAM) if "cannot reach" in m["text"]]
    assert len(told) == 1
    assert from_bot(control, CARLA) == []


def test_a_form_that_cannot_open_says_so_and_keeps_what_was_typed(
    control: Control,
) -> None:
    control.post("fault", method="views.open", fault="http_500", times=1)
    answer = control.command(DEE, "log")
    assert "The form did not open in time" in said(answer["new"]["messages"])
    assert "/ect log" in said(answer["new"]["messages"])


def test_a_fault_that_nobody_knows_is_refused_with_those_that_there_are(
    control: Control,
) -> None:
    answer = control.post("fault", fault="http_418")
    assert not answer["ok"]
    assert "http_429" in said(answer)
