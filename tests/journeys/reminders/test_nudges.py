"""Reminders, told as mentor, ECT and induction tutor live with them over a school year.

The practice workspace begins on Wed 11 Nov 2026. Ben mentors Amira (Tuesdays, planned
for 17 Nov) and Priya, who is in year 2; Dee mentors Tom, who works Mon to Wed. Carla is
their induction tutor. Fri 27 Nov is a closure day.
"""

from collections import Counter
from datetime import date, time
from zoneinfo import ZoneInfo

import msgspec
import pytest

from bot.domain.kernel.record import PairingId
from bot.domain.outbox.weekly_cap import MOST_A_WEEK
from bot.domain.reminders.nudges import NudgeState
from bot.domain.reminders.preferences import Level
from bot.ports.kinds import MEMBERS, PAIRINGS
from bot.sandbox.example_school import TEAM, example_school
from bot.views.kernel import ids
from tests.builders import LONDON, span
from tests.builders import at as _instant
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    EVERYBODY,
    PRIYA,
    TOM,
    close_all,
    said,
    submit,
)
from tests.journeys.conftest import Control
from tests.journeys.reminders.actions import (
    buttons,
    come_at,
    everything,
    go_to,
    kept,
    plan,
    react,
    reminded,
    reminders,
    set_level,
    slots_in,
    tick,
    while_stopped,
)

# Sessions to come ---------------------------------------------------------------------


@pytest.mark.rule("R2")
def test_all_of_a_days_sessions_come_in_one_message_the_afternoon_before(
    control: Control,
) -> None:
    plan(control, BEN, "@priya 17/11 10:00 60m")
    go_to(control, "2026-11-16 15:29")
    assert reminded(control, BEN) == reminded(control, AMIRA) == []
    go_to(control, "2026-11-16 15:31")
    (text,) = reminded(control, BEN)
    assert text == (
        "*Tue 17 Nov: 2 mentoring sessions*\n"
        "• 10:00–11:00 with Priya Example, in person\n"
        "• 14:00–15:00 with Amira Example, in person"
    )
    assert reminded(control, AMIRA) == [
        "*Tue 17 Nov: 1 mentoring session*\n• 14:00–15:00 with Ben Example, in person"
    ]
    assert len(reminded(control, PRIYA)) == 1


@pytest.mark.rule("R2")
def test_only_the_mentor_can_move_or_call_off_from_the_reminder(
    control: Control,
) -> None:
    go_to(control, "2026-11-16 15:31")
    assert "Move it" in buttons(reminders(control, BEN)[-1])
    assert buttons(reminders(control, AMIRA)[-1]) == [
        "Why do I get this?",
        "Remind me later",
    ]


@pytest.mark.rule("R2")
def test_a_session_that_moves_changes_the_reminders_that_were_sent(
    control: Control,
) -> None:
    go_to(control, "2026-11-16 15:31")
    (before,) = reminders(control, AMIRA)
    react(control, BEN, ids.SESSION_MOVED)
    slot = _instant("2026-11-19 14:00").astimezone(ZoneInfo(LONDON.key)).isoformat()
    submit(control, BEN, **{"slot.plan.recheck": slot})
    for person in (BEN, AMIRA):
        assert reminded(control, person) == ["Nothing more is planned for Tue 17 Nov."]
    assert reminders(control, AMIRA)[0]["ts"] == before["ts"]  # in place
    moved = "has moved: it is now on Thu 19 Nov, 14:00–15:00*\nIt was on Tue 17 Nov"
    assert moved in control.told(AMIRA)[-1]  # since nobody reads a reminder twice
    go_to(control, "2026-11-18 15:31")
    assert reminded(control, AMIRA)[1:] == [
        "*Thu 19 Nov: 1 mentoring session*\n• 14:00–15:00 with Ben Example, in person"
    ]
    assert not any("Did you meet" in text for text in reminded(control, BEN))


@pytest.mark.rule("R2")
def test_a_reminder_that_changes_on_the_day_still_reads_right_the_day_after(
    control: Control,
) -> None:
    plan(control, BEN, "@priya 17/11 10:00 60m")
    go_to(control, "2026-11-16 15:31")
    go_to(control, "2026-11-17 09:00")
    plan(control, BEN, "@priya 17/11 12:00 30m")
    assert reminded(control, BEN)[0].startswith("*Tue 17 Nov: 3 mentoring sessions*\n")


