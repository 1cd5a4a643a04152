"""Clocks that can be moved, for rehearsing days in minutes."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

STEP = timedelta(minutes=15)  # so that what is timed sees every quarter of an hour


class RealTokenPresent(Exception):
    """A movable clock must never run beside a real Slack token."""


class MovableClock:
    """Starts at a given moment, runs on in real time, and can be moved.

    Raises RealTokenPresent where one of *tokens* could open a real workspace.
    """

    def __init__(self, start: datetime, *, tokens: Iterable[str] = ()) -> None:
        refuse_real(tokens)
        self._shift = start.astimezone(UTC) - _running()

    def now(self) -> datetime:
        """Return the workspace's moment, aware, in UTC."""
        return _running() + self._shift

    def move_to(self, moment: datetime) -> None:
        """Move to a moment, at once."""
        self._shift += moment.astimezone(UTC) - self.now()

    def steps_to(self, moment: datetime) -> Iterator[datetime]:
        """Move forward in steps of at most a quarter of an hour, yielding each."""
        target = moment.astimezone(UTC)
        while (here := self.now()) < target:
            self.move_to(min(here + STEP, target))
            yield self.now()


class StillClock:
    """Stands still until it is moved, so that a run can be repeated exactly."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment that was set."""
        return self.moment


def refuse_real(tokens: Iterable[str]) -> None:
    """Raise RealTokenPresent where one of *tokens* could open a real workspace."""
    if any(t.startswith(("xox", "xapp-")) and "sandbox" not in t for t in tokens):
        raise RealTokenPresent(
            "The clock of the practice workspace can be moved, so it does not start "
            "beside a real Slack token. Run it in a folder without .env, or take the "
            "tokens out first."
        )


def _running() -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=time.monotonic())
