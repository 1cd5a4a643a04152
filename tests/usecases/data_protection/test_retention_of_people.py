"""Whose a fact is decides when it loses its people, and for whom it keeps them."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import msgspec
import pytest

from bot.domain.calendars.feeds import CalendarFeed
from bot.domain.data_protection.retention import Retention
from bot.domain.entitlement.time_off import TimeOffWeek
from bot.domain.entitlement.training import Entitlement, Programme, Training
from bot.domain.kernel.history import Event, HistoryEntry
from bot.domain.kernel.record import PersonId, Record, SchoolId, Sealed
from bot.domain.people.member import Member, Role
from bot.domain.people.roster_acts import RosterChange
from bot.domain.school.set_up import Founder, SetUp
from bot.domain.sessions.records import SessionNote
from bot.ports import kinds
from bot.ports.store import Kind, Store
from bot.store.memory import MemoryStore
from bot.usecases.data_protection.removing_people import GONE, Occasion
from bot.usecases.data_protection.retention_deleting import retain
from bot.usecases.people.roster_writing import entry_name
from tests.builders import (
    ECT,
    HEAD,
    MENTOR,
    PAIRING,
    SCHOOL,
    TUTOR,
    a_member,
    a_pairing,
    a_school,
    a_session,
    an_induction,
)
from tests.contract.examples import TEAM

ADMIN = PersonId("U0ADMIN")
BEGAN = datetime(2026, 9, 1, 9, tzinfo=UTC)
ENDED = date(2028, 7, 15)
OVER = datetime(2034, 8, 1, 9, tzinfo=UTC)  # six years and some days after that
NUMBERS = count()


@pytest.fixture
def store() -> Store:
    """A school that is left by all but its admin, after one induction."""
    store = MemoryStore(kinds.ALL_KINDS, kinds.ALL_INDEXES)
    keep(
        store,
        (kinds.SCHOOLS, a_school()),
        (kinds.MEMBERS, a_member(Role.SCHOOL_ADMIN, person=ADMIN)),
        (kinds.PAIRINGS, a_pairing(ends_on=ENDED)),
        (kinds.INDUCTIONS, an_induction(ended_on=ENDED, days_absent=(3, 41))),
        (kinds.SESSIONS, a_session()),
    )
    return store


def keep(store: Store, *found: tuple[Kind[Any], Record]) -> None:
    with store.transaction(TEAM) as records:
        for kind, record in found:
            records.put(kind, record)


def kept(store: Store, kind: Kind[Any]) -> list[Any]:
    with store.reading(TEAM) as records:
        return list(records.every(kind))


def let_go(store: Store, now: datetime = OVER) -> None:
    occasion = Occasion(now, lambda: f"n{next(NUMBERS)}")
    retain(store, TEAM, occasion=occasion, apply=True)
    assert retain(store, TEAM, occasion=occasion).is_nothing


def an_act(subject: str, by: PersonId, did: Event, **others: Any) -> HistoryEntry:
    act = HistoryEntry(
        id=f"act-{subject}-{by}-{did}",
        school=SCHOOL,
        subject=subject,
        by=by,
        did=did,
        at=BEGAN,
        facts="year 1: 41 days so far",
    )
    return msgspec.structs.replace(act, **others)


def a_training(person: PersonId) -> Training:
    entitlement = Entitlement(
        offer=Programme.TAILORED,
        began_on=BEGAN.date(),
        minutes=600,
        agreed_with="Somebody Else",
    )
    return Training(person=person, school=SCHOOL, entitlement=entitlement, at=BEGAN)


def test_acts_keep_what_was_done_and_when_and_who_is_who_within_an_induction(
    store: Store,
) -> None:
    of_ect = entry_name(SCHOOL, ECT)
    keep(
        store,
        (kinds.ACTS, an_act("session-1", MENTOR, Event.LOGGED)),
        (kinds.ACTS, an_act(of_ect, TUTOR, Event.ABSENCE_NOTED)),
        (kinds.ACTS, an_act(of_ect, ADMIN, Event.ECT_ENTERED)),
    )
    let_go(store)
    [pairing] = kept(store, kinds.PAIRINGS)
    [induction] = kept(store, kinds.INDUCTIONS)
    acts = {act.did: act for act in kept(store, kinds.ACTS)}
    assert acts[Event.LOGGED].by == pairing.mentor
    assert acts[Event.ABSENCE_NOTED].by == induction.tutor
    assert acts[Event.ABSENCE_NOTED].subject == entry_name(SCHOOL, pairing.ect)
    assert acts[Event.ECT_ENTERED].by.startswith(GONE)
    assert {(act.at, act.facts) for act in acts.values()} == {(BEGAN, "")}
    assert induction.days_absent == (0, 0)
    assert pairing.ect != pairing.mentor


def test_an_ect_who_became_a_mentor_keeps_what_is_theirs_as_one(store: Store) -> None:
    """Their training above all: a second funded entitlement is refused (R6)."""
    monday = date(2029, 9, 3)
    week = TimeOffWeek(
        school=SCHOOL,
        person=ECT,
        hat=Role.MENTOR,
        monday=monday,
        at=datetime(2029, 9, 7, 9, tzinfo=UTC),
    )
    later = datetime(2029, 9, 1, 9, tzinfo=UTC)
    became = an_act(
        entry_name(SCHOOL, ECT), ADMIN, Event.PERSON_CHANGED, at=later, id="became"
    )
    keep(
        store,
        (kinds.MEMBERS, a_member(Role.MENTOR, person=ECT)),
        (kinds.TRAININGS, a_training(ECT)),
        (kinds.TIME_OFF, week),
        (kinds.TIME_OFF, msgspec.structs.replace(week, hat=Role.ECT)),
        (kinds.ACTS, became),
    )
    let_go(store)
    assert kept(store, kinds.TRAININGS) == [a_training(ECT)]
    by_hat = {one.hat: one.person for one in kept(store, kinds.TIME_OFF)}
    assert by_hat[Role.MENTOR] == ECT
    assert by_hat[Role.ECT].startswith(GONE)
    assert kept(store, kinds.ACTS) == [became]
    [session] = kept(store, kinds.SESSIONS)
    assert session.ect.startswith(GONE)


def test_who_has_left_goes_at_once_with_the_last_that_was_noted_of_them(
    store: Store,
) -> None:
    left = datetime(2030, 7, 15, 9, tzinfo=UTC)
    removal = an_act(entry_name(SCHOOL, HEAD), ADMIN, Event.PERSON_REMOVED, at=left)
    first = an_act("oakfield", HEAD, Event.SET_UP_SAVED)
    keep(
        store,
        (kinds.TRAININGS, a_training(HEAD)),
        (kinds.ACTS, first),
        (kinds.ACTS, removal),
    )
    let_go(store, OVER)  # four years after they left
    assert kept(store, kinds.TRAININGS) == [a_training(HEAD)]
    let_go(store, datetime(2036, 8, 1, 9, tzinfo=UTC))
    [training] = kept(store, kinds.TRAININGS)
    assert training.entitlement.agreed_with == ""
    alias = training.person
    assert alias.startswith(GONE)
    acts = {act.did: act for act in kept(store, kinds.ACTS)}
    assert acts[Event.SET_UP_SAVED].by == alias
    assert acts[Event.PERSON_REMOVED].subject == entry_name(SCHOOL, alias)
    assert acts[Event.PERSON_REMOVED].by == ADMIN  # who is there still


def test_an_induction_goes_for_the_others_after_its_ect_was_erased(
    store: Store,
) -> None:
    with store.transaction(TEAM) as records:
        records.remove(kinds.INDUCTIONS, f"{SCHOOL}/{ECT}")
    gone = PersonId(f"{GONE}1")
    keep(
        store,
        (kinds.PAIRINGS, a_pairing(ect=gone, ends_on=ENDED)),
        (kinds.INDUCTIONS, an_induction(ect=gone, ended_on=ENDED)),
        (kinds.SESSIONS, a_session(ect=gone)),
    )
    let_go(store)
    [session] = kept(store, kinds.SESSIONS)
    assert session.ect == gone
    assert session.mentor.startswith(GONE)
    [induction] = kept(store, kinds.INDUCTIONS)
    assert induction.tutor.startswith(GONE)


def test_an_ect_who_was_never_mentored_and_left_goes_as_well(store: Store) -> None:
    keep(store, (kinds.INDUCTIONS, an_induction(ect=PersonId("U0NEVER"))))
    let_go(store)
    ects = {induction.ect for induction in kept(store, kinds.INDUCTIONS)}
    assert all(ect.startswith(GONE) for ect in ects)
    assert len(ects) == 2


def test_words_go_with_the_facts_they_belong_to_at_the_latest(store: Store) -> None:
    long = Retention(facts_years=1, words_terms=9)
    school = a_school(retention=long)
    session = a_session(starts_at=datetime(2028, 7, 10, 9, tzinfo=UTC))
    note = SessionNote(session=session.id, pairing=PAIRING, text=Sealed("sealed"))
    keep(
        store,
        (kinds.SCHOOLS, school),
        (kinds.SESSIONS, session),
        (kinds.NOTES, note),
    )
    let_go(store, datetime(2029, 7, 1, 9, tzinfo=UTC))
    assert kept(store, kinds.NOTES) == [note]
    let_go(store, datetime(2029, 7, 17, 9, tzinfo=UTC))
    assert kept(store, kinds.NOTES) == []


def test_what_somebody_set_goes_once_they_are_in_no_list_and_no_undo_is_open(
    store: Store,
) -> None:
    feeds = [
        CalendarFeed(person=one, secret_hash=f"hash-{one}", made_at=BEGAN)
        for one in (MENTOR, ADMIN)
    ]
    removal = RosterChange(
        id="removal",
        school=SCHOOL,
        by=ADMIN,
        did=Event.PERSON_REMOVED,
        about=MENTOR,
        at=BEGAN,
        images=(),
    )
    keep(
        store,
        *((kinds.CALENDAR_FEEDS, feed) for feed in feeds),
        (kinds.ROSTER_CHANGES, removal),
    )
    let_go(store, BEGAN + timedelta(minutes=30))
    assert len(kept(store, kinds.CALENDAR_FEEDS)) == 2
    let_go(store, BEGAN + timedelta(minutes=90))
    assert kept(store, kinds.CALENDAR_FEEDS) == [feeds[1]]


def test_a_set_up_that_nobody_goes_on_with_goes_and_so_do_founders_who_left(
    store: Store,
) -> None:
    founders = tuple(
        Founder(person=one, name=f"Founder {one}") for one in (ADMIN, MENTOR)
    )
    here = SetUp(school=SCHOOL, founders=founders, started_at=BEGAN)
    draft = SetUp(school=SchoolId("draft"), founders=founders, begun_at=BEGAN)
    keep(store, (kinds.SET_UPS, here), (kinds.SET_UPS, draft))
    let_go(store, BEGAN + timedelta(days=360))
    assert {one.school: len(one.founders) for one in kept(store, kinds.SET_UPS)} == {
        SCHOOL: 1,
        "draft": 2,
    }
    let_go(store, BEGAN + timedelta(days=370))
    [left] = kept(store, kinds.SET_UPS)
    assert left.founders == founders[:1]


def test_of_two_schools_each_lets_go_of_its_own(store: Store) -> None:
    other = SchoolId("hillside")
    theirs = Member(
        school=other, person=MENTOR, name="Somebody", roles=frozenset({Role.MENTOR})
    )
    keep(
        store,
        (kinds.SCHOOLS, a_school(id=other, retention=Retention(facts_years=25))),
        (kinds.MEMBERS, theirs),
        (kinds.TRAININGS, a_training(MENTOR)),
        (kinds.PAIRINGS, a_pairing(id="other", school=other, ends_on=ENDED)),
    )
    let_go(store)
    by_school = {one.school: one.mentor for one in kept(store, kinds.PAIRINGS)}
    assert by_school[SCHOOL].startswith(GONE)
    assert by_school[other] == MENTOR
    assert kept(store, kinds.TRAININGS) == [a_training(MENTOR)]
