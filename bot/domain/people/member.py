"""People at a school, the roles they hold there, and when they work."""

from datetime import date
from enum import StrEnum

import msgspec

from bot.domain.kernel.dated import held_on, with_over
from bot.domain.kernel.record import PersonId, Record, SchoolId
from bot.domain.school.profile import DateSpan, Hours

NO_END_YET = date.max  # the last day of an absence of which nobody knows it


class Role(StrEnum):
    """What a person is at one school; one person can hold several."""

    MENTOR = "mentor"
    ECT = "ect"
    INDUCTION_TUTOR = "induction_tutor"
    HEADTEACHER = "headteacher"
    SCHOOL_ADMIN = "school_admin"
    TRUST_LEAD = "trust_lead"


ROLE_WORDS = {
    Role.MENTOR: "mentor",
    Role.ECT: "ECT",
    Role.INDUCTION_TUTOR: "induction tutor",
    Role.HEADTEACHER: "headteacher",
    Role.SCHOOL_ADMIN: "school admin",
    Role.TRUST_LEAD: "trust lead",
}
AS_ROLE = {  # as in "you are down as …"
    Role.MENTOR: "a mentor",
    Role.ECT: "an ECT",
    Role.INDUCTION_TUTOR: "an induction tutor",
    Role.HEADTEACHER: "the headteacher",
    Role.SCHOOL_ADMIN: "the school admin",
    Role.TRUST_LEAD: "a trust lead",
}


class HoursUntil(Record, frozen=True, kw_only=True):
    """The contracted hours that a person had before a date."""

    until: date  # the first day of the next ones
    contracted_hours: tuple[Hours, ...] | None = None  # None: the school's own


class Member(Record, frozen=True, kw_only=True):
    """A person's place at one school."""

    school: SchoolId
    person: PersonId
    name: str
    roles: frozenset[Role]
    contracted_hours: tuple[Hours, ...] | None = None  # None: the school's own; now
    hours_before: tuple[HoursUntil, ...] = ()  # earlier ones, oldest first
    away: tuple[DateSpan, ...] = ()  # dates only: reasons are never held

    def is_away_on(self, day: date) -> bool:
        """Whether a day lies within an absence."""
        return any(day in span for span in self.away)

    def hours_on(self, day: date) -> tuple[Hours, ...] | None:
        """Return the contracted hours that held on a day; None for the school's own."""
        earlier = held_on(self.hours_before, day)
        return earlier.contracted_hours if earlier else self.contracted_hours


def working_from(
    member: Member, hours: tuple[Hours, ...] | None, begins: date
) -> Member:
    """Return a person with other hours from a day on; none before changes."""
    if hours == member.contracted_hours:
        return member
    over = HoursUntil(until=begins, contracted_hours=member.contracted_hours)
    before = with_over(member.hours_before, over, beginning=date.min)
    return msgspec.structs.replace(member, contracted_hours=hours, hours_before=before)
