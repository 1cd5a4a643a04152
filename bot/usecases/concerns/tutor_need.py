"""When no induction tutor is there: the headteacher is told, and of no concern."""

from datetime import datetime

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import SchoolId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.people.member import Role
from bot.ports.bundle import Ports
from bot.ports.kinds import MEMBERS, MEMBERS_OF_SCHOOL
from bot.ports.store import Reading, Records
from bot.results.concerns.cards import TutorNeed
from bot.usecases.concerns.people_around import away_until
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.outbox.notices import tell_once

_LONG_AWAY_SCHOOL_DAYS = 2  # more than a day's absence: somebody should stand in


def tutor_need(
    ports: Ports, records: Reading, school: SchoolId, tutor: str
) -> TutorNeed | None:
    """Say that an induction tutor is away with nobody in their place; else None."""
    place = records.get(MEMBERS, f"{school}/{tutor}")
    if place is None or Role.INDUCTION_TUTOR not in place.roles:
        return None
    calendar = calendar_of(ports, records, school)
    until = away_until(place, calendar.day_of(ports.clock.now()))
    if until is None:
        return None
    return TutorNeed(calendar.school.name, place.name, until)


def tell_heads(records: Records, calendar: SchoolCalendar, now: datetime) -> None:
    """Tell the headteachers that an induction tutor is needed.

    It follows from the roster alone, whether there is a concern or not.
    """
    school, today = calendar.school.id, calendar.day_of(now)
    members = records.find(MEMBERS_OF_SCHOOL, school)
    tutors = [m for m in members if Role.INDUCTION_TUTOR in m.roles]
    away = {m.person: away_until(m, today) for m in tutors}
    if not tutors or None in away.values():
        return
    for tutor in tutors:
        until = away[tutor.person]
        days = calendar.school_days_between(today, until) if until else 0
        if days < _LONG_AWAY_SCHOOL_DAYS or until is None:
            continue
        for head in members:
            if Role.HEADTEACHER in head.roles and head.person != tutor.person:
                tell_once(
                    records,
                    NoticeKind.TUTOR_NEEDED,
                    reader=head.person,
                    subject=f"{school}|{tutor.person}|{until.isoformat()}",
                    school=school,
                    not_before=calendar.next_contact(now, head),
                )
