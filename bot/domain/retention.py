"""How long a school keeps what it keeps: its own settings, by class of record.

No law gives numbers for a bot's records (UK GDPR, article 5(1)(e), asks that there be
some), so each school sets its own. The defaults: facts stay six years after the
induction, as the school's induction documents do where it decides so; words go much
sooner (F41).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from bot.domain.record import Record

MOST_YEARS, MOST_MONTHS, MOST_TERMS = 25, 120, 9
Years = Annotated[int, msgspec.Meta(ge=1, le=MOST_YEARS)]
Months = Annotated[int, msgspec.Meta(ge=1, le=MOST_MONTHS)]
Terms = Annotated[int, msgspec.Meta(ge=0, le=MOST_TERMS)]


class Keep(StrEnum):
    """The classes of records, by how long they are kept."""

    SCHOOL = "school"  # for as long as the school uses the bot
    PLACE = "place"  # for as long as the person is in the school's list
    FACTS = "facts"  # some years after the induction ends, then without names
    WORDS = "words"  # until the end of a later term
    CONCERN = "concern"  # some months after it is closed, then without names or words
    MESSAGES = "messages"  # some months
    AUDIT = "audit"  # some years
    MACHINE = "machine"  # about nobody; overwritten, or gone within a day


class Retention(Record, frozen=True, kw_only=True):
    """A school's settings.

    *by_itself*: what is past its time goes a week after the school was told of it; else
    it waits for somebody to say so.
    """

    facts_years: Years = 6
    words_terms: Terms = 1  # 1: the term after
    concerns_months: Months = 12
    messages_months: Months = 12
    audit_years: Years = 2
    by_itself: bool = False
