"""The time, as the use cases are told it."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; the real one reads the system clock, the sandbox's can move."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
