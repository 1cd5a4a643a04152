"""The Home tab of an induction tutor of a trust: 400 ECTs at 20 schools."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from math import ceil
from time import process_time

import msgspec
import pytest

from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId, TeamId
from bot.domain.overviews.ect_table import ROWS_A_PAGE, Show, Sort, TableView
from bot.domain.people.member import Role
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.records import Session
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    INDUCTIONS,
    MEMBERS,
    PAIRINGS,
    SCHOOLS,
    SESSIONS,
)
from bot.sandbox.block_kit import faults_of_view
from bot.sandbox.clock import StillClock
from bot.store.memory import MemoryStore
from bot.usecases.overviews.home import home_tab
from bot.views.overviews.home import home
from tests.builders import (
    TUTOR,
    a_member,
    a_pairing,
    a_school,
    a_session,
    an_induction,
    at,
)
from tests.usecases.ports import ports_on

TEAM = TeamId("T0TRUST")
SCHOOLS_OF_TRUST, ECTS_OF_SCHOOL = 20, 20
BEGAN = date(2026, 9, 7)  # a Monday
WEEK = timedelta(days=7)
WEEKS = 38  # sessions of a whole year are behind each ECT
# In time of the processor: what else the machine does takes none of it.
MOST_SECONDS = 1.0


@pytest.fixture(scope="module")
def trust() -> Ports:
    clock = StillClock(at("2027-07-05 10:00"))
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    with store.transaction(TEAM) as records:
        for number in range(SCHOOLS_OF_TRUST):
            school = SchoolId(f"school-{number:02}")
            records.put(SCHOOLS, a_school(id=school, name=f"School {number}"))
            tutor = a_member(Role.INDUCTION_TUTOR, school=school)
            records.put(MEMBERS, tutor)
            for ect in range(ECTS_OF_SCHOOL):
                pairing = _paired(school, f"{number:02}{ect:02}")
                people = ((Role.ECT, pairing.ect), (Role.MENTOR, pairing.mentor))
                for role, person in people:
                    member = a_member(role, school=school, person=person, name=person)
                    records.put(MEMBERS, member)
                induction = an_induction(school=school, ect=pairing.ect)
                records.put(INDUCTIONS, induction)
                records.put(PAIRINGS, pairing)
                for session in _held(pairing):
                    records.put(SESSIONS, session)
    return ports_on(store, clock)


def _paired(school: SchoolId, name: str) -> Pairing:
    return a_pairing(
        id=PairingId(f"pairing-{name}"),
        school=school,
        mentor=PersonId(f"U0M{name}"),
        ect=PersonId(f"U0E{name}"),
    )


def _held(pairing: Pairing) -> Iterator[Session]:
    for week in range(WEEKS):
        if week % 9 == int(pairing.ect[-1]) % 9:
            continue
        starts_at = at(f"{BEGAN + week * WEEK} 14:00")
        yield a_session(
            id=SessionId(f"{pairing.id}-{week}"),
            school=pairing.school,
            pairing=pairing.id,
            mentor=pairing.mentor,
            ect=pairing.ect,
            starts_at=starts_at,
            recorded_at=starts_at,
        )


def drawn(ports: Ports, view: TableView) -> dict[str, object]:
    found = home_tab(ports, Actor(TEAM, TUTOR), view)
    return msgspec.convert(home(found).to_dict(), dict[str, object])


def test_400_ects_fit_in_pages_that_slack_takes(trust: Ports) -> None:
    first = home_tab(trust, Actor(TEAM, TUTOR), TableView()).as_tutor
    assert first is not None
    ects = SCHOOLS_OF_TRUST * ECTS_OF_SCHOOL
    assert first.page.counts[Show.ALL] == ects
    assert first.page.pages == ceil(ects / ROWS_A_PAGE)
    for number in (0, 13, first.page.pages - 1):
        assert faults_of_view(drawn(trust, TableView(page=number))) == []


def test_every_way_of_looking_at_it_is_one_that_slack_takes(trust: Ports) -> None:
    for sort, show in product(Sort, Show):
        assert faults_of_view(drawn(trust, TableView(sort, show))) == []


def test_it_is_drawn_in_well_under_a_second(trust: Ports) -> None:
    drawn(trust, TableView())
    began = process_time()
    drawn(trust, TableView())
    took = process_time() - began
    assert took < MOST_SECONDS, f"{took:.2f} s"
