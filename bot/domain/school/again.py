"""What becomes of a school that is kept already when its file is entered again.

What the file does not hold stays, and what it changes holds from a day on: that of
entering it, unless the file names another.
"""

from datetime import date

import msgspec

from bot.domain.kernel.dated import since, why_not_from, with_over
from bot.domain.kernel.errors import Refusal
from bot.domain.people.induction import pattern_since, working
from bot.domain.people.member import Member, working_from
from bot.domain.people.pairings import Induction, Pairing, meeting_from
from bot.domain.school.file import EctEntry, PersonEntry, SchoolFile
from bot.domain.school.profile import RhythmUntil, School


def school_again(old: School | None, file: SchoolFile, today: date) -> School:
    """Return a file's school, with the day from which it counts, and its rhythms.

    Raises Refusal.
    """
    new = file.school
    if new.counts_from is None:
        counts_from = old.counts_from if old else today
        new = msgspec.structs.replace(new, counts_from=counts_from)
    if old is None:
        return new
    rhythms = old.rhythms_before
    if new.weeks_per_session != old.weeks_per_session:
        began = since(rhythms, date.min)
        begins = _day("school", file.rhythm_from, began, today)
        over = RhythmUntil(until=begins, weeks_per_session=old.weeks_per_session)
        rhythms = with_over(rhythms, over, beginning=date.min)
    return msgspec.structs.replace(new, rhythms_before=rhythms)


def member_again(
    old: Member | None, new: Member, entry: PersonEntry, today: date
) -> Member:
    """Return a file's person, with absences and hours that the file does not hold.

    Raises Refusal.
    """
    if old is None:
        return new
    hours = new.contracted_hours
    if hours != old.contracted_hours:
        began = since(old.hours_before, date.min)
        begins = _day(new.name, entry.hours_from, began, today)
        old = working_from(old, hours, begins)
    return msgspec.structs.replace(
        new, away=new.away or old.away, hours_before=old.hours_before
    )


def induction_again(
    old: Induction | None, new: Induction, entry: EctEntry, today: date
) -> Induction:
    """Return a file's induction, with what the file does not hold of it.

    The last day stays, unless they have begun anew. Raises Refusal.
    """
    if old is None:
        return new
    kept = msgspec.structs.replace(new, days_absent=old.days_absent, worked=old.worked)
    if old.counted_from != new.counted_from:
        return kept
    share = new.full_time_equivalent
    if share != old.full_time_equivalent:
        as_it_was = msgspec.structs.replace(
            kept, full_time_equivalent=old.full_time_equivalent
        )
        began = pattern_since(as_it_was)
        begins = _day(f"ECT {entry.ect}", entry.share_from, began, today)
        kept = working(as_it_was, share, begins)
    return msgspec.structs.replace(kept, leaves_on=old.leaves_on, ended_on=old.ended_on)


def pairing_again(
    old: Pairing, new: Pairing, entry: EctEntry, today: date, *, is_first: bool
) -> Pairing:
    """Return a pairing that runs as a file has it; raises Refusal.

    Its beginning is the file's only while nobody mentored the ECT before.
    """
    kept = msgspec.structs.replace(
        old, usual=new.usual, begins_on=new.begins_on if is_first else old.begins_on
    )
    if new.target == kept.target:
        return kept
    began = since(kept.targets_before, kept.begins_on)
    begins = _day(f"ECT {entry.ect}", entry.target_from, began, today)
    return meeting_from(kept, new.target, begins)


def _day(whose: str, named: date | None, began: date, today: date) -> date:
    """Return from when a change holds; raises Refusal for a day that cannot be."""
    if named is None:
        return max(began, today)
    why_not = why_not_from(named, began, today)
    if why_not is not None:
        raise Refusal(f"{whose}: {why_not}")
    return named
