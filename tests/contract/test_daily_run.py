"""The day's reminders: made and sent alike on every store, and by the rules' word."""

from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.kernel.record import PairingId, PersonId, SchoolId, SessionId, TeamId
from bot.domain.people.member import Role
from bot.domain.reminders.nudges import (
    LOG_IT_TIMES,
    Nudge,
    NudgeKind,
    NudgeState,
    hour_before,
    log_it,
    upcoming,
)
from bot.domain.reminders.preferences import DEFAULT_LEVELS, Level, Preference
from bot.domain.sessions.records import Session, SessionState
from bot.ports import kinds
from bot.ports.store import Reading, Records, Store
from bot.sandbox.clock import StillClock
from bot.store.memory import MemoryStore
from bot.usecases.reminders.daily_run import await_daily_runs, run_day
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from tests.builders import (
    a_calendar,
    a_member,
    a_pairing,
    a_school,
    a_session,
    an_induction,
    at,
)
from tests.contract.conftest import Opened
from tests.usecases.ports import ports_on

TEAM = TeamId("T0SWEPT")
CALENDAR = a_calendar()
SCHOOLS = (SchoolId("oakfield"), SchoolId("elmfield"))
MENTORS = (PersonId("U0M1"), PersonId("U0M2"))  # some work at both schools
ECTS = (PersonId("U0E1"), PersonId("U0E2"))
TUTOR = PersonId("U0TUTOR")
BEGINS = at("2026-11-18 08:30")  # a Wednesday
DAY = timedelta(days=1)


class Plan(NamedTuple):
    number: int  # of the session: two plans of one number are a session that moved
    school: SchoolId
    mentor: PersonId
    ect: PersonId
    starts_at: datetime
    state: SessionState


class State(NamedTuple):
    """What is so before a sweep."""

    plans: list[Plan]
    wishes: list[tuple[PersonId, NudgeKind, Level]]
    not_needed: int  # every so manieth reminder there is had nothing left to show
    left: set[PersonId]


_states = st.builds(
    State,
    plans=st.lists(
        st.builds(
            Plan,
            st.integers(0, 7),
            st.sampled_from(SCHOOLS),
            st.sampled_from(MENTORS),
            st.sampled_from(ECTS),
            st.builds(
                lambda days, hour: BEGINS.replace(hour=hour) + days * DAY,
                st.integers(-9, 23),
                st.sampled_from((0, 9, 13, 23)),
            ),
            st.sampled_from(
                (SessionState.PLANNED, SessionState.PLANNED, SessionState.HELD)
            ),
        ),
        max_size=8,
    ),
    wishes=st.lists(
        st.tuples(
            st.sampled_from((*MENTORS, *ECTS)),
            st.sampled_from((NudgeKind.HOUR_BEFORE, NudgeKind.LOG_IT)),
            st.sampled_from(Level),
        ),
        max_size=4,
    ),
    not_needed=st.integers(1, 5),
    left=st.sets(st.sampled_from((*MENTORS, TUTOR)), max_size=1),
)


def _enter(records: Records) -> None:
    for school in SCHOOLS:
        records.put(kinds.SCHOOLS, a_school(id=school, ask=TUTOR))
        for role, people in (
            (Role.MENTOR, MENTORS),
            (Role.ECT, ECTS),
            (Role.INDUCTION_TUTOR, (TUTOR,)),
        ):
            for person in people:
                placed = a_member(role, school=school, person=person)
                records.put(kinds.MEMBERS, placed)
        for mentor, ect in zip(MENTORS, ECTS, strict=True):
            induction = an_induction(school=school, ect=ect, tutor=TUTOR)
            records.put(kinds.INDUCTIONS, induction)
            pairing = a_pairing(
                id=_pairing(school, ect), school=school, mentor=mentor, ect=ect
            )
            records.put(kinds.PAIRINGS, pairing)


def _pairing(school: SchoolId, ect: PersonId) -> PairingId:
    return PairingId(f"{school}-{ect}")


