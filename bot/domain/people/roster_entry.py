"""Entering an ECT with mentor and induction tutor, or correcting what was entered."""

from dataclasses import dataclass, replace
from datetime import date

import msgspec

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PersonId
from bot.domain.people.induction import INDUCTION_TERMS, pattern_since, working
from bot.domain.people.pairings import Induction
from bot.domain.people.reviews import require_reviews
from bot.domain.people.roster import Roster
from bot.domain.people.roster_changes import (
    require_from,
    require_near,
    require_other,
    staying,
    with_mentor,
)


@dataclass(frozen=True, slots=True)
class EctEntry:
    """What is entered of an ECT; None leaves what there was."""

    ect: PersonId
    mentor: PersonId
    tutor: PersonId
    began: date
    full_time_equivalent: float | None = None
    share_from: date | None = None  # from when on, if it was another before
    terms_before: float | None = None  # of induction, at other schools
    contact: Contact | None = None
    subject: str | None = None
    phase: str | None = None
    reviews: tuple[date, ...] | None = None  # as the appropriate body set them


def with_ect(roster: Roster, entry: EctEntry) -> Roster:
    """Enter an ECT with mentor and induction tutor, or change what was entered.

    Their pairing begins on the day on which the ECT began, or today where another
    mentor came before. Raises Unfit and Refusal.
    """
    require_other(entry.ect, entry.mentor)
    require_near(roster, entry.began)
    _require_terms(entry.terms_before)
    old = roster.inductions.get(entry.ect)
    require_reviews(entry.reviews or (), old.reviews if old else (), roster.today)
    roster = staying(roster, entry.ect)
    induction = _entered(roster, entry, old)
    entered = replace(roster, inductions={**roster.inductions, entry.ect: induction})
    if roster.mentor_of(entry.ect) == entry.mentor:
        return entered
    had_one = any(one.ect == entry.ect for one in roster.pairings.values())
    begins = roster.today if had_one else entry.began
    return with_mentor(entered, entry.ect, entry.mentor, begins=begins)


def _entered(roster: Roster, entry: EctEntry, old: Induction | None) -> Induction:
    if old is None:
        return Induction(
            school=roster.school,
            ect=entry.ect,
            tutor=entry.tutor,
            counted_from=entry.began,
            terms_before=entry.terms_before or 0,
            full_time_equivalent=entry.full_time_equivalent or 1,
            contact=entry.contact,
            subject=entry.subject or "",
            phase=entry.phase or "",
            reviews=entry.reviews or (),
        )
    share, before = entry.full_time_equivalent, entry.terms_before
    changed = msgspec.structs.replace(
        old,
        tutor=entry.tutor,
        counted_from=entry.began,
        terms_before=old.terms_before if before is None else before,
        contact=entry.contact or old.contact,
        subject=old.subject if entry.subject is None else entry.subject,
        phase=old.phase if entry.phase is None else entry.phase,
        reviews=old.reviews if entry.reviews is None else entry.reviews,
        leaves_on=None,
        ended_on=None,
    )
    if share is None or share == old.full_time_equivalent:
        return changed
    if entry.share_from is not None:
        require_from(roster.today, entry.share_from, pattern_since(changed))
        return working(changed, share, entry.share_from)
    # A form that corrects what was entered, not a change in mid-year.
    return msgspec.structs.replace(changed, full_time_equivalent=share)


def _require_terms(before: float | None) -> None:
    if before is not None and not 0 <= before < INDUCTION_TERMS:
        raise Unfit(
            "Give the full-time terms that were done before as a number, such as 3; 0 "
            f"for none, and less than {INDUCTION_TERMS}.",
            field=Field.TERMS_BEFORE,
        )
