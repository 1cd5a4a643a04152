"""What is proposed to a mentor who logs: the likely session, a line that would work."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.drafts import SessionDraft
from bot.domain.record import PairingId
from bot.domain.results.sessions import LineRefused
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.sandbox.clock import StillClock
from bot.sandbox.example_school import BEN, TEAM, set_up
from bot.store.memory import MemoryStore
from bot.usecases.choosing_ect import ChooseEct
from bot.usecases.claims import Delivery
from bot.usecases.log_form import open_log
from bot.usecases.log_line import log_line
from bot.usecases.sessions import log_session
from tests.usecases.ports import ports_on

AMIRA_AND_BEN = PairingId("pairing-amira")
NOW = datetime(2026, 12, 2, 15, tzinfo=ZoneInfo("Europe/London"))  # a Wednesday


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


def test_an_example_names_a_day_of_school() -> None:
    monday = StillClock(NOW - timedelta(days=2))
    ports = ports_on(MemoryStore(ALL_KINDS, ALL_INDEXES), monday)
    set_up(ports.store, ports.vault)
    refused = log_line(ports, Actor(TEAM, BEN), "yesterday 14:00", Delivery("test:1"))
    assert isinstance(refused, LineRefused)
    assert "@amira thursday 14:00" in refused.example  # Friday was a closure day
