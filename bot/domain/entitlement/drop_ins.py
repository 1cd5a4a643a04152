"""Informal drop-ins to an ECT's classroom: that one took place, and apart the words.

Source: "Mentors: responsibilities for early career teacher entitlement", 22 April 2025,
"Mentors' responsibilities" (R3), and "What mentors are not responsible for" (R5): a
drop-in carries an encouragement or a next step, and never a grade. Facts and words are
separate records, since an induction tutor may see the first and never the second.
"""

from dataclasses import dataclass, field
from datetime import date, time

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import format_day
from bot.domain.kernel.instants import Instant
from bot.domain.kernel.record import (
    DropInId,
    PairingId,
    PersonId,
    Record,
    SchoolId,
    Sealed,
)
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.grade_words import why_no_grade

WORDS_MAX_CHARS = 500


class DropIn(Record, frozen=True, kw_only=True):
    """The facts of one drop-in."""

    id: DropInId
    school: SchoolId
    pairing: PairingId
    mentor: PersonId
    ect: PersonId
    day: date
    recorded_at: Instant
    is_undone: bool = False  # kept so that an old button can say so


class DropInWords(Record, frozen=True, kw_only=True):
    """The words of one drop-in, for the mentor and that ECT alone."""

    drop_in: DropInId
    pairing: PairingId
    encouragement: Sealed | None = None
    next_step: Sealed | None = None


@dataclass(frozen=True, slots=True)
class DropInDraft:
    """A drop-in as its mentor describes it; nothing here is checked yet."""

    pairing: PairingId
    day: date
    encouragement: str = field(default="", repr=False)
    next_step: str = field(default="", repr=False)


def check_drop_in(
    draft: DropInDraft, pairing: Pairing, calendar: SchoolCalendar, *, today: date
) -> None:
    """Check a drop-in that is said to have taken place (R3, R5).

    Raises Unfit with the first thing that does not fit.
    """
    day, said = draft.day, format_day(draft.day, today=today)
    if day > today:
        raise Unfit(
            f"{said} is still to come. Note a drop-in once it has taken place.",
            field=Field.DAY,
        )
    if not pairing.was_theirs(calendar.moment(day, time()), day):
        raise Unfit(
            f"You were not this ECT's mentor on {said}. Give another date.",
            field=Field.DAY,
        )
    closed = calendar.why_closed(day)
    if closed is not None:
        raise Unfit(
            f"There is no teaching on {said}: it is {closed}. Give another date.",
            field=Field.DAY,
        )
    for words, where in (
        (draft.encouragement, Field.NOTE),
        (draft.next_step, Field.NEXT_STEPS),
    ):
        if len(words) > WORDS_MAX_CHARS:
            raise Unfit(
                f"This has {len(words):,} characters, and {WORDS_MAX_CHARS} fit. "
                "Please shorten it.",
                field=where,
            )
        mark = why_no_grade(words, of="a drop-in")
        if mark is not None:
            raise Unfit(mark, field=where)
