"""The private address of a person's calendar: only a hash of its secret is kept."""

import hashlib

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record


class CalendarFeed(Record, frozen=True, kw_only=True):
    """An address that stands; a new one, or none, takes its place."""

    person: PersonId
    secret_hash: str
    made_at: Instant


def hash_of(secret: str) -> str:
    """Return what is kept of a secret.

    Without salt: the secret is drawn at random, so nobody can guess their way to it.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
