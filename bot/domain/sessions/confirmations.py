"""What an ECT says of a session that their mentor logged: that's right, or not quite.

Private to the two until it was disputed twice. Silence means unconfirmed, never
confirmed.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import format_day, format_minutes
from bot.domain.kernel.history import is_open_to_undo
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PairingId, Record, SchoolId, SessionId
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.records import MAX_MINUTES, MIN_MINUTES, Session

SEEN_BY_TUTOR_FROM = 2  # disputes


class Confirming(StrEnum):
    """What an ECT can answer."""

    YES = "yes"
    NOT_QUITE = "not_quite"


class Reply(StrEnum):
    """What the mentor does about an ECT's "not quite"."""

    CORRECTED = "corrected"
    TALK = "talk"


class SessionTime(Record, frozen=True, kw_only=True):
    """When a session was and how long, as one of the two remembers it."""

    starts_at: Instant
    minutes: Annotated[int, msgspec.Meta(ge=MIN_MINUTES, le=MAX_MINUTES)]

    @property
    def ends_at(self) -> datetime:
        """The moment it ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Confirmation(Record, frozen=True, kw_only=True):
    """An ECT's answer about one session; a correction by the mentor opens it anew."""

    session: SessionId
    school: SchoolId
    pairing: PairingId
    answer: Confirming | None
    disputes: int = 0
    at: Instant
    suggested: SessionTime | None = None  # when it was, as the ECT remembers it
    did_not_meet: bool = False
    reply: Reply | None = None
    replied_at: Instant | None = None
    was: SessionTime | None = None  # as it was logged, before it was corrected

    @property
    def waits_for_mentor(self) -> bool:
        """Whether the ECT has said how it was, and the mentor has not answered."""
        says_how = self.suggested is not None or self.did_not_meet
        disputed = self.answer is Confirming.NOT_QUITE
        return disputed and says_how and self.reply is None


def reopened(kept: Confirmation) -> Confirmation:
    """Return an answer as a correction of the session leaves it: to be given anew."""
    return msgspec.structs.replace(
        kept,
        answer=None,
        suggested=None,
        did_not_meet=False,
        reply=None,
        replied_at=None,
        was=None,
    )


def may_take_back(kept: Confirmation, now: datetime) -> bool:
    """Whether an ECT can still take back their answer: for an hour, and unanswered."""
    given = kept.answer is not None and kept.reply is None
    return given and is_open_to_undo(kept.at, now)


def taken_back(kept: Confirmation) -> Confirmation:
    """Return an answer as if it had not been given; it does not count as a dispute."""
    disputed = kept.answer is Confirming.NOT_QUITE
    return msgspec.structs.replace(reopened(kept), disputes=kept.disputes - disputed)


def check_suggestion(
    minutes: int,
    starts_at: datetime,
    *,
    session: Session,
    pairing: Pairing,
    calendar: SchoolCalendar,
    now: datetime,
) -> SessionTime:
    """Return when a session was as its ECT remembers it.

    Raises Unfit for a length that no session has, a time to come, a day on which the
    two were no pair, and for what the mentor has logged already.
    """
    if not MIN_MINUTES <= minutes <= MAX_MINUTES:
        raise Unfit(
            f"A session is between {format_minutes(MIN_MINUTES)} and "
            f"{format_minutes(MAX_MINUTES)} long.",
            field=Field.LENGTH,
        )
    if starts_at > now:
        raise Unfit("That is still to come. Check the date.", field=Field.DAY)
    day = calendar.day_of(starts_at)
    if not pairing.was_theirs(starts_at, day):
        raise Unfit(
            f"On {format_day(day)} this was not your mentor yet, or no longer. Check "
            "the date.",
            field=Field.DAY,
        )
    if (starts_at, minutes) == (session.starts_at, session.minutes):
        raise Unfit(
            "That is what your mentor logged. Change what was different, or close this "
            "and press “Yes, that's right”.",
            field=Field.START,
        )
    return SessionTime(starts_at=starts_at, minutes=minutes)
