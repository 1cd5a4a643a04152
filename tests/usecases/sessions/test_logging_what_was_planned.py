"""Logging beside a plan of the same day, and taking the log back."""

from itertools import count

import pytest

from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.sessions.missed import Why
from bot.domain.sessions.records import Session, SessionState
from bot.ports.kinds import SESSIONS
from bot.results.sessions.cards import SessionCard
from bot.usecases.kernel.claims import Delivery
from bot.usecases.reminders.nudge_rounds import send_due_nudges
from bot.usecases.sessions.follow_up import it_did_not_happen, it_happened
from bot.usecases.sessions.logging import log_session, plan_session, undo_session
from bot.views.sessions.cards import receipt
from tests.builders import a_draft, at
from tests.usecases.two_schools import EWA, PRIYA, TEAM, Town

PLANNED = "2026-11-03 11:00"
_deliveries = (Delivery(f"delivery-{number}") for number in count())


@pytest.fixture
def town() -> Town:
    town = Town()
    town.clock.moment = at("2026-11-03 08:30")
    return town


def record(
    town: Town, start: str, *, planned: bool = False, note: str = ""
) -> SessionCard:
    draft = a_draft(
        pairing=PairingId(f"pairing-{EWA}"),
        starts_at=at(start),
        minutes=50,
        note=note,
    )
    do = plan_session if planned else log_session
    return do(town.ports, town.actor(PRIYA), draft, next(_deliveries))


def kept(town: Town, session: SessionId) -> Session:
    with town.store.reading(TEAM) as records:
        found = records.get(SESSIONS, session)
    assert found is not None
    return found


@pytest.fixture
def plan(town: Town) -> Session:
    return record(town, PLANNED, planned=True).facts.session


def test_a_log_leaves_a_plan_at_another_time_of_the_day_as_it_is(
    town: Town, plan: Session
) -> None:
    town.clock.moment = at("2026-11-03 10:00")
    logged = record(town, "2026-11-03 09:00").facts.session
    assert logged.id != plan.id
    assert kept(town, plan.id) == plan


@pytest.mark.parametrize("start", ["11:00", "10:30", "09:45", "12:15"])
def test_a_log_at_about_the_time_takes_the_plan_up_and_undo_brings_it_back(
    town: Town, plan: Session, start: str
) -> None:
    town.clock.moment = at("2026-11-03 13:10")
    card = record(town, f"2026-11-03 {start}")
    assert card.facts.session.id == plan.id
    says_so = "takes up your plan of Tue 3 Nov, 11:00–11:50" in receipt(card).text
    assert says_so == (start != "11:00")

    town.clock.moment = at("2026-11-03 13:20")
    undo_session(town.ports, town.actor(PRIYA), plan.id, next(_deliveries))
    again = kept(town, plan.id)
    assert (again.state, again.starts_at) == (SessionState.PLANNED, plan.starts_at)

    # The mentor is asked what became of it, as of any plan.
    town.tick()
    shown = len(town.messenger.drawn)
    town.clock.moment = at("2026-11-04 10:00")
    send_due_nudges(town.ports)
    town.tick()
    (asked,) = [one for one in town.messenger.drawn[shown:] if one.to == PRIYA]
    assert "11:00" in asked.text


def test_a_plan_whose_time_is_taken_by_now_does_not_come_back(
    town: Town, plan: Session
) -> None:
    town.clock.moment = at("2026-11-03 10:45")
    record(town, "2026-11-03 09:45")
    record(town, "2026-11-03 11:15", planned=True)
    undone = undo_session(town.ports, town.actor(PRIYA), plan.id, next(_deliveries))
    assert undone.facts.session.state is SessionState.UNDONE


@pytest.mark.parametrize("happened", [True, False])
def test_a_slip_of_the_finger_costs_a_plan_none_of_its_words(
    town: Town, *, happened: bool
) -> None:
    plan = record(town, PLANNED, planned=True, note="To look at").facts.session
    town.clock.moment = at("2026-11-03 12:30")
    if happened:
        it_happened(town.ports, town.actor(PRIYA), plan.id, next(_deliveries))
    else:
        it_did_not_happen(
            town.ports,
            town.actor(PRIYA),
            plan.id,
            why=Why.AWAY,
            delivery=next(_deliveries),
        )
    again = undo_session(town.ports, town.actor(PRIYA), plan.id, next(_deliveries))
    assert again.facts.session.state is SessionState.PLANNED
    assert again.note == "To look at"
