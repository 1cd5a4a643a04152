"""What is proposed to a mentor who logs: the likely session, a line that would work."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel.drafts import SessionDraft
from bot.domain.kernel.record import PairingId
from bot.domain.sessions.records import TimeClass
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, PAIRINGS
from bot.results.sessions.cards import LineRefused
from bot.sandbox.clock import StillClock
from bot.sandbox.example_school import BEN, SCHOOL, STARTS, TEAM, set_up
from bot.store.memory import MemoryStore
from bot.usecases.kernel.choosing_ect import ChooseEct
from bot.usecases.kernel.claims import Delivery
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.sessions.log_form import open_log
from bot.usecases.sessions.log_line import log_line
from bot.usecases.sessions.logging import log_session
from tests.usecases.ports import ports_on

AMIRA_AND_BEN = PairingId("pairing-amira")
PORTS = ports_on(MemoryStore(ALL_KINDS, ALL_INDEXES), StillClock(STARTS))
set_up(PORTS.store, PORTS.vault)
NEW_YEAR = datetime(2026, 9, 2, 23, tzinfo=UTC)  # of a school, by its clocks
NOW = datetime(2026, 12, 2, 15, tzinfo=UTC)  # a Wednesday


def log(ports: Ports, starts: datetime) -> None:
    draft = SessionDraft(AMIRA_AND_BEN, starts, minutes=60)
    log_session(ports, Actor(TEAM, BEN), draft, Delivery(f"test:{starts}"))


def proposed(ports: Ports) -> tuple[datetime, int, bool]:
    form = open_log(ports, Actor(TEAM, BEN), AMIRA_AND_BEN)
    assert not isinstance(form, ChooseEct)
    return form.starts, form.draft.minutes, form.logged_today is not None


def test_a_week_that_has_none_is_proposed_and_then_what_was_since() -> None:
    ports = ports_on(MemoryStore(ALL_KINDS, ALL_INDEXES), StillClock(NOW))
    set_up(ports.store, ports.vault)
    at_two = NOW - timedelta(hours=1)
    assert proposed(ports) == (at_two, 60, False)
    log(ports, NOW - timedelta(hours=2))
    usual_last_week = at_two - timedelta(days=8)
    assert proposed(ports) == (usual_last_week, 60, True)
    log(ports, usual_last_week)
    assert proposed(ports) == (at_two, 60, True)


@given(st.integers(0, 320 * 24 * 12))
def test_no_time_is_proposed_outside_teaching_hours_or_before_the_pairing(
    five_minutes: int,
) -> None:
    at = NEW_YEAR + five_minutes * timedelta(minutes=5)
    ports = replace(PORTS, clock=StillClock(at))
    form = open_log(ports, Actor(TEAM, BEN), AMIRA_AND_BEN)
    assert not isinstance(form, ChooseEct)
    assert form.outside is None
    if not form.mode.asks_when:
        assert form.starts <= at
        with PORTS.store.reading(TEAM) as records:
            pairing = records.get(PAIRINGS, AMIRA_AND_BEN)
            calendar = calendar_of(ports, records, SCHOOL)
        assert pairing is not None
        assert pairing.runs_on(form.starts.date())
        held = calendar.time_class(form.starts, form.draft.minutes, ())
        assert held is TimeClass.TEACHING


def test_an_example_names_a_day_of_school_and_never_another_time() -> None:
    monday = StillClock(NOW - timedelta(days=2))
    ports = ports_on(MemoryStore(ALL_KINDS, ALL_INDEXES), monday)
    set_up(ports.store, ports.vault)
    unread = log_line(ports, Actor(TEAM, BEN), "0/5 at 9", Delivery("test:1"))
    assert isinstance(unread, LineRefused)
    assert "@Amira thursday 14:00" in unread.example  # Friday was a closure day
    whose = log_line(ports, Actor(TEAM, BEN), "yesterday 13:10", Delivery("test:2"))
    assert isinstance(whose, LineRefused)
    assert whose.example == "/ect log @Amira yesterday 13:10"
