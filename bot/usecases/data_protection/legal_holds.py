"""Holding a person's records back from deletion while something is open (F43)."""

from datetime import datetime

from bot.domain.data_protection.legal_holds import Because, LegalHold
from bot.domain.kernel.record import PersonId, TeamId
from bot.ports.kinds import HOLDS
from bot.ports.store import Store


def hold(
    store: Store, team: TeamId, person: PersonId, because: Because, *, now: datetime
) -> None:
    """Hold a person's records."""
    with store.transaction(team) as records:
        records.put(HOLDS, LegalHold(person=person, because=because, since=now))


def release(store: Store, team: TeamId, person: PersonId) -> bool:
    """End a hold; False where there is none."""
    with store.transaction(team) as records:
        was_held = records.get(HOLDS, person) is not None
        records.remove(HOLDS, person)
        return was_held


def holds(store: Store, team: TeamId) -> list[LegalHold]:
    """Return all holds of a workspace."""
    with store.reading(team) as records:
        return list(records.every(HOLDS))
