"""What was found past its time at a school, once a month, and what became of it (F41).

Nothing goes in silence: the school is told first. Who holds on to the certificates of
what went can show that they went.
"""

from datetime import datetime, timedelta

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record, SchoolId

TOLD_BEFORE = timedelta(days=7)  # what goes by itself: so that somebody can say no


class RetentionRequest(Record, frozen=True, kw_only=True):
    """One month's look at a school, and the certificate of what went after it."""

    id: str  # "<school>|2026-11": one look a month
    school: SchoolId
    found_at: Instant
    past: int  # how many records would go, or lose their names
    cleared_at: Instant | None = None
    by: PersonId | None = None  # None: by itself, or by who runs the bot
    certificate: str = ""  # names it in the audit; none where nothing was left to do
    removed: int = 0
    unnamed: int = 0
    held: int = 0

    @property
    def is_open(self) -> bool:
        """Whether something waits to be let go."""
        return self.cleared_at is None


def goes_by_itself(told_at: datetime | None, now: datetime) -> bool:
    """Whether a school was told so long ago that what it was told of may go."""
    return told_at is not None and now - told_at >= TOLD_BEFORE
