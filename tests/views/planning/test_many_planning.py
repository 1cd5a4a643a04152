"""Very many of them: within Slack's limits, and the last can be chosen."""

from datetime import UTC, datetime

from slack_sdk.models.views import View

from bot.domain.kernel.record import SessionId
from bot.results.planning.plans import SwapForm
from bot.results.sessions.cards import SessionFacts
from bot.views.planning.plans import swap_form
from tests.builders import a_session
from tests.views.many import LAST, MANY, TODAY, require_the_last


def swapping() -> View:
    def facts(name: str) -> SessionFacts:
        at = datetime(2026, 11, 10, 14, tzinfo=UTC)
        session = a_session(id=SessionId(name))
        return SessionFacts(session, "Ben", "Amira", "Carla", at, at, TODAY)

    others = tuple(facts(f"n{n}") for n in range(MANY))
    return swap_form(SwapForm(facts("x"), others, (), None, picked=SessionId(LAST)))


def test_the_last_of_many_sessions_can_be_swapped_with() -> None:
    require_the_last(swapping())
