"""What touches times, in June, when London's clocks are an hour ahead of UTC.

The practice workspace begins on Wed 16 June 2027, 10:40. Dee mentors Tom, who works Mon
to Wed; Ben mentors Amira (Tuesdays, planned for 22 June at 14:00) and Priya.
"""

from datetime import UTC, datetime

import pytest

from bot.domain.reminders.preferences import Level
from bot.domain.sessions.records import SessionState
from bot.ports.kinds import SESSIONS
from bot.sandbox.example_school import TEAM, Season
from bot.views.kernel import ids
from tests.builders import at
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
from tests.journeys.reminders.actions import come_at, go_to, reminders, set_level, tick


@pytest.fixture
def season() -> Season:
    return Season.SUMMER


@pytest.fixture
def clocks() -> None:
    """Leave the clocks as they are: the journeys here have a summer of their own."""


@pytest.fixture
def asked_for(control: Control) -> Control:
    """Have Dee ask for the reminder an hour before."""
    set_level(control, DEE, "hour_before", Level.ON)
    return control


def plan(control: Control, line: str) -> None:
    answer = control.command(DEE, f"plan {line}")
    assert "Planned" in said(answer), answer
    close_all(control, DEE)


def move(control: Control, *, place: str = "in_person", **picked: str) -> None:
    """Open the form to move Dee's last session, pick something and send it off."""
    press_move(control)
    for field, value in picked.items():
        view = control.get("view", DEE)
        control.post(
            "click",
            user=DEE,
            view_id=view["id"],
            action_id=ids.RECHECK_PLAN,
            block_id=field,
            value=value,
        )
    answer = submit(control, DEE, **{"place.value": place})
    assert "errors" not in answer, answer
    close_all(control, DEE)


def press_move(control: Control) -> None:
    message = control.command(DEE, "upcoming")["new"]["messages"][0]
    blocks = [b for b in message["blocks"] if ids.SESSION_MOVED in said(b)]
    answer = control.post(
        "click",
        user=DEE,
        message_ts=message["ts"],
        action_id=ids.SESSION_MOVED,
        block_id=blocks[-1]["block_id"],
    )
    assert answer["ok"], answer


def came(control: Control, person: str, words: str) -> list[str]:
    """Return when, by London's clocks, each reminder with these words came."""
    found = [m for m in reminders(control, person) if words in m["text"]]
    return [f"{come_at(message):%d %b %H:%M}" for message in found]


def pass_by(control: Control, day: str, *times: str) -> None:
    for time in times:
        go_to(control, f"{day} {time}")


def sessions(control: Control, state: SessionState) -> list[datetime]:
    with control.rehearsal.store.reading(TEAM) as records:
        found = [one for one in records.every(SESSIONS) if one.state is state]
    return sorted(one.starts_at for one in found)


@pytest.mark.rule("R2")
def test_a_plan_that_is_moved_by_form_is_reminded_of_an_hour_before_it_is_now(
    asked_for: Control,
) -> None:
    plan(asked_for, "23/6 14:00 60m")
    move(asked_for, slot="other", day="2027-06-23", start="13:00")
    pass_by(asked_for, "2027-06-23", "11:59", "12:00", "13:01", "13:30")
    assert came(asked_for, DEE, "In an hour") == ["23 Jun 12:00"]
    assert "13:00–14:00 with Tom" in reminders(asked_for, DEE)[-1]["text"]


@pytest.mark.rule("R7")
def test_a_plan_that_is_moved_by_form_is_asked_after_half_an_hour_after_its_end(
    control: Control,
) -> None:
    plan(control, "23/6 14:00 60m")
    move(control, slot="other", day="2027-06-23", start="13:00")
    pass_by(control, "2027-06-23", "14:29", "14:31", "15:31", "15:35")
    assert came(control, DEE, "Did you meet Tom Example?* Wed 23 Jun, 13:00")[:1] == [
        "23 Jun 14:31"
    ]


@pytest.mark.rule("R2")
def test_who_changes_the_place_of_a_plan_alone_is_not_reminded_again(
    asked_for: Control,
) -> None:
    plan(asked_for, "23/6 14:00 60m")
    pass_by(asked_for, "2027-06-23", "13:00")
    as_it_was = {"slot": "other", "day": "2027-06-23", "start": "14:00"}
    move(asked_for, **as_it_was, place="online")
    pass_by(asked_for, "2027-06-23", "13:05", "14:01")
    assert came(asked_for, DEE, "In an hour") == ["23 Jun 13:00"]


def test_whatever_plans_or_logs_a_session_keeps_the_same_moment(
    control: Control,
) -> None:
    plan(control, "mon 28/6 10:00 60m")  # by line
    control.command(DEE, "plan")  # by form, as it is proposed: Wed 23 June, 9:00
    submit(control, DEE, **{"every.plan.recheck": "0"})
    close_all(control, DEE)
    control.command(DEE, "log mon 10:00 50m")
    control.command(DEE, "log")
    submit(control, DEE)  # as it is proposed: today's plan, 9:00
    close_all(control, DEE)
    assert sessions(control, SessionState.PLANNED) == [
        datetime(2027, 6, 22, 13, tzinfo=UTC),
        datetime(2027, 6, 23, 8, tzinfo=UTC),
        datetime(2027, 6, 28, 9, tzinfo=UTC),
    ]
    assert {
        datetime(2027, 6, 14, 9, tzinfo=UTC),
        datetime(2027, 6, 16, 8, tzinfo=UTC),
    } <= set(sessions(control, SessionState.HELD))


