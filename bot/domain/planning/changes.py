"""What a mentor changed in one go about their plans, kept so that it can be undone.

Facts alone: a planned session that moves keeps its words where they are.
"""

from datetime import datetime, timedelta

from bot.domain.kernel.history import Event
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import (
    PairingId,
    PersonId,
    Record,
    SchoolId,
    SeriesId,
    SessionId,
)
from bot.domain.planning.series import LeftOut
from bot.domain.sessions.records import Session, SessionState

# The ECT is told of a series after that: whoever tries things out changes it twice.
SECOND_THOUGHTS = timedelta(minutes=10)


class Left(Record, frozen=True, kw_only=True):
    """How a change left one session: undone only while it still is so."""

    session: SessionId
    starts_at: Instant
    minutes: int
    state: SessionState

    @property
    def ends_at(self) -> datetime:
        """The moment it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def is_still(self, session: Session) -> bool:
        """Whether nothing has come of the session since."""
        return self == left(session)


class PlanChange(Record, frozen=True, kw_only=True):
    """One change of a plan: several sessions planned, moved, called off or swapped."""

    id: str
    school: SchoolId
    pairing: PairingId
    by: PersonId
    did: Event
    series: SeriesId | None = None  # that the change made
    before: tuple[Session, ...] = ()  # as they were; none that the change made
    after: tuple[Left, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    at: Instant
    undone_at: Instant | None = None

    @property
    def is_of_a_series(self) -> bool:
        """Whether several sessions of one ECT were moved or called off."""
        moved = self.did in {Event.MOVED, Event.CANCELLED}
        return moved and len(self.after) > 1


def left(session: Session) -> Left:
    """Return how a session stands."""
    return Left(
        session=session.id,
        starts_at=session.starts_at,
        minutes=session.minutes,
        state=session.state,
    )
