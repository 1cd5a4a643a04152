"""When a job runs next: so many seconds after now."""

import random
from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger


class Every(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """Rings every so many seconds, and up to *jitter_seconds* later.

    APScheduler's own interval steps through each time that was missed, and keeps them
    all until it has: a clock that jumps from 1970 to today, as that of a small computer
    without a battery does, is 350 million steps of five seconds.
    """

    def __init__(self, seconds: float, jitter_seconds: float) -> None:
        self._seconds = seconds
        self._jitter = jitter_seconds

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """Return the next moment after *now*, whatever was before."""
        later = random.uniform(0, self._jitter)  # noqa: S311 - no secret
        return now + timedelta(seconds=self._seconds + later)
