"""What follows a logged or planned session: the ECT's word, new hours, the admin."""

from datetime import time

import msgspec

from bot.domain.school.profile import Hours
from bot.ports.kinds import FLAGS, SCHOOLS, SESSIONS
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.usecases.people.account_check import check_people
from bot.usecases.planning.hours_recheck import recheck_hours
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    DEE,
    HELEN,
    SAM,
    TOM,
    from_bot,
    pass_days,
    press,
    said,
    submit,
    with_button,
)
from tests.journeys.conftest import Control


def test_the_ect_confirms_a_session_and_the_mentor_sees_it(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m")
    press(control, TOM, ids.CONFIRM_SESSION)
    assert "You confirmed it." in said(from_bot(control, TOM))
    assert ids.CONFIRM_SESSION not in said(from_bot(control, TOM))
    assert "Tom Example confirmed it." in said(from_bot(control, DEE))
    assert from_bot(control, CARLA) == []


def test_not_quite_stays_between_the_two_until_it_is_said_twice(
    control: Control,
) -> None:
    control.command(DEE, "log monday 10:00 50m")
    press(control, TOM, ids.DISPUTE_SESSION)
    submit(control, TOM, **{"length.value": "45"})
    assert "Tom Example says: not quite." in said(from_bot(control, DEE))
    press(control, DEE, ids.EDIT_SESSION)
    submit(control, DEE, **{"length.value": "40"})
    press(control, TOM, ids.DISPUTE_SESSION)
    submit(control, TOM, **{"length.value": "45"})
    pass_days(control, 1)
    assert "differently" not in said(control.get("messages", CARLA))
    control.post("clock", now="2026-11-13T15:45:00Z")
    digest = said(control.get("messages", CARLA))
    assert "the two remember Mon 9 Nov differently" in digest


def test_only_the_ect_of_a_session_confirms_it(control: Control) -> None:
    control.command(DEE, "log monday 10:00 50m")
    message = with_button(control, TOM, ids.CONFIRM_SESSION)
    control.rehearsal.workspace.state.add_message(AMIRA, 0, blocks=message["blocks"])
    forged = control.get("messages", AMIRA)[-1]
    answer = control.press(AMIRA, forged, ids.CONFIRM_SESSION)
    assert "no such session for you" in said(answer)


def test_a_plan_that_new_hours_put_outside_is_flagged_once(control: Control) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, SCHOOL)
        assert school
        short = tuple(
            Hours(weekday=n, starts=time(8, 45), ends=time(14, 30)) for n in range(5)
        )
        records.put(SCHOOLS, msgspec.structs.replace(school, teaching_hours=short))
    ports = control.rehearsal.bot.ports
    assert recheck_hours(ports) == 1  # Ben and Amira, Tue 17 Nov, 14:00-15:00
    assert recheck_hours(ports) == 0
    with control.rehearsal.store.reading(TEAM) as records:
        planned = [s for s in records.every(SESSIONS) if s.state.value == "planned"]
        flagged = [s for s in planned if records.get(FLAGS, s.id)]
    assert [session.ect for session in flagged] == [AMIRA]
    ports.background.run(control.rehearsal.bot.outbox.deliver)
    control.post("clock", advance=60)
    assert "Sessions outside teaching hours" in said(from_bot(control, CARLA))


def test_the_admin_is_told_once_of_somebody_who_cannot_be_reached(
    control: Control,
) -> None:
    control.post("deactivate", user=BEN, deleted=True)
    control.post("message", user=AMIRA, text="Something is wrong, zebra")
    press(control, AMIRA, ids.RAISE)
    submit(control, AMIRA, **{"topic.value": "training"})
    submit(control, AMIRA, **{"reader.value": BEN})
    pass_days(control, 6)
    assert from_bot(control, SAM) == []  # or the admin would learn that there is one
    ports = control.rehearsal.bot.ports
    assert check_people(ports) == check_people(ports) == 1
    pass_days(control, 1)
    told = [m["text"] for m in from_bot(control, SAM)]
    assert len(told) == 1
    assert "I cannot reach Ben Example in Slack" in told[0]
    assert "concern" not in told[0].lower()
    assert "Amira" not in told[0]


def test_the_admin_is_asked_for_the_next_years_terms_in_good_time(
    control: Control,
) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        school = records.get(SCHOOLS, SCHOOL)
        assert school
        (autumn, *_later) = school.terms
        records.put(SCHOOLS, msgspec.structs.replace(school, terms=(autumn,)))
    pass_days(control, 2)
    told = said(from_bot(control, SAM))
    assert told.count("The last term that I know of ends on Fri 18 Dec") >= 1
    assert len(from_bot(control, SAM)) == 1
    assert from_bot(control, HELEN) == []
