"""What is kept for too long: the school is told, somebody says so, then it goes."""

from typing import Any

import msgspec
import pytest

from bot.domain.data_protection.retention import Retention
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.record import PersonId
from bot.domain.operations.heartbeats import JobTrouble, Trouble
from bot.ports.bundle import Actor
from bot.ports.kinds import AUDIT, CLEARANCES, JOB_TROUBLES, NOTES, SCHOOLS, SESSIONS
from bot.sandbox.example_school import SAM, TEAM
from bot.usecases.data_protection.retention_asking import clear_out, see_to_what_is_past
from bot.views.kernel import ids
from tests.builders import at
from tests.journeys.concerns.actions import CARLA
from tests.journeys.conftest import Control
from tests.journeys.reminders.actions import go_to, while_stopped

AFTER_THE_SPRING = "2027-04-13 10:00"  # notes of the autumn go with the spring term

PAST_DAYS_LATER = JobTrouble(
    id="job|deliver|1",
    job="deliver",
    trouble=Trouble.THREW,
    since=at("2026-04-16 12:00"),
    over_at=at("2026-04-16 12:00"),
)


def kept(control: Control, kind: Any) -> list[Any]:
    with control.rehearsal.store.reading(TEAM) as records:
        return list(records.every(kind))


def said_to_sam(control: Control) -> list[dict[str, Any]]:
    return [
        message
        for message in control.get("messages", SAM)
        if "longer than your school wants" in message["text"]
        or "Certificate" in message["text"]
    ]


def test_the_admin_is_told_once_a_month_and_only_their_word_deletes(
    control: Control,
) -> None:
    sessions = len(kept(control, SESSIONS))
    while_stopped(control, AFTER_THE_SPRING)
    [told] = said_to_sam(control)
    assert "I looked on Tue 13 Apr 2027" in told["text"]
    assert see_to_what_is_past(control.rehearsal.bot.ports) == 0
    notes = kept(control, NOTES)
    assert notes
    [clearance] = kept(control, CLEARANCES)
    with pytest.raises(NotAllowed):
        clear_out(
            control.rehearsal.bot.ports, Actor(TEAM, PersonId(CARLA)), clearance.id
        )
    assert kept(control, NOTES) == notes
    control.press(SAM, told, ids.CLEAR_OUT)
    control.post("clock", advance=60)
    [done] = said_to_sam(control)
    assert done["ts"] == told["ts"]
    assert "Sam Example said so" in done["text"]
    [clearance] = kept(control, CLEARANCES)
    assert f"Certificate {clearance.certificate}" in done["text"]
    assert f"gone: {clearance.removed}" in done["text"]
    assert not kept(control, NOTES)
    assert len(kept(control, SESSIONS)) == sessions
    entry = kept(control, AUDIT)[-1]
    assert (entry.what, entry.by.value) == ("retained", SAM)
    assert entry.subject.value == clearance.certificate


def test_what_goes_by_itself_goes_a_week_after_the_admin_was_told(
    control: Control,
) -> None:
    with control.rehearsal.store.transaction(TEAM) as records:
        [school] = records.every(SCHOOLS)
        by_itself = msgspec.structs.replace(school, retention=Retention(by_itself=True))
        records.put(SCHOOLS, by_itself)
        records.put(JOB_TROUBLES, PAST_DAYS_LATER)
    while_stopped(control, AFTER_THE_SPRING)
    [told] = said_to_sam(control)
    assert "it goes by itself a week after this message" in told["text"]
    while_stopped(control, "2027-04-20 09:00")
    assert kept(control, NOTES)
    go_to(control, "2027-04-20 10:30")
    assert not kept(control, NOTES)
    [done] = said_to_sam(control)
    assert "as was told" in done["text"]
    [clearance] = kept(control, CLEARANCES)
    assert clearance.by is None
    assert clearance.removed + clearance.unnamed == clearance.past
    assert kept(control, JOB_TROUBLES) == [PAST_DAYS_LATER]  # nobody was told of it
    assert PersonId(SAM) not in str(kept(control, AUDIT)[-1].by)
