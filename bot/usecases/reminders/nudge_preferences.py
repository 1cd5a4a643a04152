"""How somebody wants to be reminded: shown, set, snoozed, and slowed down by itself."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from bot.domain.kernel.record import PersonId
from bot.domain.reminders.nudges import NudgeKind, NudgeState
from bot.domain.reminders.preferences import (
    IGNORED_RUNNING,
    Later,
    Level,
    Preference,
    put_off,
)
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import NUDGES, NUDGES_SENT, PREFERENCES
from bot.ports.store import Records
from bot.results.reminders.nudges import NudgeSettings
from bot.usecases.kernel.lookup import calendar_of, require_place
from bot.usecases.outbox.levels import preference_of
from bot.usecases.outbox.notices import renew

SLOWS_DOWN = frozenset({NudgeKind.LOG_IT, NudgeKind.NOTHING_PLANNED})


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
                set_now = Preference(
                    person=actor.person,
                    kind=kind,
                    level=level,
                    set_at=ports.clock.now(),
                )
                records.put(PREFERENCES, set_now)


def remind_later(
    ports: Ports, actor: Actor, kinds: Iterable[NudgeKind], later: Later
) -> None:
    """Put kinds off for an hour, till tomorrow or till next week."""
    with ports.store.reading(actor.team) as records:
        place, *_ = require_place(records, actor.person)
        calendar = calendar_of(ports, records, place.school)
    until = put_off(later, ports.clock.now(), calendar)
    for kind in kinds:
        snooze(ports, actor, kind, until=until)


def snooze(ports: Ports, actor: Actor, kind: NudgeKind, *, until: datetime) -> None:
    """Hold a kind back until a moment; it resumes by itself.

    What was sent and is still open comes again then, unless it is pointless by then.
    """
    with ports.store.transaction(actor.team) as records:
        require_place(records, actor.person)
        before = preference_of(records, actor.person, kind)
        records.put(PREFERENCES, msgspec.structs.replace(before, snoozed_until=until))
        for nudge in records.find(NUDGES_SENT, actor.person, kind.value):
            if nudge.answered_at is None and until < nudge.not_after:
                again = msgspec.structs.replace(
                    nudge, state=NudgeState.WAITING, not_before=until, round=None
                )
                records.put(NUDGES, again)
                renew(records, nudge.round or "")


def slow_down(records: Records, person: PersonId, kind: NudgeKind, name: str) -> None:
    """Make a kind quieter that was ignored in three messages running.

    *name* is the message that is about to be sent: it says so.
    """
    before = preference_of(records, person, kind)
    if kind not in SLOWS_DOWN or before.level is not Level.ON:
        return
    sent = records.find(NUDGES_SENT, person, kind.value, at_least=before.set_at)
    rounds = list(dict.fromkeys(nudge.round for nudge in sent))[-IGNORED_RUNNING:]
    answered = any(n.answered_at for n in sent if n.round in rounds)
    if len(rounds) < IGNORED_RUNNING or answered:
        return
    records.put(
        PREFERENCES,
        msgspec.structs.replace(
            before, level=Level.QUIETER, by_itself=True, slowed_in=name
        ),
    )
