"""The first contact: one short message to each person in each of their roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import SchoolId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.people.member import Member, Role
from bot.domain.people.welcome import is_to_be_welcomed
from bot.ports.bundle import Ports
from bot.ports.kinds import INDUCTIONS, MEMBERS_OF_SCHOOL, PAIRINGS_OF_MENTOR
from bot.ports.store import Reading, Records
from bot.results.people.welcome import WelcomeShown
from bot.usecases.kernel.lookup import calendar_of, member
from bot.usecases.outbox.notices import are_told, tell


def welcome_newcomers(
    records: Records, calendars: Sequence[SchoolCalendar], now: datetime
) -> int:
    """Welcome whoever has begun at a school in a role; return how many messages.

    Twice it does nothing: somebody is welcomed once.
    """
    newcomers = _newcomers(records, calendars, now)
    for one in newcomers:
        tell(
            records,
            NoticeKind.FIRST_CONTACT,
            reader=one.member.person,
            subject=one.subject,
            school=one.member.school,
            not_before=one.calendar.next_contact(now, one.member),
        )
    return len(newcomers)


@dataclass(frozen=True, slots=True)
class _Place:
    """Somebody in one of their roles at a school."""

    calendar: SchoolCalendar
    member: Member
    role: Role

    @property
    def subject(self) -> str:
        return welcome_subject(self.member.school, self.role)


def _newcomers(
    records: Reading, calendars: Sequence[SchoolCalendar], now: datetime
) -> list[_Place]:
    members = records.find_each(
        MEMBERS_OF_SCHOOL, [(calendar.school.id,) for calendar in calendars]
    )
    places = [
        _Place(calendar, one, role)
        for calendar, there in zip(calendars, members, strict=True)
        for one in there
        for role in Role
        if role in one.roles
    ]
    told = are_told(
        records,
        NoticeKind.FIRST_CONTACT,
        [(place.member.person, place.subject) for place in places],
    )
    new = [place for place, is_told in zip(places, told, strict=True) if not is_told]
    own = [place.member for place in new]
    mentored = records.find_each(PAIRINGS_OF_MENTOR, [(one.person,) for one in own])
    inductions = records.get_each(
        INDUCTIONS, [f"{one.school}/{one.person}" for one in own]
    )
    return [
        place
        for place, pairings, induction in zip(new, mentored, inductions, strict=True)
        if is_to_be_welcomed(
            place.member,
            place.role,
            induction=induction,
            pairings=[p for p in pairings if p.school == place.member.school],
            today=place.calendar.day_of(now),
        )
    ]


def welcome_subject(school: SchoolId, role: Role) -> str:
    """Name what a welcome is about: a role at a school."""
    return f"{school}|{role.value}"


def welcome_shown(
    ports: Ports, records: Reading, notice: Notice
) -> WelcomeShown | None:
    """Gather what a welcome says; None where the role is no longer theirs."""
    school, _, role = notice.subject.partition("|")
    newcomer = member(records, SchoolId(school), notice.reader)
    if Role(role) not in newcomer.roles:
        return None
    calendar = calendar_of(ports, records, SchoolId(school))
    return WelcomeShown(Role(role), newcomer.name, calendar.school.name)
