"""What a report counts is what the rules say; who sees which part of it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.data_protection.audit import Saw
from bot.domain.entitlement.drop_ins import DropIn
from bot.domain.entitlement.time_off import LostTo, TimeOffWeek
from bot.domain.entitlement.training import (
    Entitlement,
    Programme,
    Training,
    TrainingEntry,
)
from bot.domain.kernel.record import (
    DropInId,
    PairingId,
    PersonId,
    SessionId,
    TeamId,
    TrainingId,
)
from bot.domain.overviews.periods import Period
from bot.domain.people.member import Role
from bot.domain.sessions.expected import Entitled, expected_weeks
from bot.domain.sessions.records import Session, TimeClass
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    AUDIT,
    DROP_INS,
    INDUCTIONS,
    MEMBERS,
    PAIRINGS,
    SCHOOLS,
    SESSIONS,
    TIME_OFF,
    TRAINING_ENTRIES,
    TRAININGS,
)
from bot.results.overviews.reports import Report, ReportWish
from bot.sandbox.clock import StillClock
from bot.store.memory import MemoryStore
from bot.usecases.overviews.reports import leader_reports, report
from bot.views.overviews.report import leader_counts
from tests.builders import (
    ECT,
    HEAD,
    MENTOR,
    SCHOOL,
    TUTOR,
    a_calendar,
    a_member,
    a_pairing,
    a_school,
    a_session,
    an_induction,
    at,
)
from tests.usecases.ports import ports_on

TEAM = TeamId("T0OAK")


def ports_at(local: str, sessions: Sequence[Session] = (), *, ects: int = 1) -> Ports:
    """Return a school whose mentor has one ECT or several, with these sessions."""
    clock = StillClock(at(local))
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    with store.transaction(TEAM) as records:
        records.put(SCHOOLS, a_school())
        for role in (Role.MENTOR, Role.INDUCTION_TUTOR):
            records.put(MEMBERS, a_member(role))
        records.put(MEMBERS, a_member(Role.HEADTEACHER, person=HEAD))
        for number in range(ects):
            ect = ECT if number == 0 else PersonId(f"U0ECT{number}")
            pairing = a_pairing(ect=ect, id=PairingId(f"pairing-{number + 1}"))
            records.put(MEMBERS, a_member(Role.ECT, person=ect))
            records.put(INDUCTIONS, an_induction(ect=ect))
            records.put(PAIRINGS, pairing)
        for session in sessions:
            records.put(SESSIONS, session)
    return ports_on(store, clock)


def had(
    ports: Ports,
    person: PersonId = TUTOR,
    hat: Role = Role.INDUCTION_TUTOR,
    period: Period = Period.TERM,
) -> Report:
    return report(ports, Actor(TEAM, person), ReportWish(SCHOOL, hat, period))


def held(number: int, day: date, *, is_outside: bool = False, of: int = 1) -> Session:
    outside = TimeClass.OUTSIDE_TEACHING if is_outside else TimeClass.TEACHING
    return a_session(
        id=SessionId(f"s-{of}-{number}"),
        pairing=PairingId(f"pairing-{of}"),
        ect=ECT if of == 1 else PersonId(f"U0ECT{of - 1}"),
        starts_at=at(f"{day} 14:00"),
        time_class=outside,
    )


days = st.integers(0, 105).map(lambda n: date(2026, 9, 3) + timedelta(days=n))


@pytest.mark.rule("R7")
@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(days, st.booleans()), max_size=12), days)
def test_the_figures_are_what_the_rules_say(
    meetings: list[tuple[date, bool]], today: date
) -> None:
    sessions = [
        held(number, day, is_outside=is_outside)
        for number, (day, is_outside) in enumerate(meetings)
    ]
    found = had(ports_at(f"{today} 18:00", sessions))
    (row,) = found.ects
    until = min(today, found.span.days.last)
    counted = [(day, is_outside) for day, is_outside in meetings if day <= until]
    who = Entitled(a_member(), an_induction(), [a_pairing()], a_calendar())
    over = expected_weeks(who, until=min(until, today - timedelta(days=1)))
    assert row.expected == sum(week.expected for week in over)
    assert row.held == sum(week.held for week in row.weeks) == len(counted)
    assert row.outside == sum(is_outside for _day, is_outside in counted)
    assert row.minutes == 50 * len(counted)


def with_ledgers(ports: Ports) -> None:
    """Note a drop-in, training and time off, in this term and before it."""
    monday, now = date(2026, 11, 2), at("2026-11-03 16:00")
    with ports.store.transaction(TEAM) as records:
        for number, day in enumerate((date(2026, 7, 1), date(2026, 9, 10))):
            drop_in = DropIn(
                id=DropInId(f"d-{number}"),
                school=SCHOOL,
                pairing=PairingId("pairing-1"),
                mentor=MENTOR,
                ect=ECT,
                day=day,
                recorded_at=now,
            )
            records.put(DROP_INS, drop_in)
            entry = TrainingEntry(
                id=TrainingId(f"t-{number}"),
                person=MENTOR,
                school=SCHOOL,
                day=day,
                minutes=60,
                recorded_at=now,
            )
            records.put(TRAINING_ENTRIES, entry)
        agreed = Entitlement(
            offer=Programme.FUNDED, began_on=date(2026, 7, 1), minutes=1200
        )
        training = Training(person=MENTOR, school=SCHOOL, entitlement=agreed, at=now)
        records.put(TRAININGS, training)
        for person, hat, lost in (
            (ECT, Role.ECT, None),
            (MENTOR, Role.MENTOR, LostTo.COVER),
        ):
            week = TimeOffWeek(
                school=SCHOOL,
                person=person,
                hat=hat,
                monday=monday,
                lost_to=lost,
                at=now,
            )
            records.put(TIME_OFF, week)


@pytest.mark.rule("R6")
def test_an_induction_tutor_sees_drop_ins_training_and_time_off_of_the_period() -> None:
    ports = ports_at("2026-11-11 10:00")
    with_ledgers(ports)
    found = had(ports)
    (row,), (mentor,) = found.ects, found.mentors
    assert (row.drop_ins, row.time_given, row.time_lost) == (1, 1, 0)
    assert (mentor.training_minutes, mentor.training_done) == (60, 120)
    assert mentor.training_total == 1200
    assert (mentor.time_given, mentor.time_lost) == (0, 1)


def test_a_mentor_sees_their_own_training_and_not_the_ects_time_off() -> None:
    ports = ports_at("2026-11-11 10:00")
    with_ledgers(ports)
    found = had(ports, MENTOR, Role.MENTOR)
    assert found.ects[0].time_given is None
    assert [one.training_done for one in found.mentors] == [120]


def test_an_ect_sees_their_own_time_off_and_not_the_mentors_training() -> None:
    ports = ports_at("2026-11-11 10:00")
    with_ledgers(ports)
    found = had(ports, ECT, Role.ECT)
    assert found.ects[0].time_given == 1
    assert found.mentors == ()


@pytest.mark.parametrize(
    ("person", "hat", "is_noted"),
    [
        (TUTOR, Role.INDUCTION_TUTOR, True),
        (MENTOR, Role.MENTOR, False),
        (ECT, Role.ECT, False),
    ],
)
def test_that_an_induction_tutor_had_a_report_is_noted(
    person: PersonId, hat: Role, *, is_noted: bool
) -> None:
    ports = ports_at("2026-11-11 10:00")
    had(ports, person, hat)
    with ports.store.reading(TEAM) as records:
        seen = [entry.what for entry in records.every(AUDIT)]
    assert seen == ([Saw.REPORT.value] if is_noted else [])


def told(ports: Ports) -> str:
    return leader_counts(leader_reports(ports, Actor(TEAM, HEAD))).text


def test_a_leader_has_counts_where_they_point_to_nobody() -> None:
    sessions = [
        held(number, date(2026, 11, 3) + timedelta(days=number), of=of)
        for of in range(1, 7)
        for number in range(2)
    ]
    said = told(ports_at("2026-11-11 10:00", sessions, ects=6))
    assert "6 ECTs; 12 sessions held" in said
    assert "fewer than 5 sessions outside teaching hours" in said


def test_a_leader_of_few_ects_has_no_counts_at_all() -> None:
    said = told(ports_at("2026-11-11 10:00", [held(1, date(2026, 11, 3))], ects=4))
    assert said.count("Fewer than 5 ECTs") == 1
    assert "held" not in said
