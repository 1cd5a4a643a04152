"""How somebody wants to be reminded: read, set, snoozed, and slowed down by itself."""

from datetime import datetime

import msgspec

from bot.domain.nudges import NudgeKind
from bot.domain.preferences import (
    DEFAULT_LEVELS,
    IGNORED_RUNNING,
    Level,
    Preference,
)
from bot.domain.record import PersonId
from bot.domain.results import NudgeSettings
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import NUDGES_SENT, PREFERENCES
from bot.ports.store import Reading, Records
from bot.usecases.lookup import require_place

_SLOWS_DOWN = frozenset({NudgeKind.LOG_IT, NudgeKind.NOTHING_PLANNED})


def nudge_settings(ports: Ports, actor: Actor) -> NudgeSettings:
    """Show how somebody is reminded; raises NotAllowed for someone in no roster."""
    with ports.store.reading(actor.team) as records:
        roles = {
            role
            for place in require_place(records, actor.person)
            for role in place.roles
        }
        kept = {kind: preference_of(records, actor.person, kind) for kind in NudgeKind}
        return NudgeSettings(frozenset(roles), kept)


def set_levels(ports: Ports, actor: Actor, levels: dict[NudgeKind, Level]) -> None:
    """Set how somebody is reminded; a snooze of a kind that is set ends."""
    with ports.store.transaction(actor.team) as records:
        require_place(records, actor.person)
        for kind, level in levels.items():
            before = preference_of(records, actor.person, kind)
            if before.level is not level or before.snoozed_until is not None:
                records.put(
                    PREFERENCES,
                    Preference(person=actor.person, kind=kind, level=level),
                )


def snooze(ports: Ports, actor: Actor, kind: NudgeKind, *, until: datetime) -> None:
    """Hold a kind back until a moment; it resumes by itself."""
    with ports.store.transaction(actor.team) as records:
        require_place(records, actor.person)
        before = preference_of(records, actor.person, kind)
        records.put(PREFERENCES, msgspec.structs.replace(before, snoozed_until=until))


def preference_of(records: Reading, person: PersonId, kind: NudgeKind) -> Preference:
    """Return what somebody has set for a kind, or how it is from the start."""
    kept = records.get(PREFERENCES, f"{person}/{kind.value}")
    if kept is not None:
        return kept
    return Preference(person=person, kind=kind, level=DEFAULT_LEVELS[kind])


def level_of(records: Reading, person: PersonId, kind: NudgeKind) -> Level:
    """Return how much of a kind somebody wants."""
    return preference_of(records, person, kind).level


def slow_down(records: Records, person: PersonId, kind: NudgeKind) -> bool:
    """Make a kind quieter that was ignored three times running; say whether it was."""
    before = preference_of(records, person, kind)
    if kind not in _SLOWS_DOWN or before.level is not Level.ON:
        return False
    last = records.find(NUDGES_SENT, person, kind.value)[-IGNORED_RUNNING:]
    if len(last) < IGNORED_RUNNING or any(n.answered_at for n in last):
        return False
    records.put(
        PREFERENCES,
        msgspec.structs.replace(before, level=Level.QUIETER, by_itself=True),
    )
    return True
