"""The passing of school days over the concerns of every school: run again and again."""

from bot.domain.concern_clock import Outlook, clock_event
from bot.domain.concerns import Concern
from bot.domain.notices import NoticeKind
from bot.domain.people import Role
from bot.domain.record import SchoolId, TeamId
from bot.domain.results import TutorNeed
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    CONCERNS_OPEN,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    SCHOOLS,
)
from bot.ports.store import Reading
from bot.usecases.concern_keeping import Desk, keep
from bot.usecases.concern_people import away_until, passing_on, presence
from bot.usecases.lookup import calendar_of
from bot.usecases.notices import tell_once

_LONG_AWAY_SCHOOL_DAYS = 2  # more than a day's absence: somebody should stand in


def run_concern_clock(ports: Ports) -> int:
    """Do what is due for every open concern; return how much happened.

    Run twice it does nothing the second time: what happened is in the store.
    """
    happened = 0
    for team in ports.store.teams():
        with ports.store.reading(team) as records:
            schools = [SchoolId(school.id) for school in records.every(SCHOOLS)]
        for school in schools:
            happened += _run_school(ports, team, school)
    return happened


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


def _run_school(ports: Ports, team: TeamId, school: SchoolId) -> int:
    with ports.store.transaction(team) as records:
        desk = Desk(ports, records, calendar_of(ports, records, school))
        if desk.calendar.next_contact(desk.now) > desk.now:
            return 0  # the bot keeps office hours, and days are school days
        _tell_heads(desk, school)
        return sum(
            _run_concern(desk, concern)
            for concern in list(records.find(CONCERNS_OPEN, school))
        )


def _run_concern(desk: Desk, concern: Concern) -> int:
    outlook = _outlook(desk, concern)
    event = clock_event(concern, desk.calendar, outlook, now=desk.now)
    if event is None:
        return 0
    keep(desk, concern, [event])
    return 1


def _outlook(desk: Desk, concern: Concern) -> Outlook:
    records, school = desk.records, concern.school
    place = records.get(MEMBERS, f"{school}/{concern.reader}")
    return Outlook(
        reader=presence(records, concern, desk.today),
        away_until=away_until(place, desk.today) if place else None,
        writer_left=records.get(MEMBERS, f"{school}/{concern.writer}") is None,
        pass_on=passing_on(desk.ports, records, concern, desk.calendar),
    )


def _tell_heads(desk: Desk, school: SchoolId) -> None:
    """Tell the headteachers that an induction tutor is needed, and of no concern.

    It follows from the roster alone, whether there is a concern or not.
    """
    members = desk.records.find(MEMBERS_OF_SCHOOL, school)
    tutors = [m for m in members if Role.INDUCTION_TUTOR in m.roles]
    away = {m.person: away_until(m, desk.today) for m in tutors}
    if not tutors or None in away.values():
        return
    for tutor in tutors:
        until = away[tutor.person]
        days = desk.calendar.school_days_between(desk.today, until) if until else 0
        if days < _LONG_AWAY_SCHOOL_DAYS or until is None:
            continue
        for head in members:
            if Role.HEADTEACHER in head.roles and head.person != tutor.person:
                tell_once(
                    desk.records,
                    NoticeKind.TUTOR_NEEDED,
                    reader=head.person,
                    subject=f"{school}|{tutor.person}|{until.isoformat()}",
                    school=school,
                    not_before=desk.calendar.next_contact(desk.now, head),
                )
