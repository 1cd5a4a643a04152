"""The people around a concern: who can raise one, who can have it, who is there."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.concerns.clock import promised
from bot.domain.concerns.contacts import Contact
from bot.domain.concerns.records import Concern, Stage, Turn
from bot.domain.concerns.routes import Around, Presence, Route, is_shut_out, next_routes
from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.kernel.errors import NotAllowed
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.outbox.notices import Way
from bot.domain.people.member import Member, Role
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    INDUCTIONS,
    INDUCTIONS_OF_SCHOOL,
    MEMBERS,
    MEMBERS_OF_SCHOOL,
    NOTICES_ABOUT,
)
from bot.ports.store import Reading
from bot.results.concerns.cards import Hat, NamedRoute
from bot.results.concerns.contacts import Adviser
from bot.usecases.kernel.lookup import (
    calendar_of,
    current_pairings_of_ect,
    current_pairings_of_mentor,
    member,
    require_place,
    today_of,
)

_DAY = timedelta(days=1)
_LONGEST_ABSENCE = timedelta(days=366)


def hats(ports: Ports, records: Reading, person: PersonId) -> list[Hat]:
    """Return the places from which somebody can raise a concern, as an ECT first.

    Raises NotAllowed for someone in no roster, and for who is neither ECT nor mentor.
    """
    found = []
    for place in require_place(records, person):
        if is_allowed(Action.RAISE_CONCERN, standings(person, [place], Subject())):
            school = calendar_of(ports, records, place.school).school
            found += [
                Hat(place.school, role, school.name)
                for role in (Role.ECT, Role.MENTOR)
                if role in place.roles
            ]
    if not found:
        raise NotAllowed(
            "Concerns are raised here by ECTs and mentors. `/ect contacts` shows who "
            "you can talk to."
        )
    return found


def around(
    ports: Ports, records: Reading, school: SchoolId, person: PersonId, *, role: Role
) -> Around:
    """Gather the people around a writer, their own induction tutor first."""
    today = today_of(ports, records, school)
    members = [m for m in records.find(MEMBERS_OF_SCHOOL, school) if m.person != person]
    first = _own_tutors(records, school, person, today, as_ect=role is Role.ECT)
    tutors = [m.person for m in members if Role.INDUCTION_TUTOR in m.roles]
    tutors.sort(key=lambda tutor: tutor not in first)
    here = {m.person: m.roles for m in members}
    mentors = [
        pairing.mentor
        for pairing in current_pairings_of_ect(records, person, today)
        if pairing.school == school and pairing.mentor in here
    ]
    return Around(
        writer=person,
        written_as=role,
        mentors=mentors if role is Role.ECT else (),
        tutors=tutors,
        heads=[m.person for m in members if Role.HEADTEACHER in m.roles],
        away={
            m.person: until
            for m in members
            if (until := away_until(m, today)) is not None
        },
        lapsed=frozenset(m for m in mentors if Role.MENTOR not in here[m]),
    )


def could_be_about(found: Around) -> tuple[Adviser, ...]:
    """Return the people of whom it is asked whether it is about them."""
    by_role = (
        (Role.MENTOR, found.mentors),
        (Role.INDUCTION_TUTOR, found.tutors),
        (Role.HEADTEACHER, found.heads),
    )
    once: dict[PersonId, Role] = {}
    for role, people in by_role:
        for person in people:
            once.setdefault(person, role)
    return tuple(Adviser(person, role) for person, role in once.items())


def named(
    records: Reading, school: SchoolId, found: Sequence[Route]
) -> tuple[NamedRoute, ...]:
    """Put names to routes."""
    return tuple(
        NamedRoute(route, member(records, school, route.reader).name) for route in found
    )


def contacts_of(
    records: Reading, school: SchoolId, person: PersonId, today: date
) -> tuple[Contact, ...]:
    """Return the named contacts: an ECT's own, or those of a mentor's ECTs, or all."""
    own = records.get(INDUCTIONS, f"{school}/{person}")
    ects = {
        pairing.ect
        for pairing in current_pairings_of_mentor(records, person, today)
        if pairing.school == school
    }
    asked = {person} if own else ects
    found: dict[Contact, None] = {}
    for induction in records.find(INDUCTIONS_OF_SCHOOL, school):
        if induction.contact and (not asked or induction.ect in asked):
            found[induction.contact] = None
    return tuple(found)


def away_until(somebody: Member, today: date) -> date | None:
    """Return the last day of an absence that today lies in, or None."""
    last = today
    while last - today < _LONGEST_ABSENCE and somebody.is_away_on(last):
        last += _DAY
    return last - _DAY if last > today else None


def ways_on(ports: Ports, records: Reading, concern: Concern) -> tuple[Route, ...]:
    """Return whom the writer can take a concern to, from where it is now."""
    return next_routes(
        around(
            ports,
            records,
            concern.school,
            concern.writer,
            role=concern.written_as,
        ),
        concern.topic,
        concern.about,
        stage=concern.stage,
        reader=concern.reader,
    )


def passing_on(
    ports: Ports, records: Reading, concern: Concern, calendar: SchoolCalendar
) -> Turn | None:
    """Return the turn of whom the writer named at Send, if they can still have it."""
    for route in ways_on(ports, records, concern):
        if route.reader == concern.pass_on_to and route.away_until is None:
            now = ports.clock.now()
            return promised(calendar, route.stage, route.reader, now=now)
    return None


def back_at(
    records: Reading, concern: Concern, calendar: SchoolCalendar, now: datetime
) -> datetime:
    """Return the moment from which a reader's dates count: now, or their return."""
    place = records.get(MEMBERS, f"{concern.school}/{concern.reader}")
    until = away_until(place, calendar.day_of(now)) if place else None
    return now if until is None else calendar.moment(until, time())


