"""The system clock: the one place that reads it."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


def system_now() -> datetime:
    """Return the real time, for what no movable clock may touch (signatures)."""
    return datetime.now(UTC)
