"""How the periodic jobs fare: what is kept of each, and when one is in trouble.

A heartbeat tells of a machine, never of people: the type of a fault and no words of it.
Lengths are seconds that the machine was awake, so that a week asleep, or a clock that
was set back, is no trouble.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import Record

WELL_AFTER_SECONDS = 600  # one good run between two bad ones is no recovery
SILENT_AFTER_INTERVALS = 5
QUIET_AFTER = timedelta(minutes=5)  # heartbeats are kept once a minute


class Trouble(StrEnum):
    """What can be the matter with a job."""

    THREW = "threw"  # a run ended with a fault
    HANGS = "hangs"  # a run has not ended within its limit
    OVERRAN = "overran"  # a run ended after its limit
    SILENT = "silent"  # no run has begun for several intervals


class Heartbeat(Record, frozen=True, kw_only=True):
    """How a job was when it was last looked at."""

    job: str
    process: str = ""  # which of several bots on one database; "" is the only one
    seen_at: Instant
    began_at: Instant | None = None  # the last run
    ended_at: Instant | None = None  # the last one that ended
    fault: str | None = None  # the type of exception it ended with
    reference: str | None = None  # under which the log says more about a fault
    trouble: Trouble | None = None
    since: Instant | None = None  # when the trouble began
    well_since: Instant | None = None  # the first good run after trouble, or a start


class JobTrouble(Record, frozen=True, kw_only=True):
    """One spell of trouble with a job, as the admins of a workspace are told of it."""

    id: str  # "job|<name>|<since>"
    job: str
    trouble: Trouble
    since: Instant
    over_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether a job is in trouble, through its good and bad runs."""

    trouble: Trouble | None = None
    since: datetime | None = None
    worst_at_seconds: float = 0  # when it was last bad
    well_since: datetime | None = None

    def after_bad(
        self, trouble: Trouble, at: datetime, awake_seconds: float
    ) -> "Condition":
        """Return the condition after a bad run, or a look that found one."""
        since = self.since if self.trouble else at
        return Condition(trouble, since, awake_seconds)

    def after_good(self, at: datetime) -> "Condition":
        """Return the condition after a run that ended well and in time."""
        return replace(self, well_since=self.well_since or at)

    def settled(self, awake_seconds: float) -> "Condition":
        """Return the condition without a trouble that has been over for long enough."""
        quiet = awake_seconds - self.worst_at_seconds
        if self.trouble and self.well_since and quiet >= WELL_AFTER_SECONDS:
            return Condition(well_since=self.well_since)
        return self


def worst_of(heartbeats: Iterable[Heartbeat]) -> dict[str, Heartbeat]:
    """Return, for each job, how it is where it is worst.

    The trouble of one process is not over because another has none; it is over since
    the last of them has been well.
    """
    worst: dict[str, Heartbeat] = {}
    for beat in heartbeats:
        other = worst.get(beat.job, beat)
        worst[beat.job] = max(other, beat, key=_badness)
    return worst


def _badness(beat: Heartbeat) -> tuple[bool, float]:
    well = beat.well_since.timestamp() if beat.well_since else 0
    return beat.trouble is not None, well


def is_quiet(heartbeats: list[Heartbeat], now: datetime) -> bool:
    """Whether a bot that should be at work has shown no sign of it for too long."""
    return all(now - heartbeat.seen_at > QUIET_AFTER for heartbeat in heartbeats)
