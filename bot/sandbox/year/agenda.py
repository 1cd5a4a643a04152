"""What the made-up staff will do next, in order of time."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

Act = Callable[[], None]


class Agenda:
    """Acts to come; those of one moment come in the order in which they were noted."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Act]] = []
        self._number = count()

    def note(self, at: datetime, act: Act) -> None:
        """Have something done at a moment."""
        heappush(self._heap, (at, next(self._number), act))

    def next_until(self, moment: datetime) -> tuple[datetime, Act] | None:
        """Take the next act that is due by a moment."""
        if not self._heap or self._heap[0][0] > moment:
            return None
        at, _number, act = heappop(self._heap)
        return at, act
