"""A trust lead sees schools side by side: counts, nothing that points to a person."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.ports.kinds import INDUCTIONS, MEMBERS, PAIRINGS, SCHOOLS, SESSIONS
from bot.ports.store import Records
from bot.results.overviews.status import SchoolCounts
from bot.results.overviews.trust import TrustRow, TrustTable
from bot.sandbox.example_school import DEE, NINA, SCHOOL, STARTS, TEAM, example_school
from bot.views.kernel import ids
from bot.views.overviews.trust import trust_table
from tests.journeys.conftest import Control

ACADEMY = SchoolId("academy")
ECTS = 7


@pytest.fixture
def led(control: Control) -> Control:
    """Have Nina lead the example school and an academy with seven ECTs."""
    with control.rehearsal.store.transaction(TEAM) as records:
        school = msgspec.structs.replace(
            example_school(), id=ACADEMY, name="Example Academy"
        )
        records.put(SCHOOLS, school)
        for school_id in (SCHOOL, ACADEMY):
            records.put(MEMBERS, _member(school_id, NINA, Role.TRUST_LEAD))
        for number in range(ECTS):
            _add_ect(records, number, met=number > 0)
    return control


def _member(school: SchoolId, person: PersonId, *roles: Role) -> Member:
    name = f"Secret{person} Example"
    return Member(school=school, person=person, name=name, roles=frozenset(roles))


def _add_ect(records: Records, number: int, *, met: bool) -> None:
    ect, mentor = PersonId(f"U1E{number}"), PersonId(f"U1M{number}")
    pairing = PairingId(f"academy-{number}")
    began = STARTS.date() - timedelta(days=40)
    records.put(MEMBERS, _member(ACADEMY, ect, Role.ECT))
    records.put(MEMBERS, _member(ACADEMY, mentor, Role.MENTOR))
    tutor = PersonId("U1TUTOR")
    induction = Induction(school=ACADEMY, ect=ect, tutor=tutor, counted_from=began)
    records.put(INDUCTIONS, induction)
    paired = Pairing(
        id=pairing, school=ACADEMY, mentor=mentor, ect=ect, begins_on=began
    )
    records.put(PAIRINGS, paired)
    if met:
        held = Session(
            id=SessionId(f"held-{number}"),
            school=ACADEMY,
            pairing=pairing,
            mentor=mentor,
            ect=ect,
            starts_at=STARTS - timedelta(days=1),
            minutes=50,
            state=SessionState.HELD,
            time_class=TimeClass.TEACHING,
            recorded_at=STARTS,
        )
        records.put(SESSIONS, held)


def _shown(control: Control, person: str) -> dict[str, Any]:
    answer = control.command(person, "trust")
    return dict(answer["new"]["messages"][-1])


def test_schools_stand_side_by_side_by_name_with_small_numbers_withheld(
    led: Control,
) -> None:
    text = _shown(led, NINA)["text"]
    academy, primary = (
        text.index("*Example Academy*"),
        text.index("*Example Primary School*"),
    )
    assert academy < primary
    assert "7 ECTs, of whom met their mentor this week: all but fewer than 5" in text
    assert "concerns are in no number" in text
    assert "Fewer than 5 ECTs" in text[primary:]


def test_nobody_is_named_and_nobody_can_be_looked_at(led: Control) -> None:
    message = _shown(led, NINA)
    shown = json.dumps(message)
    assert "Secret" not in shown
    assert "Amira" not in shown
    assert ids.LOOK_CLOSER not in shown


def test_only_who_is_a_schools_induction_tutor_looks_closer_there(led: Control) -> None:
    with led.rehearsal.store.transaction(TEAM) as records:
        both = _member(ACADEMY, NINA, Role.TRUST_LEAD, Role.INDUCTION_TUTOR)
        records.put(MEMBERS, both)
    message = _shown(led, NINA)
    assert json.dumps(message).count(ids.LOOK_CLOSER) == 1
    closer = led.press(NINA, message, ids.LOOK_CLOSER)["new"]["messages"][-1]
    assert "SecretU1E0 Example" in closer["text"]
    message = _shown(led, NINA)
    with led.rehearsal.store.transaction(TEAM) as records:
        records.put(MEMBERS, _member(ACADEMY, NINA, Role.TRUST_LEAD))
    refused = led.press(NINA, message, ids.LOOK_CLOSER)["new"]["messages"][-1]
    assert "own induction tutor" in refused["text"]


def test_who_leads_no_trust_is_told_whom_to_ask(led: Control) -> None:
    assert "those who lead a trust" in _shown(led, DEE)["text"]


def test_the_home_tab_offers_it(led: Control) -> None:
    home = led.post("open_home", user=NINA)["new"]["home"]
    assert "Schools side by side" in json.dumps(home)


@given(
    counts=st.builds(
        SchoolCounts,
        ects=st.integers(0, 20),
        met_this_week=st.integers(0, 20),
        out_of_hours=st.integers(0, 20),
        time_lost=st.integers(0, 20),
    )
)
def test_no_number_under_five_is_shown_or_can_be_worked_out(
    counts: SchoolCounts,
) -> None:
    met = min(counts.ects, counts.met_this_week)
    row = TrustRow(SchoolId("s"), "School", None, replace(counts, met_this_week=met))
    (_heading, said, _small) = trust_table(TrustTable((row,))).text.split("\n\n")
    plain = said.replace("fewer than 5", "few").replace("Fewer than 5", "Few")
    numbers = [int(found) for found in re.findall(r"\d+", plain)]
    assert all(number >= 5 for number in numbers)
    shown = re.search(r"met their mentor this week: (\d+)", plain)
    if shown is not None:
        assert counts.ects - int(shown[1]) >= 5


def test_of_many_schools_one_is_looked_at_closer_from_a_menu(led: Control) -> None:
    both = (Role.TRUST_LEAD, Role.INDUCTION_TUTOR)
    with led.rehearsal.store.transaction(TEAM) as records:
        for number in range(21):
            name = SchoolId(f"school-{number}")
            school = msgspec.structs.replace(example_school(), id=name, name=name)
            records.put(SCHOOLS, school)
            records.put(MEMBERS, _member(name, NINA, *both))
    message = _shown(led, NINA)
    answer = led.post(
        "click",
        user=NINA,
        message_ts=message["ts"],
        action_id=ids.LOOK_CLOSER,
        value="school-20",
    )
    assert "No ECT has a mentor here yet" in answer["new"]["messages"][-1]["text"]


def test_a_hundred_schools_fit_one_message() -> None:
    counts = SchoolCounts(ects=12, met_this_week=6, out_of_hours=5)
    rows = tuple(
        TrustRow(SchoolId(f"s{n}"), f"School {n:03}", None, counts) for n in range(100)
    )
    message = trust_table(TrustTable(rows))
    assert len(message.as_dicts()) <= 50
    assert message.text.count("12 ECTs") == 100
