"""A clock that does not count the time the machine was asleep."""

from collections.abc import Callable
from threading import Lock
from time import monotonic


class UptimeClock:
    """Seconds that the machine was awake and this process at work.

    A week asleep counts as *most_seconds*, whether the system's steady clock counts
    sleep (Windows) or not (Linux, macOS); setting the wall clock counts as nothing.
    """

    def __init__(
        self, most_seconds: float, elapsed: Callable[[], float] = monotonic
    ) -> None:
        self._most = most_seconds
        self._elapsed = elapsed
        self._lock = Lock()
        self._counted = 0.0
        self._looked_at = elapsed()

    def look(self) -> None:
        """Count what has passed since the last look; to be called again and again."""
        with self._lock:
            now = self._elapsed()
            self._counted += min(now - self._looked_at, self._most)
            self._looked_at = now

    def seconds(self) -> float:
        """Return the seconds counted so far."""
        with self._lock:
            passed = self._elapsed() - self._looked_at
            return self._counted + min(passed, self._most)

    def unseen_seconds(self) -> float:
        """Return the seconds since the last look, however many."""
        with self._lock:
            return self._elapsed() - self._looked_at
