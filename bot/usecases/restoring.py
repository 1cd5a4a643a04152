"""What a store that came from a back-up must not do: send again what was sent."""

from datetime import datetime

from bot.domain.record import MACHINE
from bot.ports.bundle import Ports
from bot.ports.kinds import RESTORES


def restored_at(ports: Ports) -> datetime | None:
    """Return when this store was restored from a back-up; None if it never was.

    What fell due between the back-up and that moment may have been sent already.
    """
    with ports.store.reading(MACHINE) as records:
        restored = records.get(RESTORES, "last")
    return restored.at if restored else None


def may_have_been_sent(not_before: datetime, restored: datetime | None) -> bool:
    """Whether something fell due before the store was restored."""
    return restored is not None and not_before <= restored
