"""Changes to a school's people, in set-up and in mid-year: from one roster to the next.

Sources: *Induction for early career teachers (England)*, 2.36 (part-time), 3.6
(absence), 2.62 to 2.63 (who leaves); "Mentors: responsibilities for early career
teacher entitlement", 22 April 2025 (R5, R6). History is never rewritten: a pairing that
is over stays, with the sessions that were held in it.
"""

from dataclasses import replace
from datetime import date, timedelta

import msgspec

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.dated import since, why_not_from
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Refusal, Unfit
from bot.domain.kernel.formatting import format_day
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.induction import (
    InductionYear,
    pattern_since,
    working,
)
from bot.domain.people.member import Member, Role, working_from
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.people.reviews import require_reviews
from bot.domain.people.roster import Roster
from bot.domain.school.profile import Hours

_DAY = timedelta(days=1)
_OLDEST = timedelta(days=5 * 366)
_FURTHEST = timedelta(days=366)
_MOST_DAYS = 400


def with_member(roster: Roster, member: Member) -> Roster:
    """Put a person in, or change their name, roles or days.

    Raises Unfit for a name that nobody could read or say.
    """
    if not any(letter.isalnum() for letter in member.name):
        raise Unfit("Please give the name that colleagues know.", field=Field.NAME)
    return replace(roster, members={**roster.members, member.person: member})


def without_member(roster: Roster, person: PersonId) -> Roster:
    """Take a person off the list; pairings that they are in must have ended before."""
    left = {key: one for key, one in roster.members.items() if key != person}
    return replace(roster, members=left)


def with_mentor(
    roster: Roster, ect: PersonId, mentor: PersonId, *, begins: date
) -> Roster:
    """Have another mentor from a day on; the one before ends the day before.

    Raises Unfit and Refusal.
    """
    require_other(ect, mentor)
    require_near(roster, begins)
    last_day = induction_of(roster, ect).last_day
    if last_day is not None and begins > last_day:
        raise Unfit(
            f"{roster.name(ect)}'s last day as an ECT here is {format_day(last_day)}. "
            "If it goes on, choose “Correct what was entered” instead.",
            field=Field.DAY,
        )
    overlapping = lasting(roster, ect, begins)
    if any(one.mentor == mentor and one.ends_on is None for one in overlapping):
        raise Refusal(
            f"{roster.name(mentor)} mentors {roster.name(ect)} already, so nothing "
            "was changed."
        )
    pairings = dict(roster.pairings)
    for one in overlapping:
        if one.begins_on >= begins:
            raise Unfit(
                f"{roster.name(one.mentor)} began on {format_day(one.begins_on)}. "
                "Please give a later day for the change.",
                field=Field.DAY,
            )
        pairings[one.id] = ended(one, begins - _DAY)
    new = Pairing(
        id=_name(roster, mentor, ect, begins),
        school=roster.school,
        mentor=mentor,
        ect=ect,
        begins_on=begins,
        ends_on=last_day,
    )
    pairings[new.id] = new
    return replace(roster, pairings=pairings)


def with_tutor(roster: Roster, ect: PersonId, tutor: PersonId) -> Roster:
    """Have another induction tutor for one ECT."""
    return with_induction(
        roster, msgspec.structs.replace(induction_of(roster, ect), tutor=tutor)
    )


def with_contact(roster: Roster, ect: PersonId, contact: Contact) -> Roster:
    """Have another named contact at an ECT's appropriate body (R11)."""
    return with_induction(
        roster, msgspec.structs.replace(induction_of(roster, ect), contact=contact)
    )


def with_reviews(roster: Roster, ect: PersonId, reviews: tuple[date, ...]) -> Roster:
    """Have an ECT's reviews due on other days, as the appropriate body set them.

    Raises Unfit.
    """
    induction = induction_of(roster, ect)
    require_reviews(reviews, induction.reviews, roster.today)
    return with_induction(roster, msgspec.structs.replace(induction, reviews=reviews))


def with_pattern(
    roster: Roster, ect: PersonId, full_time_equivalent: float, begins: date
) -> Roster:
    """Have another working pattern from a day on; what was before counts as it was.

    Raises Unfit.
    """
    induction = induction_of(roster, ect)
    if not 0 < full_time_equivalent <= 1:
        raise Unfit(
            "Give the working pattern as a share of full time, such as 0.6 for three "
            "days of five, and 1 for full time.",
            field=Field.SHARE,
        )
    require_from(roster.today, begins, pattern_since(induction))
    return with_induction(roster, working(induction, full_time_equivalent, begins))


