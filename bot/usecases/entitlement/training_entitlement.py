"""Setting which training a mentor has, once, and taking that back (R6)."""

import msgspec

from bot.domain.entitlement.training import Entitlement, Training, check_entitlement
from bot.domain.entitlement.training_pace import about_training
from bot.domain.kernel.errors import Stale
from bot.domain.kernel.formatting import format_day, format_minutes
from bot.domain.kernel.history import Event, is_open_to_undo
from bot.domain.sessions.session_rules import tidy
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import TRAININGS
from bot.ports.store import Records
from bot.results.entitlement.training import EntitlementForm
from bot.usecases.entitlement.training_ledgers import (
    Own,
    entitlement_of,
    forget_if_empty,
    ledger_of,
    own_ledger,
    renew_reminders,
)
from bot.usecases.kernel.history import note_act


def open_entitlement(ports: Ports, actor: Actor) -> EntitlementForm:
    """Prepare the form for one's own entitlement.

    Raises NotAllowed for someone who is no mentor.
    """
    with ports.store.reading(actor.team) as records:
        own = own_ledger(ports, records, actor)
        kept = entitlement_of(records, actor.person, own.calendar, own.today)
        return EntitlementForm(kept, own.today)


def set_entitlement(ports: Ports, actor: Actor, wanted: Entitlement) -> None:
    """Set one's own entitlement; a second funded one is refused (R6).

    Raises NotAllowed and Unfit.
    """
    with ports.store.transaction(actor.team) as records:
        own = own_ledger(ports, records, actor)
        tidied = msgspec.structs.replace(wanted, agreed_with=tidy(wanted.agreed_with))
        standing = ledger_of(records, actor.person, own.calendar, on=own.today)
        check_entitlement(tidied, standing=standing, today=own.today)
        before = entitlement_of(records, actor.person, own.calendar, own.today)
        if before == tidied:
            return  # delivered twice, or nothing changed: Undo keeps what it had
        changed = Training(
            person=actor.person,
            school=own.place.school,
            entitlement=tidied,
            before=before,
            at=ports.clock.now(),
        )
        records.put(TRAININGS, changed)
        said = f"{format_minutes(tidied.minutes)} from {format_day(tidied.began_on)}"
        _note_change(ports, records, actor, Event.CHANGED, own=own, facts=said)
        renew_reminders(ports, records, actor.person)


def undo_entitlement(ports: Ports, actor: Actor) -> None:
    """Take back the latest change of one's entitlement within an hour.

    Raises NotAllowed and Stale; twice is harmless.
    """
    with ports.store.transaction(actor.team) as records:
        own = own_ledger(ports, records, actor)
        kept = records.get(TRAININGS, actor.person)
        if kept is None or kept.before is None:
            return
        if not is_open_to_undo(kept.at, ports.clock.now()):
            raise Stale("Undo is open for an hour, and that has passed.")
        restored = msgspec.structs.replace(kept, entitlement=kept.before, before=None)
        records.put(TRAININGS, restored)
        forget_if_empty(records, actor.person)
        _note_change(ports, records, actor, Event.UNDONE, own=own)
        renew_reminders(ports, records, actor.person)


def _note_change(
    ports: Ports,
    records: Records,
    actor: Actor,
    did: Event,
    *,
    own: Own,
    facts: str = "",
) -> None:
    note_act(
        ports,
        records,
        actor,
        did,
        subject=about_training(actor.person),
        school=own.place.school,
        facts=facts,
    )