def reader_is_shut_out(ports: Ports, records: Reading, concern: Concern) -> bool:
    """Whether a concern's reader has become its writer's mentor, for whom it is not."""
    today = today_of(ports, records, concern.school)
    return is_shut_out(concern, _mentors(records, concern, today))


def _mentors(records: Reading, concern: Concern, today: date) -> list[PersonId]:
    return [
        pairing.mentor
        for pairing in current_pairings_of_ect(records, concern.writer, today)
        if pairing.school == concern.school
    ]


def presence(records: Reading, concern: Concern, today: date) -> Presence:
    """Say whether a concern's reader can still be the one."""
    reader = concern.reader
    if reader is None:
        return Presence.GONE
    place = records.get(MEMBERS, f"{concern.school}/{reader}")
    if place is None or not _still_serves(records, concern, place, today):
        return Presence.GONE
    if any(
        Way.AWAITED in notice.kind.ways
        and notice.found_nobody
        and notice.occasion.partition(".")[0] == str(concern.turn)
        for notice in records.find(NOTICES_ABOUT, concern.id)
    ):
        return Presence.GONE
    if is_shut_out(concern, _mentors(records, concern, today)):
        return Presence.SHUT_OUT
    return Presence.AWAY if away_until(place, today) else Presence.HERE


def _still_serves(
    records: Reading, concern: Concern, place: Member, today: date
) -> bool:
    if concern.stage is Stage.WITH_TUTOR:
        return Role.INDUCTION_TUTOR in place.roles
    if concern.stage is Stage.WITH_HEAD:
        return Role.HEADTEACHER in place.roles
    return Role.MENTOR in place.roles and any(
        pairing.mentor == place.person
        for pairing in current_pairings_of_ect(records, concern.writer, today)
    )


def _own_tutors(
    records: Reading, school: SchoolId, person: PersonId, today: date, *, as_ect: bool
) -> set[PersonId]:
    ects = [person]
    if not as_ect:
        pairings = current_pairings_of_mentor(records, person, today)
        ects = [pairing.ect for pairing in pairings if pairing.school == school]
    inductions = [records.get(INDUCTIONS, f"{school}/{ect}") for ect in ects]
    return {induction.tutor for induction in inductions if induction}
