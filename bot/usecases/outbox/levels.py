"""How much of a kind of reminder somebody wants, as it is kept."""

from bot.domain.kernel.record import PersonId
from bot.domain.reminders.nudges import NudgeKind
from bot.domain.reminders.preferences import DEFAULT_LEVELS, Level, Preference
from bot.ports.kinds import PREFERENCES
from bot.ports.store import Reading


def preference_of(records: Reading, person: PersonId, kind: NudgeKind) -> Preference:
    """Return what somebody has set for a kind, or how it is from the start."""
    kept = records.get(PREFERENCES, f"{person}/{kind.value}")
    if kept is not None:
        return kept
    return Preference(person=person, kind=kind, level=DEFAULT_LEVELS[kind])


def level_of(records: Reading, person: PersonId, kind: NudgeKind) -> Level:
    """Return how much of a kind somebody wants."""
    return preference_of(records, person, kind).level
