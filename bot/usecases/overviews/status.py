"""Where things stand, for each role just what it may see."""

from datetime import date, datetime, time

from bot.domain.calendars.half_terms import half_begins
from bot.domain.calendars.school_calendar import SchoolCalendar, monday_of
from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.induction import induction_year, target_of, working_share
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Pairing
from bot.domain.sessions.records import Session, SessionState, TimeClass
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    INDUCTIONS_OF_SCHOOL,
    OPEN_FLAGS,
    PAIRINGS_OF_SCHOOL,
    SCHOOLS,
    SESSIONS_OF_PAIRING,
)
from bot.ports.store import Reading
from bot.results.overviews.status import (
    PairingStatus,
    SchoolCounts,
    SchoolStatus,
    Welcome,
)
from bot.results.sessions.cards import SessionFacts
from bot.usecases.entitlement.drop_ins import days_of_drop_ins
from bot.usecases.entitlement.time_off_counts import time_shown, weeks_lost
from bot.usecases.entitlement.training_ledgers import ledgers_kept, ledgers_of_school
from bot.usecases.kernel.lookup import (
    Mentoring,
    calendar_of,
    current_pairings_of_ect,
    current_pairings_of_mentor,
    facts,
    mentoring,
    places,
    require_place,
    who_adds,
)
from bot.usecases.sessions.expected import counts_of, on_record

_MIDNIGHT = time()


def welcome(ports: Ports, actor: Actor) -> Welcome:
    """Say who somebody is to the bot, and whom they can ask."""
    with ports.store.reading(actor.team) as records:
        own = places(records, actor.person)
        found = [records.get(SCHOOLS, place.school) for place in own]
        known = [school for school in found if school is not None]
        schools = known or list(records.every(SCHOOLS))
        return Welcome(
            person=actor.person,
            name=own[0].name if own else None,
            roles=frozenset(role for place in own for role in place.roles),
            schools=[(school.id, school.name) for school in known],
            ask=who_adds(schools),
            is_set_up=bool(schools),
            may_raise=is_allowed(
                Action.RAISE_CONCERN, standings(actor.person, own, Subject())
            ),
        )


def status(ports: Ports, actor: Actor) -> list[SchoolStatus]:
    """Say where things stand at each of a person's schools.

    Raises NotAllowed for somebody in no roster, with whom to ask.
    """
    with ports.store.reading(actor.team) as records:
        own = require_place(records, actor.person)
        return [status_at(ports, records, place) for place in own]


def status_at(ports: Ports, records: Reading, place: Member) -> SchoolStatus:
    """Say where things stand at one place of somebody's."""
    calendar = calendar_of(ports, records, place.school)
    today = calendar.day_of(ports.clock.now())
    person = place.person

    def shown(pairings: list[Pairing]) -> tuple[PairingStatus, ...]:
        return tuple(
            pairing_status(ports, records, mentoring(ports, records, pairing), today)
            for pairing in pairings
            if pairing.school == place.school
        )

    running = running_pairings(records, place.school, today)
    mentors = current_pairings_of_mentor(records, person, today)
    ects = current_pairings_of_ect(records, person, today)
    as_tutor = shown(running) if Role.INDUCTION_TUTOR in place.roles else None
    return SchoolStatus(
        school=calendar.school.name,
        today=today,
        closed=calendar.why_closed(today),
        as_mentor=shown(mentors) if Role.MENTOR in place.roles else None,
        as_ect=shown(ects) if Role.ECT in place.roles else None,
        as_tutor=as_tutor,
        open_flags=_open_flags(records, place.school, person) if as_tutor else 0,
        time_off=None
        if as_tutor is None
        else time_shown(records, place, since=half_begins(calendar, today)),
        training=None
        if as_tutor is None
        else ledgers_of_school(records, place, calendar, today=today),
        counts=school_counts(records, place, running, calendar, today=today),
    )


def running_pairings(records: Reading, school: SchoolId, today: date) -> list[Pairing]:
    """Return the pairings that a school has on a date."""
    return [
        pairing
        for pairing in records.find(PAIRINGS_OF_SCHOOL, school)
        if pairing.runs_on(today)
    ]


def pairing_status(
    ports: Ports, records: Reading, about: Mentoring, today: date
) -> PairingStatus:
    """Say how one pairing's meetings stand; facts only.

    What there was so far is the ECT's, with whoever was their mentor.
    """
    now = ports.clock.now()
    calendar = about.calendar
    kept = on_record(records, about)
    counts = counts_of(kept, now)
    year = induction_year(about.induction, calendar, today)
    own = [one for one in kept.planned if one.pairing == about.pairing.id]
    coming = [session for session in own if session.ends_at > now]
    return PairingStatus(
        mentor=about.mentor.name,
        ect=about.ect.name,
        year=year,
        weeks_per_session=target_of(
            about.pairing, year, about.school, today
        ).weeks_per_session,
        full_time_equivalent=working_share(about.induction, today),
        held=counts.held,
        expected=counts.expected,
        weeks=counts.school_weeks,
        this_week=_of_week(about, [*kept.held, *own], today, now),
        next_session=facts(about, coming[0], now) if coming else None,
        out_of_hours=sum(s.time_class is not TimeClass.TEACHING for s in kept.held),
        drop_ins=days_of_drop_ins(records, kept.who.pairings),
    )


def _of_week(
    about: Mentoring, sessions: list[Session], today: date, now: datetime
) -> tuple[SessionFacts, ...]:
    week = [
        session
        for session in sessions
        if monday_of(about.calendar.day_of(session.starts_at)) == monday_of(today)
    ]
    week.sort(key=lambda session: session.starts_at)
    return tuple(facts(about, session, now) for session in week)


def _open_flags(records: Reading, school: SchoolId, tutor: PersonId) -> int:
    return len(records.find(OPEN_FLAGS, tutor, school))


def school_counts(
    records: Reading,
    place: Member,
    running: list[Pairing],
    calendar: SchoolCalendar,
    *,
    today: date,
) -> SchoolCounts | None:
    """Count for those who may see counts; the view withholds small ones."""
    standing = standings(place.person, [place], Subject())
    if not is_allowed(Action.SEE_COUNTS, standing):
        return None
    monday = calendar.moment(monday_of(today), _MIDNIGHT)
    ects = {pairing.ect for pairing in running}
    began = {
        one.ect: calendar.moment(one.counted_from, _MIDNIGHT)
        for one in records.find(INDUCTIONS_OF_SCHOOL, place.school)
    }
    met, outside = set(), 0
    for pairing in records.find(PAIRINGS_OF_SCHOOL, place.school):
        if pairing.ect not in ects:
            continue
        since = began[pairing.ect]
        for session in records.find(
            SESSIONS_OF_PAIRING, pairing.id, SessionState.HELD.value, at_least=since
        ):
            outside += session.time_class is not TimeClass.TEACHING
            if session.starts_at >= monday:
                met.add(pairing.ect)
    return SchoolCounts(
        ects=len(ects),
        met_this_week=len(met),
        out_of_hours=outside,
        training=ledgers_kept(records, place.school),
        time_lost=weeks_lost(records, place.school, since=half_begins(calendar, today)),
    )