@pytest.mark.rule("R2")
def test_a_session_that_is_called_off_in_time_is_never_reminded_of(
    control: Control,
) -> None:
    plan(control, DEE, "16/11 09:00 60m")
    control.press(DEE, control.get("messages", DEE)[-1], ids.UNDO_SESSION)
    go_to(control, "2026-11-18 17:00")
    assert reminded(control, TOM) == []
    (dropped,) = kept(control, "upcoming:example-primary:U0TOM:2026-11-16")
    assert dropped.state is NudgeState.NOT_NEEDED


@pytest.mark.rule("R2")
def test_a_day_that_has_a_session_again_is_reminded_of_after_all(
    control: Control,
) -> None:
    plan(control, BEN, "@priya 19/11 10:00 60m")
    control.press(BEN, control.get("messages", BEN)[-1], ids.UNDO_SESSION)
    go_to(control, "2026-11-18 15:40")
    assert reminded(control, PRIYA) == []
    plan(control, BEN, "@priya 19/11 11:00 60m")
    go_to(control, "2026-11-18 15:45")
    assert "11:00–12:00" in reminded(control, PRIYA)[-1]


@pytest.mark.rule("R2")
def test_an_hour_before_is_for_those_who_asked_for_it(control: Control) -> None:
    set_level(control, AMIRA, "hour_before", Level.ON)
    go_to(control, "2026-11-17 12:59")
    before = {person: len(reminders(control, person)) for person in (AMIRA, BEN)}
    go_to(control, "2026-11-17 13:01")
    assert len(reminders(control, BEN)) == before[BEN]
    assert reminded(control, AMIRA)[before[AMIRA] :] == [
        "*In an hour:* 14:00–15:00 with Ben Example, in person"
    ]


@pytest.mark.rule("R2")
def test_a_part_time_ect_is_reminded_on_their_own_working_day(
    control: Control,
) -> None:
    plan(control, DEE, "16/11 09:00 60m")
    go_to(control, "2026-11-15 23:00")
    (message,) = reminders(control, TOM)
    assert f"{come_at(message):%a %d %H}" == "Wed 11 15"  # they work Mon to Wed
    assert "Mon 16 Nov: 1 mentoring session" in message["text"]


# Did you meet? ------------------------------------------------------------------------


@pytest.mark.rule("R7")
def test_it_happened_logs_it_in_one_press_with_edit_and_the_ect_is_told(
    control: Control,
) -> None:
    go_to(control, "2026-11-17 15:31")
    react(control, BEN, ids.SESSION_HAPPENED)
    assert "Logged: Amira Example, Tue 17 Nov, 14:00–15:00." in reminded(control, BEN)
    receipt = control.get("messages", BEN)[-1]
    assert "Logged: Tue 17 Nov, 14:00–15:00" in receipt["text"]
    assert "Edit" in buttons(receipt)
    assert any("logged your mentoring session" in t for t in control.told(AMIRA))
    go_to(control, "2026-11-19 17:00")
    assert sum("Did you meet" in text for text in reminded(control, BEN)) == 0


@pytest.mark.rule("R8")
def test_it_moved_opens_the_form_at_the_next_time_that_suits_both(
    control: Control,
) -> None:
    plan(control, BEN, "@priya 18/11 14:00 60m")  # so Wednesday at 14:00 is taken
    go_to(control, "2026-11-17 15:31")
    view = react(control, BEN, ids.SESSION_MOVED)["view"]
    assert slots_in(view)[0] == "Thu 19 Nov, 14:00"
    assert "Wed 18 Nov, 14:00" not in slots_in(view)
    submit(control, BEN)
    assert (
        "The session with Amira Example is planned for Thu 19 Nov, 14:00–15:00."
        in said(reminded(control, BEN))
    )
    go_to(control, "2026-11-20 15:31")
    assert "*Did you meet Amira Example?* Thu 19 Nov, 14:00–15:00" in said(
        reminded(control, BEN)
    )


