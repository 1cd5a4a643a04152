"""How an ECT's time as one ends at a school: they leave, or their induction ends.

Sources: *Induction for early career teachers (England)*, 2.62 to 2.63 (who leaves);
"Mentors: responsibilities for early career teacher entitlement", 22 April 2025 (R5,
R6). How an induction was completed is for the appropriate body, and kept nowhere here.
"""

from dataclasses import replace
from datetime import date

import msgspec

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.formatting import format_day
from bot.domain.kernel.record import PersonId
from bot.domain.people.roster import Roster
from bot.domain.people.roster_changes import (
    ended,
    induction_of,
    lasting,
    require_near,
    staying,
    with_induction,
)


def leaving(roster: Roster, ect: PersonId, last_day: date) -> Roster:
    """Have an ECT leave; their pairings end, and their entry is kept.

    The mentor's training goes on (R6). A last day still to come can be put off. Raises
    Unfit.
    """
    require_near(roster, last_day)
    induction = induction_of(roster, ect)
    ended_on = induction.ended_on
    if ended_on is not None and ended_on > last_day:
        ended_on = None  # it goes on elsewhere
    left = _without_mentor(roster, ect, ended_on or last_day)
    changed = msgspec.structs.replace(induction, leaves_on=last_day, ended_on=ended_on)
    return with_induction(left, changed)


def with_induction_ended(roster: Roster, ect: PersonId, last_day: date) -> Roster:
    """Have an ECT's induction end; their pairings do, and they stay in the list.

    A last day still to come can be put off. Raises Unfit.
    """
    require_near(roster, last_day)
    induction = induction_of(roster, ect)
    leaves_on = induction.leaves_on
    if leaves_on is not None and leaves_on < last_day:
        raise Unfit(
            f"They leave this school before that; the last day is "
            f"{format_day(leaves_on)}. Please give a day up to then.",
            field=Field.DAY,
        )
    if last_day < induction.counted_from:
        raise Unfit(
            f"Induction here began on {format_day(induction.counted_from)}. Please "
            "give a later day.",
            field=Field.DAY,
        )
    left = _without_mentor(roster, ect, last_day)
    return with_induction(left, msgspec.structs.replace(induction, ended_on=last_day))


def _without_mentor(roster: Roster, ect: PersonId, last_day: date) -> Roster:
    """Have all pairings of an ECT end with a day."""
    roster = staying(roster, ect)
    pairings = dict(roster.pairings)
    for one in lasting(roster, ect, last_day):
        if one.begins_on > last_day:
            raise Unfit(
                f"{roster.name(one.mentor)} begins on {format_day(one.begins_on)}, "
                "after that day. Please give a later last day.",
                field=Field.DAY,
            )
        pairings[one.id] = ended(one, last_day)
    return replace(roster, pairings=pairings)
