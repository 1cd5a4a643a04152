"""What the bot tells people unprompted, or leaves in their messages as a record.

A notice is a *living message*: one key, one reader, one message in Slack, drawn from
the records each time it changes, so that nobody is left with a stale button. `wanted`
counts up when what it shows has changed; delivery posts or edits until `shown` agrees.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.record import PersonId, Record, SchoolId
from bot.domain.sessions import Instant

CLAIM_LEASE = timedelta(minutes=2)  # longer than any one call to Slack can take
_RETRY_SECONDS = (5, 30, 120, 600, 1800, 3600)


class NoticeKind(StrEnum):
    """What a notice is about; says which view draws it."""

    SESSION_RECEIPT = "session_receipt"  # to the mentor who logged it
    SESSION_LOGGED = "session_logged"  # to the ECT
    TALK_ASKED = "talk_asked"  # to the mentor: the induction tutor wants to talk
    OUT_OF_HOURS = "out_of_hours"  # to the induction tutor, one a school day


class Notice(Record, frozen=True, kw_only=True):
    """One message to one person, sent or still to be sent."""

    key: str  # names the occasion; unique, so that nothing is sent twice
    kind: NoticeKind
    school: SchoolId
    reader: PersonId
    subject: str  # a session id, or "<school>:<date>" for what is gathered by day
    not_before: Instant
    wanted: int = 1
    shown: int = 0
    channel: str | None = None
    ts: str | None = None
    tries: int = 0
    claimed_until: Instant | None = None
    may_be_posted: bool = False  # a send began and nobody knows how it ended
    gave_up: str | None = None  # Slack's error code, never words of people

    @property
    def is_due(self) -> bool:
        """Whether something is still to be shown to the reader."""
        return self.wanted > self.shown and self.gave_up is None

    @property
    def ready_at(self) -> datetime:
        """The first moment at which delivery may take it up."""
        if self.claimed_until is None:
            return self.not_before
        return max(self.not_before, self.claimed_until)


def retry_delay(tries: int) -> timedelta:
    """How long to wait after the *tries*-th attempt (1 is the first) went wrong."""
    steps = len(_RETRY_SECONDS)
    return timedelta(seconds=_RETRY_SECONDS[min(max(tries, 1), steps) - 1])
