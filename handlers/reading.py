"""Whose file is being read: one at a time for each person, in one process."""

from threading import Lock

from bot.domain.kernel.errors import Refusal
from bot.ports.bundle import Actor

STILL_READING = Refusal(
    "I'm still reading the file that you sent before. Give it a few seconds, then send "
    "this one again."
)


class Readers:
    """Knows whose file is being read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._whose: set[Actor] = set()

    def begin(self, actor: Actor) -> bool:
        """Note that somebody's file is read from now on; False if one is already."""
        with self._lock:
            is_first = actor not in self._whose
            self._whose.add(actor)
            return is_first

    def end(self, actor: Actor) -> None:
        """Note that it has been read."""
        with self._lock:
            self._whose.discard(actor)
