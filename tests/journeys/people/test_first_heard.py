"""Nobody hears from the bot before Start; the introduction is the first they hear."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.domain.concerns.records import Topic
from bot.domain.entitlement.drop_ins import DropInDraft
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.school.profile import DEFAULT_EXCEPTIONAL_REASONS
from bot.ports.bundle import Actor
from bot.ports.kinds import INDUCTIONS, MEMBERS, PAIRINGS, SCHOOLS
from bot.sandbox.example_school import BEN, CARLA, SCHOOL, TEAM, TOM
from bot.sandbox.rehearsal import Rehearsal
from bot.usecases.concerns.raising import ConcernDraft, send_concern
from bot.usecases.entitlement.drop_ins import note_drop_in
from bot.usecases.kernel.claims import Delivery
from bot.usecases.sessions.logging import log_session
from tests.builders import a_draft, at
from tests.journeys.concerns.actions import move_to
from tests.journeys.conftest import Control
from tests.journeys.school.setting_up import Walk
from tests.journeys.school.test_set_up import enter_people

NINA = PersonId("U0NINA")
REASON = DEFAULT_EXCEPTIONAL_REASONS[0]
_deliveries = (Delivery(f"first-heard-{number}") for number in count())


@pytest.fixture
def in_set_up(tmp_path: Path) -> Iterator[tuple[Control, Walk]]:
    """Return a school of which everything is entered, and which nobody has started."""
    with Rehearsal(tmp_path / "empty.db", quiet_ms=20, empty=True) as opened:
        control = Control(opened)
        walk = Walk(control)
        walk.all_steps()
        enter_people(control)
        move_to(control, "2026-11-12T16:00:00Z")
        yield control, walk


def came(control: Control, person: str) -> list[str]:
    """Return the kinds of the messages that somebody has had, oldest first."""
    return [
        message["metadata"]["event_payload"]["key"].partition(":")[0]
        for message in control.get("messages", person)
        if message.get("metadata")
    ]


def log(control: Control, pairing: str, start: str, **more: Any) -> None:
    draft = a_draft(pairing=PairingId(pairing), starts_at=at(start), **more)
    ports = control.rehearsal.bot.ports
    log_session(ports, Actor(TEAM, BEN), draft, next(_deliveries))


def write_before_start(control: Control) -> None:
    """Note what a mentor may note while the school is still being set up."""
    log(control, "p", "2026-11-11 15:30", reason=REASON)
    move_to(control, "2026-11-13T09:00:00Z")
    log(control, "p", "2026-11-12 15:30", reason=REASON)


def test_nobody_hears_what_a_mentor_notes_before_start(
    in_set_up: tuple[Control, Walk],
) -> None:
    control, _walk = in_set_up
    write_before_start(control)
    drop_in = DropInDraft(PairingId("p"), date(2026, 11, 12), encouragement="Calm")
    ports = control.rehearsal.bot.ports
    note_drop_in(ports, Actor(TEAM, BEN), drop_in, next(_deliveries))
    move_to(control, "2026-11-13T10:00:00Z")
    assert came(control, TOM) == came(control, CARLA) == []
    # What one did oneself is answered, as ever.
    assert set(came(control, BEN)) == {"session_receipt", "drop_in_receipt"}


def test_what_was_noted_before_start_comes_after_the_introduction(
    in_set_up: tuple[Control, Walk],
) -> None:
    control, walk = in_set_up
    write_before_start(control)
    move_to(control, "2026-11-13T10:00:00Z")
    walk.open()
    walk.press("set_up.start")
    move_to(control, "2026-11-13T10:10:00Z")
    assert came(control, TOM) == ["first_contact", *2 * ["session_logged"]]
    # All times outside teaching hours are one message, which no day of before is.
    assert came(control, CARLA)[0] == "first_contact"
    assert came(control, CARLA).count("out_of_hours") == 1
    flags = control.get("messages", CARLA)[-1]
    assert "Wed 11 Nov" in json.dumps(flags)
    assert "Thu 12 Nov" in json.dumps(flags)


@pytest.mark.rule("R4")
def test_a_concern_is_not_held_back_and_its_reader_is_introduced_first(
    in_set_up: tuple[Control, Walk],
) -> None:
    control, _walk = in_set_up
    with control.rehearsal.store.reading(TEAM) as records:
        [school] = records.every(SCHOOLS)
    send_concern(
        control.rehearsal.bot.ports,
        Actor(TEAM, TOM),
        ConcernDraft(school.id, Role.ECT, Topic.TIME, frozenset(), "Words"),
        reader=CARLA,
        pass_on=False,
        delivery=next(_deliveries),
    )
    move_to(control, "2026-11-13T09:00:00Z")
    assert came(control, CARLA) == ["first_contact", "concern_came"]
    assert came(control, TOM) == ["concern_receipt"]


def test_who_was_entered_today_is_introduced_before_anything_else(
    control: Control,
) -> None:
    move_to(control, "2026-11-12T09:00:00Z")
    with control.rehearsal.store.transaction(TEAM) as records:
        nina = Member(
            school=SCHOOL,
            person=NINA,
            name="Nina Example",
            roles=frozenset({Role.ECT}),
        )
        records.put(MEMBERS, nina)
        began = date(2026, 11, 11)
        induction = Induction(
            school=SCHOOL, ect=NINA, tutor=PersonId(CARLA), counted_from=began
        )
        records.put(INDUCTIONS, induction)
        pairing = Pairing(
            id=PairingId("n"), school=SCHOOL, mentor=BEN, ect=NINA, begins_on=began
        )
        records.put(PAIRINGS, pairing)
    log(control, "n", "2026-11-11 10:00")
    move_to(control, "2026-11-12T09:10:00Z")
    assert came(control, NINA) == ["first_contact", "session_logged"]
    move_to(control, "2026-11-13T09:10:00Z")
    assert came(control, NINA).count("first_contact") == 1