@pytest.mark.rule("R8")
def test_in_teaching_hours_is_by_the_clocks_of_the_school(control: Control) -> None:
    control.command(DEE, "log tue 8:45 30m")  # 7:45 in UTC
    control.command(DEE, "log mon 14:30 45m")
    assert "Logged: Tue 15 Jun, 08:45–09:15" in said(from_bot(control, DEE))
    assert "Logged: Mon 14 Jun, 14:30–15:15" in said(from_bot(control, DEE))
    assert from_bot(control, CARLA) == []  # nothing to flag


def test_an_ects_own_time_is_taken_over_as_it_was_said(control: Control) -> None:
    control.command(DEE, "log mon 10:00 50m")
    press(control, TOM, ids.DISPUTE_SESSION)
    submit(control, TOM, **{"start.value": "11:00"})
    close_all(control, TOM)
    asked = said(with_button(control, DEE, ids.CORRECT_SESSION))
    assert "Mon 14 Jun, 11:00–11:50" in asked
    press(control, DEE, ids.CORRECT_SESSION)
    moved = datetime(2027, 6, 14, 10, tzinfo=UTC)
    assert moved in sessions(control, SessionState.HELD)


def test_a_day_before_and_the_week_ahead_come_by_the_clocks_of_the_school(
    control: Control,
) -> None:
    pass_by(control, "2027-06-21", "08:14", "08:16", "15:29", "15:31")
    assert came(control, CARLA, "Tue 22 Jun, 14:00–15:00") == ["21 Jun 08:16"]
    assert came(control, AMIRA, "Tue 22 Jun: 1 mentoring") == ["21 Jun 15:31"]


def test_a_reminder_that_is_put_off_until_tomorrow_comes_in_the_morning(
    control: Control,
) -> None:
    pass_by(control, "2027-06-22", "15:31")
    (asked,) = (m for m in reminders(control, BEN) if "Did you meet" in m["text"])
    control.post(
        "click",
        user=BEN,
        message_ts=asked["ts"],
        action_id=ids.LATER,
        value="tomorrow|log_it",
    )
    pass_by(control, "2027-06-22", "17:30", "23:59")
    pass_by(control, "2027-06-23", "07:59", "08:16")
    assert came(control, BEN, "Did you meet")[-1] == "23 Jun 08:16"


@pytest.mark.parametrize(
    ("later", "comes"), [("tomorrow", "24 Jun"), ("week", "28 Jun")]
)
def test_past_midnight_it_is_the_schools_own_tomorrow_that_is_meant(
    control: Control, later: str, comes: str
) -> None:
    pass_by(control, "2027-06-22", "15:31")
    (asked,) = (m for m in reminders(control, BEN) if "Did you meet" in m["text"])
    go_to(control, "2027-06-23 00:30")  # which is 23:30 of the day before in UTC
    control.post(
        "click",
        user=BEN,
        message_ts=asked["ts"],
        action_id=ids.LATER,
        value=f"{later}|log_it",
    )
    for day in ("2027-06-23", "2027-06-24", "2027-06-28"):
        pass_by(control, day, "08:16")
    asked_then, asked_again, *_ = came(control, BEN, "22 Jun, 14:00–15:00")
    assert asked_then == "22 Jun 15:31"
    assert asked_again.startswith(comes)


# The two nights on which the clocks change --------------------------------------------


@pytest.mark.parametrize("season", [Season.AUTUMN])
def test_a_series_stays_at_its_time_when_the_clocks_go_forward(
    control: Control,
) -> None:
    set_level(control, DEE, "hour_before", Level.ON)
    control.rehearsal.clock.move_to(at("2027-03-22 10:40"))
    tick(control)
    control.command(DEE, "plan")
    submit(
        control,
        DEE,
        **{
            "slot.plan.recheck": "other",
            "every.plan.recheck": "1",
            "until.plan.recheck": "2027-07-21",
        },
    )
    close_all(control, DEE)
    planned = sessions(control, SessionState.PLANNED)
    in_2027 = [f"{one:%d %b %H:%M}" for one in planned if one.year == 2027]
    assert in_2027[:3] == ["24 Mar 09:00", "14 Apr 08:00", "21 Apr 08:00"]
    pass_by(control, "2027-04-14", "07:30", "08:05", "09:05")
    assert came(control, DEE, "In an hour")[-1] == "14 Apr 08:00"


@pytest.mark.parametrize("season", [Season.AUTUMN])
@pytest.mark.parametrize(
    ("day", "now", "kept", "shown"),
    [
        # In spring the clocks go from 00:59 to 02:00: an hour later is meant.
        ("2027-03-28", "2027-03-29 10:40", "2027-03-28 01:30", "Sun 28 Mar, 02:30"),
        # In autumn 01:30 comes twice: the first of the two.
        ("2026-10-25", "2026-11-11 10:40", "2026-10-25 00:30", "Sun 25 Oct, 01:30"),
    ],
)
def test_a_time_that_comes_twice_or_never_is_read_as_one_and_said_back(
    control: Control, day: str, now: str, kept: str, shown: str
) -> None:
    control.rehearsal.clock.move_to(at(now))
    view = control.command(DEE, "log")["new"]["view"]
    control.post("click", user=DEE, view_id=view["id"], action_id=ids.CHANGE_WHEN)
    submit(control, DEE, **{"day.log.recheck": day, "start.log.recheck": "01:30"})
    reason = "Cover took the planned time"
    answer = submit(control, DEE, **{"reason.value": reason})
    assert shown in said(answer)
    assert datetime.fromisoformat(f"{kept}+00:00") in sessions(
        control, SessionState.HELD
    )