@pytest.mark.rule("R7")
def test_time_that_was_taken_adds_up_in_the_tutors_digest(control: Control) -> None:
    go_to(control, "2026-11-17 15:31")
    react(control, BEN, ids.SESSION_MISSED)
    form = control.get("view", BEN)
    assert "Your induction tutor sees the date and this reason, and no more." in said(
        form
    )
    submit(control, BEN, **{"why.value": "time_taken"})
    assert "Guidance asks for mentors to be given the time." in said(
        control.get("view", BEN)
    )
    close_all(control, BEN)
    assert "Noted: no session with Amira Example on Tue 17 Nov, 14:00–15:00." in (
        reminded(control, BEN)
    )
    plan(control, BEN, "@amira 24/11 14:00 60m")
    go_to(control, "2026-11-23 15:31")
    react(control, BEN, ids.SESSION_MISSED)
    submit(control, BEN, **{"why.value": "time_taken"})
    close_all(control, BEN)
    off = "*Your session with Ben Example on Tue 24 Nov, 14:00 does not take place.*"
    assert control.told(AMIRA)[-1] == off  # she was reminded of it
    go_to(control, "2026-11-26 15:31")
    digest = reminded(control, CARLA)[-1]
    assert "no session (the time was taken for something else)" in digest
    assert (
        "Time off timetable not given, this half-term: Ben Example (mentor) 2 weeks"
        in digest
    )


@pytest.mark.rule("R7")
def test_the_question_comes_three_times_and_the_older_ones_give_way(
    control: Control,
) -> None:
    go_to(control, "2026-11-13 17:00")
    asked = [m for m in reminders(control, DEE) if "Tom Example" in m["text"]]
    assert [f"{come_at(message):%a}" for message in asked] == ["Wed", "Thu", "Fri"]
    again = "I have asked again since about Tom Example, Wed 11 Nov, 09:00–10:00."
    assert [m["text"] for m in asked[:2]] == [again, again]
    assert ["It happened" in buttons(message) for message in asked] == [0, 0, 1]
    go_to(control, "2026-11-20 17:00")
    assert len(reminders(control, DEE)) == len(asked)


def test_a_stale_press_says_what_has_happened(control: Control) -> None:
    go_to(control, "2026-11-17 15:31")
    stale = reminders(control, BEN)[-1]
    state = control.rehearsal.workspace.state
    state.add_message(BEN, 0, blocks=stale["blocks"])  # as on a phone out of reach
    old = control.get("messages", BEN)[-1]
    react(control, BEN, ids.SESSION_HAPPENED)
    for action in (ids.SESSION_HAPPENED, ids.SESSION_MOVED, ids.SESSION_MISSED):
        answer = control.press(BEN, old, action)
        assert "This session has been logged already." in said(answer)


# Nothing planned ----------------------------------------------------------------------


@pytest.mark.rule("R7")
def test_a_fortnight_that_has_just_begun_is_not_asked_about(control: Control) -> None:
    nothing = "*No session with Priya Example is planned for this fortnight yet.*"
    with control.rehearsal.store.transaction(TEAM) as records:
        pairing = records.get(PAIRINGS, PairingId("pairing-priya"))
        assert pairing
        begun = msgspec.structs.replace(pairing, begins_on=date(2026, 11, 16))
        records.put(PAIRINGS, begun)
    go_to(control, "2026-11-20 16:00")
    assert nothing not in said(reminders(control, BEN))
    go_to(control, "2026-11-25 08:16")  # it is running out
    assert nothing in said(reminders(control, BEN))


@pytest.mark.rule("R7")
def test_nobody_is_asked_for_a_plan_while_one_of_them_is_away(control: Control) -> None:
    nothing = "*No session with Priya Example is planned for this fortnight yet.*"
    with control.rehearsal.store.transaction(TEAM) as records:
        ect = records.get(MEMBERS, f"example-primary/{PRIYA}")
        assert ect
        away = (span("2026-11-12", "2026-11-20"),)
        records.put(MEMBERS, msgspec.structs.replace(ect, away=away))
    go_to(control, "2026-11-20 16:00")
    assert nothing not in said(reminders(control, BEN))
    go_to(control, "2026-11-25 08:16")
    assert nothing in said(reminders(control, BEN))


