"""What one must know at once waits for no room in the week; reminders do."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

import pytest

from bot.domain.kernel.record import PairingId, PersonId, SessionId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.outbox.weekly_cap import MOST_A_WEEK
from bot.domain.people.member import Role
from bot.domain.planning.wish import PlanWish
from bot.ports.kinds import NOTICES, SESSIONS
from bot.usecases.delivery.sending import deliver_due
from bot.usecases.kernel.claims import Delivery
from bot.usecases.people import changes
from bot.usecases.people.roster_settling import Target
from bot.usecases.people.roster_writing import mark_of
from bot.usecases.planning.calling_off import call_off_all
from bot.usecases.planning.plan_and_move import plan
from bot.usecases.sessions.logging import log_session, undo_session
from tests.builders import a_draft, at
from tests.usecases.two_schools import ADAM, EWA, OAKFIELD, PRIYA, SUNIL, TEAM, Town

_deliveries = (Delivery(f"delivery-{number}") for number in count())
PAIRING = PairingId(f"pairing-{EWA}")


@pytest.fixture
def full() -> Town:
    """Return a school in which everybody has had five reminders this week."""
    town = Town()
    with town.store.transaction(TEAM) as records:
        for person in (EWA, PRIYA, SUNIL):
            for number in range(MOST_A_WEEK):
                records.put(NOTICES, _reminder(town, person, number))
    return town


def _reminder(town: Town, reader: PersonId, number: int) -> Notice:
    return Notice(
        key=f"nudges:{reader}:{number}",
        kind=NoticeKind.NUDGES,
        school=OAKFIELD,
        reader=reader,
        subject=f"round-{number}",
        not_before=town.clock.moment,
        shown=1,
        channel="D",
        ts="1.0",
        posted_at=town.clock.moment - timedelta(minutes=number),
    )


def _log(town: Town) -> SessionId:
    draft = a_draft(pairing=PAIRING, starts_at=at("2026-11-03 08:50"))
    card = log_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    return card.facts.session.id


def _call_off(town: Town) -> None:
    wish = PlanWish(
        pairing=PAIRING,
        starts_at=at("2026-11-10 14:00"),
        minutes=50,
        weeks=1,
        until=date(2026, 12, 1),
    )
    plan(town.ports, town.actor(PRIYA), wish, next(_deliveries))
    with town.store.reading(TEAM) as records:
        first = SessionId(next(iter(records.every(SESSIONS))).id)
    call_off_all(
        town.ports, town.actor(PRIYA), first, seen=None, delivery=next(_deliveries)
    )


def _change_mentor(town: Town) -> None:
    with town.store.reading(TEAM) as records:
        seen = mark_of(records, OAKFIELD, EWA)
    target = Target(OAKFIELD, EWA, seen, next(_deliveries))
    changes.change_mentor(
        town.ports, town.actor(ADAM), target, mentor=SUNIL, begins=town.today()
    )


def _begin(town: Town) -> None:
    """Have an ECT be one whom nobody has introduced the bot to."""
    with town.store.transaction(TEAM) as records:
        for role in Role:
            key = f"first_contact:{OAKFIELD}|{role.value}:{EWA}"
            records.remove(NOTICES, key)
    _log(town)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (_log, NoticeKind.SESSION_LOGGED),
        (_call_off, NoticeKind.SERIES_CHANGED),
        (_change_mentor, NoticeKind.NEW_MENTOR_OF_YOURS),
        (_begin, NoticeKind.FIRST_CONTACT),
    ],
)
def test_what_one_must_know_at_once_comes_in_a_full_week_too(
    full: Town, act: Callable[[Town], object], kind: NoticeKind
) -> None:
    act(full)
    full.clock.moment += timedelta(minutes=15)
    deliver_due(full.ports)
    deliver_due(full.ports)
    assert f"{kind.value}:" in str([o.key for o in full.messenger.drawn if o.to == EWA])


def test_it_waits_for_working_hours_all_the_same(full: Town) -> None:
    full.clock.moment = at("2026-11-03 18:00")
    _log(full)
    deliver_due(full.ports)
    assert [one for one in full.messenger.drawn if one.to == EWA] == []
    full.clock.moment = at("2026-11-04 08:00")
    deliver_due(full.ports)
    assert len([one for one in full.messenger.drawn if one.to == EWA]) == 1


def test_a_session_that_is_taken_back_before_its_ect_has_heard_is_not_told_of(
    full: Town,
) -> None:
    full.clock.moment = at("2026-11-03 18:00")
    session = _log(full)
    undo_session(full.ports, full.actor(PRIYA), session, next(_deliveries))
    full.clock.moment = at("2026-11-04 08:00")
    deliver_due(full.ports)
    assert [one for one in full.messenger.drawn if one.to == EWA] == []


@pytest.mark.parametrize("kind", NoticeKind)
def test_of_every_kind_it_is_said_whether_it_is_a_reminder(kind: NoticeKind) -> None:
    reminders = {"nudges", "out_of_hours", "terms_end", "contacts_old", "past_time"}
    assert kind.is_counted_a_week is (kind.value in reminders)
    assert not (kind.is_counted_a_week and kind.is_answer)
