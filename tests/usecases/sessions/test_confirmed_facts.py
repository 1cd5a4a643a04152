"""What an ECT has confirmed is what they saw, and nothing that it became since."""

from datetime import datetime
from itertools import count

import pytest

from bot.domain.kernel.drafts import Edit
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.record import PairingId, SessionId
from bot.domain.sessions.confirmations import Confirming
from bot.results.sessions.cards import SessionCard
from bot.usecases.kernel.claims import Delivery
from bot.usecases.sessions.confirming import (
    Suggestion,
    confirm_session,
    suggest_correction,
)
from bot.usecases.sessions.correcting import correct_as_said
from bot.usecases.sessions.logging import edit_session, log_session
from bot.usecases.sessions.reading import read_session
from bot.views.kernel import ids
from bot.views.sessions.correction import correction_buttons
from tests.builders import a_draft, at
from tests.usecases.two_schools import EWA, PRIYA, Town

STARTS = at("2026-11-03 09:00")
LONGER = a_draft(pairing=PairingId(f"pairing-{EWA}"), starts_at=STARTS, minutes=60)
_deliveries = (Delivery(f"delivery-{number}") for number in count())


@pytest.fixture
def town() -> Town:
    town = Town()
    town.clock.moment = at("2026-11-03 12:00")
    return town


@pytest.fixture
def session(town: Town) -> SessionId:
    draft = a_draft(pairing=LONGER.pairing, starts_at=STARTS, minutes=50)
    card = log_session(town.ports, town.actor(PRIYA), draft, next(_deliveries))
    return card.facts.session.id


def confirm(town: Town, session: SessionId, seen: tuple[datetime, int]) -> SessionCard:
    return confirm_session(
        town.ports, town.actor(EWA), session, Confirming.YES, seen=seen
    )


def edit(town: Town, session: SessionId, **changed: str) -> SessionCard:
    draft = a_draft(
        pairing=LONGER.pairing,
        starts_at=STARTS,
        minutes=50 if changed else 60,
        **changed,
    )
    changes = Edit(session, draft)
    return edit_session(town.ports, town.actor(PRIYA), changes, next(_deliveries))


def test_a_time_that_is_changed_is_confirmed_no_more(
    town: Town, session: SessionId
) -> None:
    assert confirm(town, session, (STARTS, 50)).confirmed is Confirming.YES
    assert edit(town, session).confirmed is None


def test_other_words_leave_the_confirmation_of_the_time(
    town: Town, session: SessionId
) -> None:
    confirm(town, session, (STARTS, 50))
    assert edit(town, session, note="More").confirmed is Confirming.YES


def test_nobody_confirms_what_they_have_not_seen(
    town: Town, session: SessionId
) -> None:
    edit(town, session)
    with pytest.raises(Stale, match="09:00–10:00"):
        confirm(town, session, (STARTS, 50))
    assert confirm(town, session, (STARTS, 60)).confirmed is Confirming.YES


@pytest.mark.parametrize("did_not_meet", [True, False])
def test_a_mentor_corrects_just_what_they_saw(
    town: Town, session: SessionId, *, did_not_meet: bool
) -> None:
    edit(town, session, note="Private words")
    shown = suggest(town, session, minutes=40)
    town.clock.moment = at("2026-11-03 12:05")
    shown_now = suggest(town, session, minutes=45, did_not_meet=did_not_meet)
    since = "you did not meet" if did_not_meet else "09:00–09:45"
    with pytest.raises(Stale, match=since):
        correct(town, session, shown)
    assert seen_by_mentor(town, session).note == "Private words"

    correct(town, session, shown_now)
    kept = seen_by_mentor(town, session)
    assert kept.note == ("" if did_not_meet else "Private words")


def suggest(
    town: Town, session: SessionId, *, minutes: int, did_not_meet: bool = False
) -> str:
    """Say as the ECT how it was; return what the mentor's button carries then."""
    suggest_correction(
        town.ports,
        town.actor(EWA),
        session,
        suggestion=Suggestion(STARTS, minutes, did_not_meet=did_not_meet),
        delivery=next(_deliveries),
    )
    (block,) = correction_buttons(seen_by_mentor(town, session))
    row = block.to_dict()
    value: str = row["elements"][0]["value"]
    return value


def correct(town: Town, session: SessionId, shown: str) -> None:
    _session, seen = ids.to_answered(shown)
    correct_as_said(town.ports, town.actor(PRIYA), session, seen=seen)


def seen_by_mentor(town: Town, session: SessionId) -> SessionCard:
    card = read_session(town.ports, town.actor(PRIYA), session).card
    assert card is not None
    return card
