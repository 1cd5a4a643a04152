"""The first contact: one short message to each person in each of their roles."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.member import ROLE_WORDS, Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.ports.kinds import INDUCTIONS, MEMBERS, PAIRINGS
from bot.sandbox.example_school import SCHOOL, TEAM
from bot.sandbox.rehearsal import Rehearsal
from bot.usecases.reminders.daily_run import run_day
from bot.views.kernel import ids
from tests.journeys.concerns.actions import (
    AMIRA,
    BEN,
    CARLA,
    EVERYBODY,
    HELEN,
    SAM,
    close_all,
    from_bot,
    said,
)
from tests.journeys.conftest import Control
from tests.journeys.reminders.actions import go_to

NINA = PersonId("U0NINA")
ROLES = {
    AMIRA: Role.ECT,
    BEN: Role.MENTOR,
    CARLA: Role.INDUCTION_TUTOR,
    HELEN: Role.HEADTEACHER,
    SAM: Role.SCHOOL_ADMIN,
}


@pytest.fixture
def newcomers(tmp_path: Path) -> Iterator[Control]:
    """Return the school on the day on which its people first hear from the bot."""
    with Rehearsal(tmp_path / "new.db", quiet_ms=20, welcomed=False) as opened:
        yield Control(opened)


def welcomes(control: Control, person: str) -> list[str]:
    return [
        message["text"]
        for message in control.get("messages", person)
        if '"first_contact:' in said(message.get("metadata"))
    ]


def join(control: Control, *roles: Role, begins: date) -> None:
    """Enter Nina, as an ECT of Ben's or a mentor of Amira's where she is one."""
    with control.rehearsal.store.transaction(TEAM) as records:
        nina = Member(
            school=SCHOOL, person=NINA, name="Nina Example", roles=frozenset(roles)
        )
        records.put(MEMBERS, nina)
        if Role.ECT in roles:
            induction = Induction(
                school=SCHOOL, ect=NINA, tutor=PersonId(CARLA), counted_from=begins
            )
            records.put(INDUCTIONS, induction)
        if Role.MENTOR in roles:
            pairing = Pairing(
                id=PairingId("nina-amira"),
                school=SCHOOL,
                mentor=NINA,
                ect=PersonId(AMIRA),
                begins_on=begins,
            )
            records.put(PAIRINGS, pairing)


def test_each_person_is_welcomed_once_in_their_role(newcomers: Control) -> None:
    go_to(newcomers, "2026-11-11 10:45")
    go_to(newcomers, "2026-11-12 08:20")
    run_day(newcomers.rehearsal.bot.ports)
    for person, role in ROLES.items():
        (text,) = welcomes(newcomers, person)
        assert ROLE_WORDS[role] in text
        for part in ("What I do", "What I never do", "Who sees what", "quieter"):
            assert part in text
    assert welcomes(newcomers, NINA) == []


@pytest.mark.rule("R5")
def test_a_welcome_is_short_and_says_that_a_mentor_does_not_assess(
    newcomers: Control,
) -> None:
    go_to(newcomers, "2026-11-11 10:45")
    for person in ROLES:
        (text,) = welcomes(newcomers, person)
        assert len(text.split()) < 150
    for person in (BEN, AMIRA):
        assert "does not assess" in welcomes(newcomers, person)[0]


def test_each_button_of_a_welcome_is_answered(newcomers: Control) -> None:
    go_to(newcomers, "2026-11-11 10:45")
    for person in ROLES:
        message = from_bot(newcomers, person)[-1]
        for element in message["blocks"][-1]["elements"]:
            new = newcomers.press(person, message, element["action_id"])["new"]
            assert new
            assert "no longer in use" not in said(new)
            assert "went wrong" not in said(new)
            close_all(newcomers, person)


def test_those_who_were_here_before_are_not_welcomed_again(control: Control) -> None:
    go_to(control, "2026-11-12 08:20")
    assert all(welcomes(control, person) == [] for person in EVERYBODY)


def test_nobody_is_welcomed_before_their_first_school_day(control: Control) -> None:
    join(control, Role.ECT, begins=date(2026, 11, 14))  # a Saturday
    go_to(control, "2026-11-13 12:00")
    assert welcomes(control, NINA) == []
    go_to(control, "2026-11-14 09:00")
    go_to(control, "2026-11-16 07:50")
    assert welcomes(control, NINA) == []
    go_to(control, "2026-11-16 08:10")
    assert len(welcomes(control, NINA)) == 1


def test_a_second_role_brings_its_own_welcome_and_only_that(control: Control) -> None:
    join(control, Role.HEADTEACHER, begins=date(2026, 11, 12))
    go_to(control, "2026-11-12 08:20")
    join(control, Role.HEADTEACHER, Role.MENTOR, begins=date(2026, 11, 16))
    go_to(control, "2026-11-13 08:20")
    assert len(welcomes(control, NINA)) == 1
    go_to(control, "2026-11-16 08:20")
    first, second = welcomes(control, NINA)
    assert "headteacher" in first
    assert "mentor" in second


def test_who_has_lost_the_role_by_then_is_not_welcomed(control: Control) -> None:
    join(control, Role.TRUST_LEAD, begins=date(2026, 11, 12))
    with control.rehearsal.store.transaction(TEAM) as records:
        nina = records.get(MEMBERS, f"{SCHOOL}/{NINA}")
        assert nina
        records.put(MEMBERS, msgspec.structs.replace(nina, roles=frozenset()))
    go_to(control, "2026-11-12 08:20")
    assert welcomes(control, NINA) == []


def test_a_welcome_leads_to_the_settings(newcomers: Control) -> None:
    go_to(newcomers, "2026-11-11 10:45")
    message = from_bot(newcomers, BEN)[-1]
    view = newcomers.press(BEN, message, ids.OPEN_NUDGES)["new"]["view"]
    assert "How I remind you" in said(view)