@pytest.mark.rule("R7")
def test_plan_one_offers_a_time_and_settles_the_message(control: Control) -> None:
    go_to(control, "2026-11-18 08:16")
    nothing = "*No session with Priya Example is planned for this fortnight yet.*"
    assert nothing in reminded(control, BEN)[-1]
    view = react(control, BEN, ids.PLAN_ONE)["view"]
    assert slots_in(view)[0] == "Thu 19 Nov, 13:30"  # at their usual time
    submit(control, BEN)
    assert nothing not in said(reminders(control, BEN))
    assert (
        "The session with Priya Example for this fortnight is settled."
        in (reminded(control, BEN)[-1])
    )


@pytest.mark.rule("R7")
def test_not_this_week_asks_for_a_short_reason_that_the_tutor_sees(
    control: Control,
) -> None:
    go_to(control, "2026-11-18 08:16")
    react(control, BEN, ids.WEEK_OFF)
    submit(control, BEN, **{"why.value": "away"})
    close_all(control, BEN)
    assert "is settled." in reminded(control, BEN)[-1]
    go_to(control, "2026-11-20 15:31")
    assert (
        "Ben Example with Priya Example: no session (one of them was away)"
        in (reminded(control, CARLA)[-1])
    )


# For the induction tutor --------------------------------------------------------------


@pytest.mark.rule("R7")
def test_the_tutor_sees_the_week_ahead_and_it_follows_what_changes(
    control: Control,
) -> None:
    go_to(control, "2026-11-16 08:16")
    assert reminded(control, CARLA)[-1] == (
        "*The week ahead*\n"
        "• Ben Example with Amira Example: Tue 17 Nov, 14:00–15:00\n"
        "• Ben Example with Priya Example: nothing planned yet\n"
        "• Dee Example with Tom Example: none expected this week"
    )
    plan(control, BEN, "@priya 19/11 13:30 60m")
    assert "Priya Example: Thu 19 Nov, 13:30–14:30" in reminded(control, CARLA)[-1]


@pytest.mark.rule("R7")
def test_a_gap_is_said_to_the_tutor_as_a_reason_to_ask(control: Control) -> None:
    go_to(control, "2026-11-30 08:16")
    ahead = reminded(control, CARLA)[-1]
    assert (
        "*Ben Example and Amira Example: the last 2 expected sessions are not logged*"
        in ahead
    )
    assert "a reason to ask, not a finding" in ahead
    control.command(BEN, "log @amira 24/11 14:00 60m")
    assert (
        "Ben Example and Amira Example: they have met since, or gave a reason."
        in (reminded(control, CARLA)[-1])
    )


@pytest.mark.rule("R7")
def test_a_week_in_which_a_plan_alone_waits_has_its_digest(control: Control) -> None:
    control.command(DEE, "log today 09:00 60m")
    control.command(BEN, "log @priya today 10:00 30m")
    go_to(control, "2026-11-20 15:31")
    digest = reminded(control, CARLA)[-1]
    assert "planned Tue 17 Nov, 14:00–15:00, not logged yet" in digest


@pytest.mark.rule("R7")
def test_the_digest_is_one_screen_with_details_behind_a_button(
    control: Control,
) -> None:
    go_to(control, "2026-11-13 15:31")
    (digest,) = reminders(control, CARLA)
    assert (
        "Ben Example with Amira Example: met Tue 10 Nov, 14:00–15:00"
        in (digest["text"])
    )
    assert "Dee Example with Tom Example: planned Wed 11 Nov" in digest["text"]
    assert len(digest["blocks"]) <= 4
    told = react(control, CARLA, ids.DETAILS)["messages"]
    assert "The ECTs of your school" in said(told)


@pytest.mark.rule("R7")
def test_why_am_i_asked_this_names_the_rule_with_a_link(control: Control) -> None:
    go_to(control, "2026-11-17 15:31")
    (why,) = react(control, BEN, ids.WHY_ASKED)["messages"]
    assert "*R7*" in why["text"]
    assert "www.gov.uk" in why["text"]


# When, and how many -------------------------------------------------------------------