def _come_about(records: Records, state: State) -> None:
    for plan in state.plans:
        session = a_session(
            id=SessionId(f"s{plan.number}"),
            school=plan.school,
            pairing=_pairing(plan.school, plan.ect),
            mentor=plan.mentor,
            ect=plan.ect,
            starts_at=plan.starts_at,
            state=plan.state,
        )
        records.put(kinds.SESSIONS, session)
    for person, kind, level in state.wishes:
        wish = Preference(person=person, kind=kind, level=level)
        records.put(kinds.PREFERENCES, wish)
    for nudge in list(records.every(kinds.NUDGES))[:: state.not_needed]:
        over = msgspec.structs.replace(nudge, state=NudgeState.NOT_NEEDED)
        records.put(kinds.NUDGES, over)
    for person in state.left:
        records.remove(kinds.MEMBERS, f"{SCHOOLS[1]}/{person}")


def _by_the_rules(records: Reading, now: datetime) -> dict[str, Nudge]:
    """Return the nudges of sessions that there are to be, from each rule by itself."""
    due = dict[str, Nudge]()
    every = list(records.every(kinds.SESSIONS))
    for session in every:
        near = now - 7 * DAY <= session.starts_at < now + 21 * DAY
        if session.state is not SessionState.PLANNED or not near:
            continue
        for person in (session.mentor, session.ect):
            place = records.get(kinds.MEMBERS, f"{session.school}/{person}")
            reader = place or a_member(school=session.school, person=person)
            of_day = [one for one in every if _is_of_day(one, person, session)]
            told = [upcoming(CALENDAR, reader, _day(session), of_day)]
            if _level(records, person, NudgeKind.HOUR_BEFORE) is not Level.OFF:
                told.append(hour_before(session, person))
            due |= _by_key(told)
        quieter = _level(records, session.mentor, NudgeKind.LOG_IT) is Level.QUIETER
        times = 1 if quieter else LOG_IT_TIMES
        due |= _by_key(log_it(CALENDAR, session, times=times))
    made = {nudge.key: nudge for nudge in records.every(kinds.NUDGES)}
    again = {
        key
        for key, nudge in made.items()
        if nudge.kind is NudgeKind.UPCOMING and nudge.state is NudgeState.NOT_NEEDED
    }
    fresh = {key: due[key] for key in due if key not in made or key in again}
    return _of_sessions((made | fresh).values())


def _by_key(nudges: Iterable[Nudge | None]) -> dict[str, Nudge]:
    return {nudge.key: nudge for nudge in nudges if nudge is not None}


def _of_sessions(nudges: Iterable[Nudge]) -> dict[str, Nudge]:
    kept = (NudgeKind.UPCOMING, NudgeKind.HOUR_BEFORE, NudgeKind.LOG_IT)
    return _by_key(nudge for nudge in nudges if nudge.kind in kept)


def _is_of_day(one: Session, person: PersonId, other: Session) -> bool:
    return person in (one.mentor, one.ect) and _day(one) == _day(other)


def _day(session: Session) -> date:
    return CALENDAR.day_of(session.starts_at)


def _level(records: Reading, person: PersonId, kind: NudgeKind) -> Level:
    kept = records.get(kinds.PREFERENCES, f"{person}/{kind.value}")
    return kept.level if kept else DEFAULT_LEVELS[kind]


def _kept(store: Store) -> list[object]:
    with store.reading(TEAM) as records:
        return [
            *records.every(kinds.NUDGES),
            *records.every(kinds.NOTICES),
            *records.every(kinds.SWEEPS),
            *records.every(kinds.PREFERENCES),
        ]


@settings(max_examples=8)
@given(days=st.lists(_states, min_size=1, max_size=3))
def test_reminders_are_what_the_rules_say_and_the_same_on_every_store(
    stores: Opened, days: list[State]
) -> None:
    plain = MemoryStore(kinds.ALL_KINDS, kinds.ALL_INDEXES)
    with stores() as store, closing(plain):
        clock = StillClock(BEGINS)
        both = [ports_on(store, clock), ports_on(plain, clock)]
        for ports in both:
            with ports.store.transaction(TEAM) as records:
                _enter(records)
            await_daily_runs(ports)
        for number, state in enumerate(days):
            clock.moment = BEGINS + number * DAY
            for ports in both:
                with ports.store.transaction(TEAM) as records:
                    _come_about(records, state)
                    expected = _by_the_rules(records, clock.now())
                assert run_day(ports) == len(SCHOOLS)
                with ports.store.reading(TEAM) as view:
                    assert _of_sessions(view.every(kinds.NUDGES)) == expected
            assert _kept(store) == _kept(plain)
            clock.moment += timedelta(hours=7, minutes=15)
            for ports in both:
                send_due_nudges(ports)
            assert _kept(store) == _kept(plain)
