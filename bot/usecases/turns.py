"""Work on many workspaces by several processes: each begins somewhere else."""

import random
from collections.abc import Iterable

from bot.domain.record import TeamId


def in_any_order(teams: Iterable[TeamId]) -> list[TeamId]:
    """Return workspaces in an order of chance.

    In one order for all, processes would wait for each other at every workspace.
    """
    found = list(teams)
    random.shuffle(found)
    return found
