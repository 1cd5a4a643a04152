"""What a store that came from a back-up must not do: send again what was sent."""

from datetime import datetime

from bot.domain.kernel.record import MACHINE
from bot.domain.operations.backups import Place, Restored
from bot.ports.bundle import Ports
from bot.ports.kinds import HEARTBEATS, PLACES, RESTORES
from bot.ports.store import Records, Store


def restored_at(ports: Ports) -> datetime | None:
    """Return when this store was restored from a back-up; None if it never was.

    What fell due between the back-up and that moment may have been sent already. A
    database that was brought back from a dump does not know it: that its records name
    another place than the one they stand in tells it here, before anything is sent.
    """
    place = ports.store.place()
    with ports.store.reading(MACHINE) as records:
        kept = records.get(PLACES, "here")
        restored = records.get(RESTORES, "last")
    if place and (kept is None or kept.name != place):
        restored = _come_to(ports, place)
    return restored.at if restored else None


def mark_restored(records: Records, now: datetime) -> Restored:
    """Note, among the records of MACHINE, that all were brought back from a copy.

    They are as old as the last sign of life of a bot that is among them.
    """
    seen = [beat.seen_at for beat in records.every(HEARTBEATS)]
    restored = Restored(made_at=max(seen, default=now), at=now)
    records.put(RESTORES, restored)
    return restored


def carried_to(store: Store) -> None:
    """Note that all records were carried here as they stood, and nothing is missing."""
    with store.transaction(MACHINE) as records:
        records.put(PLACES, Place(name=store.place()))


def may_have_been_sent(not_before: datetime, restored: datetime | None) -> bool:
    """Whether something fell due before the store was restored."""
    return restored is not None and not_before <= restored


def _come_to(ports: Ports, place: str) -> Restored | None:
    with ports.store.transaction(MACHINE) as records:
        kept = records.get(PLACES, "here")
        restored = records.get(RESTORES, "last")
        if kept is not None and kept.name != place:  # and no other bot was quicker
            restored = mark_restored(records, ports.clock.now())
        records.put(PLACES, Place(name=place))
    return restored