def with_days(
    roster: Roster, person: PersonId, hours: tuple[Hours, ...] | None, begins: date
) -> Roster:
    """Have somebody work other hours from a day on; what was before counts as it was.

    Raises Unfit.
    """
    changed = with_hours(roster.members[person], hours, begins, roster.today)
    return replace(roster, members={**roster.members, person: changed})


def with_hours(
    member: Member, hours: tuple[Hours, ...] | None, begins: date, today: date
) -> Member:
    """Have a person work other hours from a day on. Raises Unfit."""
    if hours != member.contracted_hours:
        require_from(today, begins, since(member.hours_before, date.min))
    return working_from(member, hours, begins)


def with_absence(
    roster: Roster, ect: PersonId, year: InductionYear, days: int
) -> Roster:
    """Note how many days of a year of induction an ECT was absent; never why.

    Raises Unfit.
    """
    if not 0 <= days <= _MOST_DAYS:
        raise Unfit(
            f"Give the days so far as a whole number, up to {_MOST_DAYS}.",
            field=Field.DAYS,
        )
    induction = induction_of(roster, ect)
    first, second = induction.days_absent
    absent = (days, second) if year is InductionYear.ONE else (first, days)
    return with_induction(
        roster, msgspec.structs.replace(induction, days_absent=absent)
    )


def staying(roster: Roster, ect: PersonId) -> Roster:
    """Let what ends with an ECT's last day go on, if that day is still to come."""
    induction = roster.inductions.get(ect)
    last_day = induction.last_day if induction else None
    if last_day is None or last_day < roster.today:
        return roster
    pairings = {
        key: msgspec.structs.replace(one, ends_on=None)
        if (one.ect, one.ends_on) == (ect, last_day)
        else one
        for key, one in roster.pairings.items()
    }
    return replace(roster, pairings=pairings)


def induction_of(roster: Roster, ect: PersonId) -> Induction:
    """Return an ECT's induction; raises Refusal for who is not entered as one."""
    induction = roster.inductions.get(ect)
    member = roster.members.get(ect)
    if induction is None or member is None or Role.ECT not in member.roles:
        raise Refusal(
            f"{roster.name(ect)} is not entered as an ECT yet. Please do that first."
        )
    return induction


def with_induction(roster: Roster, induction: Induction) -> Roster:
    """Put an induction in the place of what was entered of that ECT."""
    return replace(roster, inductions={**roster.inductions, induction.ect: induction})


def _name(roster: Roster, mentor: PersonId, ect: PersonId, begins: date) -> PairingId:
    """Name a new pairing; the same two can have been one before."""
    name = PairingId(f"{roster.school}/{mentor}/{ect}")
    return name if name not in roster.pairings else PairingId(f"{name}/{begins}")


def lasting(roster: Roster, ect: PersonId, day: date) -> list[Pairing]:
    """Return the pairings of an ECT that reach a day or go beyond it."""
    return [
        one
        for one in roster.pairings.values()
        if one.ect == ect and (one.ends_on is None or one.ends_on >= day)
    ]


def ended(pairing: Pairing, last_day: date) -> Pairing:
    """Have a pairing end with a day, unless it ended before."""
    ends_on = min(last_day, pairing.ends_on or last_day)
    return msgspec.structs.replace(pairing, ends_on=ends_on)


def require_other(ect: PersonId, mentor: PersonId) -> None:
    """Raise Unfit for somebody who would be their own mentor."""
    if ect == mentor:
        raise Unfit("Nobody can be their own mentor.", field=Field.MENTOR)


def require_from(today: date, begins: date, now_since: date) -> None:
    """Raise Unfit for a day from which a change cannot hold."""
    why_not = why_not_from(begins, now_since, today)
    if why_not is not None:
        raise Unfit(why_not, field=Field.DAY)


def require_near(roster: Roster, day: date) -> None:
    """Raise Unfit for a day that can only be a slip."""
    if not roster.today - _OLDEST <= day <= roster.today + _FURTHEST:
        raise Unfit(
            f"{day:%d/%m/%Y} is too far from today. Please check the year.",
            field=Field.DAY,
        )
