"""Holds: while a dispute, an appeal or a request is open, nothing of it is deleted.

Source: F43, after *Induction for early career teachers (England)* (appeals to the
Teaching Regulation Agency) and the Data Protection Act 2018 (a request must be answered
from what was held when it came).
"""

from enum import StrEnum

from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import PersonId, Record


class Because(StrEnum):
    """Why a person's records are held."""

    DISPUTE = "dispute"
    APPEAL = "appeal"
    REQUEST = "request"  # a subject access request


class LegalHold(Record, frozen=True, kw_only=True):
    """That a person's records are not to be deleted for now."""

    person: PersonId
    because: Because
    since: Instant
