"""Which deliveries from Slack have been handled, since each can come more than once."""

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import Record


class Claim(Record, frozen=True, kw_only=True):
    """A delivery that has been handled, and what came of it."""

    delivery: str
    outcome: str  # the id of what it made or changed
    at: Instant
