"""The first contact: one short message to each person in each of their roles."""

from datetime import datetime

from bot.domain.calendar import SchoolCalendar
from bot.domain.notices import NoticeKind
from bot.domain.people import Role
from bot.domain.record import PersonId, SchoolId
from bot.domain.results.welcome import WelcomeShown
from bot.domain.welcome import is_to_be_welcomed
from bot.ports.bundle import Ports
from bot.ports.kinds import INDUCTIONS, MEMBERS_OF_SCHOOL, PAIRINGS_OF_MENTOR
from bot.ports.store import Reading, Records
from bot.usecases.lookup import calendar_of, member
from bot.usecases.notices import is_told, tell
from bot.usecases.room_in_week import next_room


def welcome_newcomers(records: Records, calendar: SchoolCalendar, now: datetime) -> int:
    """Welcome whoever has begun here in a role; return how many messages were made.

    Twice it does nothing: somebody is welcomed once, and counted in their week.
    """
    school, today = calendar.school.id, calendar.day_of(now)
    made = 0
    for newcomer in records.find(MEMBERS_OF_SCHOOL, school):
        for role in Role:
            subject = welcome_subject(school, role)
            if role not in newcomer.roles or is_told(
                records,
                NoticeKind.FIRST_CONTACT,
                reader=newcomer.person,
                subject=subject,
            ):
                continue
            mentored = records.find(PAIRINGS_OF_MENTOR, newcomer.person)
            if is_to_be_welcomed(
                newcomer,
                role,
                induction=records.get(INDUCTIONS, f"{school}/{newcomer.person}"),
                pairings=[pairing for pairing in mentored if pairing.school == school],
                today=today,
            ):
                tell(
                    records,
                    NoticeKind.FIRST_CONTACT,
                    reader=newcomer.person,
                    subject=subject,
                    school=school,
                    not_before=next_room(records, calendar, newcomer, now),
                )
                made += 1
    return made


def welcome_subject(school: SchoolId, role: Role) -> str:
    """Name what a welcome is about: a role at a school."""
    return f"{school}|{role.value}"


def welcome_shown(
    ports: Ports, records: Reading, reader: PersonId, subject: str
) -> WelcomeShown | None:
    """Gather what a welcome says; None where the role is no longer theirs."""
    school, _, role = subject.partition("|")
    newcomer = member(records, SchoolId(school), reader)
    if Role(role) not in newcomer.roles:
        return None
    calendar = calendar_of(ports, records, SchoolId(school))
    return WelcomeShown(Role(role), newcomer.name, calendar.school.name)
