"""What an ECT says of a session that their mentor logged: it was so, or not quite.

Private to the two until it was disputed twice. Silence means unconfirmed, never
confirmed.
"""

from enum import StrEnum

from bot.domain.record import PairingId, Record, SchoolId, SessionId
from bot.domain.sessions import Instant

SEEN_BY_TUTOR_FROM = 2  # disputes


class Confirming(StrEnum):
    """What an ECT can answer."""

    YES = "yes"
    NOT_QUITE = "not_quite"


class Confirmation(Record, frozen=True, kw_only=True):
    """An ECT's answer about one session; a correction by the mentor opens it anew."""

    session: SessionId
    school: SchoolId
    pairing: PairingId
    answer: Confirming | None
    disputes: int = 0
    at: Instant