@pytest.mark.slow
def test_a_term_long_nothing_comes_outside_hours_or_on_a_day_off(
    control: Control,
) -> None:
    go_to(control, "2026-11-16 12:00")
    for line in ("@amira 30/11 14:00 60m", "@priya 30/11 09:30 60m"):
        plan(control, BEN, line)
    plan(control, DEE, "23/11 08:50 60m")
    plan(control, DEE, "30/11 15:30 60m")  # ends when nobody may be written to
    go_to(control, "2027-01-12 18:00")
    closed = example_school().closure_days
    seen = Counter[str]()
    for person in EVERYBODY:
        for message in reminders(control, person):
            comes = come_at(message)
            seen[person] += 1
            assert time(8) <= comes.time() < time(17), message
            assert comes.weekday() < 5
            assert comes.date() not in closed
            assert not "2026-12-19" <= comes.date().isoformat() <= "2027-01-03"
            assert person != TOM or comes.weekday() < 3, message
    assert min(seen[person] for person in (BEN, DEE, AMIRA, TOM, PRIYA, CARLA)) > 0


def test_over_half_term_a_reminder_comes_before_and_nothing_in_between(
    control: Control,
) -> None:
    control.rehearsal.clock.move_to(_instant("2027-02-10 09:00"))
    plan(control, BEN, "@amira 22/2 14:00 60m")
    go_to(control, "2027-02-22 07:59")
    (message,) = (m for m in reminders(control, AMIRA) if "Mon 22 Feb" in m["text"])
    assert f"{come_at(message):%a %d %b %H:%M}" == "Fri 12 Feb 15:30"
    days = {come_at(m).date().isoformat() for m in reminders(control, CARLA)}
    assert not any("2027-02-13" <= day <= "2027-02-21" for day in days)


@pytest.mark.slow
def test_the_week_of_a_closure_day_ends_on_thursday(control: Control) -> None:
    go_to(control, "2026-11-18 12:00")
    plan(control, BEN, "@amira 30/11 14:00 60m")
    go_to(control, "2026-11-30 08:00")
    for person in (CARLA, AMIRA):
        last = reminders(control, person)[-1]
        assert f"{come_at(last):%a %d %b %H}" == "Thu 26 Nov 15"


def test_what_fell_due_meanwhile_comes_as_one_message(control: Control) -> None:
    plan(control, BEN, "@priya 16/11 10:00 60m")
    go_to(control, "2026-11-16 09:00")
    before = len(reminders(control, BEN))
    while_stopped(control, "2026-11-18 10:00")
    (message,) = reminders(control, BEN)[before:]
    assert "Did you meet Priya Example?" in message["text"]
    assert "Did you meet Amira Example?" in message["text"]
    assert buttons(message).count("It happened") == 2


def test_what_is_pointless_by_then_is_dropped_and_the_record_says_so(
    control: Control,
) -> None:
    while_stopped(control, "2026-11-18 10:00")
    assert "1 mentoring session" not in said(reminders(control, AMIRA))
    (upcoming,) = kept(control, "upcoming:example-primary:U0AMIRA")
    assert upcoming.state is NudgeState.TOO_LATE
    assert upcoming.settled_at is not None
    first, *_ = kept(control, "log-it:example-amira-1117")
    assert first.state is NudgeState.TOO_LATE


@pytest.mark.slow
def test_every_reminder_of_a_month_was_sent_or_says_why_not(control: Control) -> None:
    go_to(control, "2026-12-10 17:30")
    late = [
        nudge
        for nudge in kept(control, "")
        if nudge.state is NudgeState.WAITING
        and nudge.not_before < _instant("2026-12-10 17:00")
    ]
    assert late == []


@pytest.mark.slow
def test_nobody_gets_more_than_five_a_week(control: Control) -> None:
    go_to(control, "2026-11-13 17:30")
    for day in ("16", "18", "19", "20"):
        plan(control, BEN, f"@amira {day}/11 09:00 60m")
        plan(control, BEN, f"@priya {day}/11 13:00 60m")
    go_to(control, "2026-11-22 12:00")
    week = [
        message
        for message in reminders(control, BEN)
        if come_at(message).isocalendar().week == 47
    ]
    assert len(week) == MOST_A_WEEK
    go_to(control, "2026-11-23 08:20")  # what was held back is not forgotten
    assert "*Did you meet Amira Example?* Fri 20 Nov" in reminded(control, BEN)[-1]


@pytest.mark.parametrize(
    "moment",
    ["2026-11-16 15:31", "2026-11-17 15:31", "2026-11-18 08:16", "2026-11-20 15:31"],
)
def test_a_tick_that_runs_twice_changes_nothing(control: Control, moment: str) -> None:
    go_to(control, moment)
    before = everything(control)
    tick(control)
    tick(control)
    assert everything(control) == before


