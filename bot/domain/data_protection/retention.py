"""How long a school keeps what it keeps: its own settings, by class of record.

No law gives numbers for a bot's records (UK GDPR, article 5(1)(e), asks that there be
some), so each school sets its own. The defaults: facts stay six years after the
induction, as the school's induction documents do where it decides so; words go much
sooner (F41).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from bot.domain.kernel.record import Record

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


class Tells(StrEnum):
    """What a field tells of a person: whoever adds a field decides."""

    NOTHING = "nothing"  # about anybody
    IDS = "ids"  # names somebody by their Slack id, or can hold one, as keys can
    NAMES = "names"  # names somebody in letters, or how to reach them
    DESCRIBES = "describes"  # tells of whom the record names; without them, of nobody
    ABSENCE = "absence"  # when or how long somebody was away
    WORDS = "words"  # what somebody wrote, or text in which names and numbers can stand


class Fate(StrEnum):
    """What becomes of a field once its time is over."""

    STAYS = "stays"
    RENAMED = "renamed"  # the id gives way to one that leads back to nobody
    EMPTIED = "emptied"
    GOES = "goes"  # with its record


def fate(keep: Keep, tells: Tells) -> Fate:
    """Return what becomes of a field of a class of records, once its time is over.

    Facts and concerns stay as numbers, and so lose all that leads to a person or can
    hold more of them than a number. What a school enters of itself it changes itself.
    """
    if keep in {Keep.FACTS, Keep.CONCERN}:
        of_sealed = keep is Keep.CONCERN and tells is Tells.WORDS
        return Fate.GOES if of_sealed else _OF_FACTS[tells]
    return Fate.STAYS if keep is Keep.SCHOOL else Fate.GOES


_OF_FACTS = {
    Tells.NOTHING: Fate.STAYS,
    Tells.DESCRIBES: Fate.STAYS,
    Tells.IDS: Fate.RENAMED,
    Tells.NAMES: Fate.EMPTIED,
    Tells.ABSENCE: Fate.EMPTIED,
    Tells.WORDS: Fate.EMPTIED,
}


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
