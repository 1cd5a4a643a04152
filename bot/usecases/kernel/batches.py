"""Work on many: each has its turn, whatever another's trouble is.

Several processes do it side by side, so each begins somewhere else.
"""

import logging
import random
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.domain.kernel.record import TeamId
from bot.ports.store import DamagedRecord, StoreFault
from bot.usecases.kernel.faults import told_fault

T = TypeVar("T")

log = logging.getLogger(__name__)


def in_any_order(teams: Iterable[TeamId]) -> list[TeamId]:
    """Return workspaces in an order of chance.

    In one order for all, processes would wait for each other at every workspace.
    """
    found = list(teams)
    random.shuffle(found)
    return found


def each_in_turn(things: Iterable[T], run: Callable[[T], int | None]) -> int:
    """Run something for each of many; return the sum of what it returns.

    What one of them meets is raised once all others have had their turn; what others
    meet after it is logged. A store that cannot do its work is nobody's own trouble:
    StoreFault is raised at once, but for one record that is damaged.
    """
    done, first = 0, None
    for thing in things:
        try:
            done += run(thing) or 0
        except Exception as fault:
            if is_nobodys_own(fault):
                raise
            if first is not None:
                told = {"fault": told_fault(fault)}
                log.error("another of many met a fault", extra=told)  # noqa: TRY400 - no words
            first = first or fault
    if first is not None:
        raise first
    return done


def several_at_once(things: Sequence[T], run: Callable[[Sequence[T]], int]) -> int:
    """Run something for several in one unit of work, or for each by itself.

    The second where the first meets trouble: nothing of it was kept then, and only what
    is in trouble itself is left out. Raises as *each_in_turn*.
    """
    try:
        return run(things)
    except Exception as fault:
        if len(things) == 1 or is_nobodys_own(fault):
            raise
        return each_in_turn([[one] for one in things], run)


def is_nobodys_own(fault: Exception) -> bool:
    """Whether the store cannot do its work, whoever asks it."""
    return isinstance(fault, StoreFault) and not isinstance(fault, DamagedRecord)


def so_many(things: Sequence[T], number: int) -> list[Sequence[T]]:
    """Return things in their order, so many at a time."""
    return [things[n : n + number] for n in range(0, len(things), number)]