# As they like it ----------------------------------------------------------------------


def test_put_off_for_an_hour_it_comes_again_in_an_hour(control: Control) -> None:
    go_to(control, "2026-11-17 15:31")
    react(control, BEN, ids.LATER, value="hour|log_it")
    assert "Nothing is left to do here." in reminded(control, BEN)[-1]
    go_to(control, "2026-11-17 16:29")
    assert "Did you meet" not in said(reminded(control, BEN))
    go_to(control, "2026-11-17 16:35")
    assert reminded(control, BEN)[-1].startswith("*Did you meet Amira Example?*")


def test_put_off_until_next_week_it_keeps_quiet_until_then(control: Control) -> None:
    go_to(control, "2026-11-17 15:31")
    react(control, BEN, ids.LATER, value="week|log_it")
    before = len([t for t in reminded(control, BEN) if "Did you meet" in t])
    go_to(control, "2026-11-22 23:00")
    assert len([t for t in reminded(control, BEN) if "Did you meet" in t]) == before
    go_to(control, "2026-11-23 09:00")
    assert "*Did you meet Amira Example?* Tue 17 Nov" in reminded(control, BEN)[-1]


def test_what_is_switched_off_is_not_sent_and_the_record_says_so(
    control: Control,
) -> None:
    set_level(control, BEN, "log_it", Level.OFF)
    go_to(control, "2026-11-20 17:00")
    assert "Did you meet" not in said(reminded(control, BEN))
    states = {nudge.state for nudge in kept(control, "log-it:example-amira-1117")}
    assert states == {NudgeState.SWITCHED_OFF}


def test_quieter_asks_once_and_sends_the_week_every_other_week(
    control: Control,
) -> None:
    set_level(control, BEN, "log_it", Level.QUIETER)
    set_level(control, CARLA, "digest", Level.QUIETER)
    go_to(control, "2026-12-04 17:00")
    asked = [text for text in reminded(control, BEN) if "Did you meet" in text]
    assert len(asked) == 1
    weeks = [
        come_at(message).isocalendar().week
        for message in reminders(control, CARLA)
        if "This week" in message["text"]
    ]
    assert weeks == [46, 48]


@pytest.mark.slow
def test_what_was_ignored_three_times_becomes_quieter_and_says_so_once(
    control: Control,
) -> None:
    go_to(control, "2026-11-13 17:00")  # Dee let three messages about Tom lie
    for day in ("16", "23", "30"):
        go_to(control, f"2026-11-{int(day) - 3} 17:00")
        plan(control, DEE, f"{day}/11 09:00 60m")
    go_to(control, "2026-12-04 17:00")
    said_so = [
        message
        for message in reminders(control, DEE)
        if "I will ask this less often from now on" in said(message)
    ]
    assert [f"{come_at(message):%d %b}" for message in said_so] == ["16 Nov"]
    asked = [m for m in reminders(control, DEE) if "Did you meet" in m["text"]]
    assert [f"{come_at(m):%d %b}" for m in asked[-3:]] == ["16 Nov", "23 Nov", "30 Nov"]
    view = control.command(DEE, "nudges")["new"]["view"]
    assert "I made this quieter" in said(view)


@pytest.mark.slow
def test_what_is_switched_on_again_stays_on(control: Control) -> None:
    go_to(control, "2026-11-13 17:00")
    plan(control, DEE, "16/11 09:00 60m")
    plan(control, DEE, "18/11 09:00 60m")
    go_to(control, "2026-11-16 12:00")
    set_level(control, DEE, "log_it", Level.ON)
    go_to(control, "2026-11-18 12:00")
    assert "less often" not in said(reminders(control, DEE)[-1])
    view = control.command(DEE, "nudges")["new"]["view"]
    assert "I made this quieter" not in said(view)


@pytest.mark.slow
def test_who_reacts_is_not_made_quieter(control: Control) -> None:
    set_level(control, BEN, "log_it", Level.OFF)
    for day in ("11-18", "11-25", "12-02", "12-09"):
        go_to(control, f"2026-{day} 08:16")
        react(control, BEN, ids.PLAN_ONE)
        submit(control, BEN)
        close_all(control, BEN)
    go_to(control, "2026-12-16 08:16")
    assert "less often" not in said(reminders(control, BEN))
