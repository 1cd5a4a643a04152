"""People at a school, the roles they hold there, and when they work."""

from datetime import date
from enum import StrEnum

from bot.domain.record import PersonId, Record, SchoolId
from bot.domain.schools import DateSpan, Hours

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


class Member(Record, frozen=True, kw_only=True):
    """A person's place at one school."""

    school: SchoolId
    person: PersonId
    name: str
    roles: frozenset[Role]
    contracted_hours: tuple[Hours, ...] | None = None  # None: the school's own
    away: tuple[DateSpan, ...] = ()  # dates only: reasons are never held

    def is_away_on(self, day: date) -> bool:
        """Whether a day lies within an absence."""
        return any(day in span for span in self.away)
