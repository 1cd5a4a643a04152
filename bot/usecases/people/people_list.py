"""A school's people, as those who look after them see them, and as everybody sees own.

Sources: R5; *Induction for early career teachers (England)*, 2.79.
"""

from dataclasses import replace
from datetime import date

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.access import Action, Standing, Subject, is_allowed, standings
from bot.domain.kernel.errors import Refusal
from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.people.away import absence_of, days_away
from bot.domain.people.induction import estimated_end, induction_year
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Induction, Pairing
from bot.domain.people.roster import Roster
from bot.domain.people.roster_faults import format_missing, format_missing_of
from bot.domain.people.roster_file import days_of
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import BOTH_ROLES, EARLIER_NOTES
from bot.ports.messenger import NotSent
from bot.ports.store import Reading
from bot.results.people.pages import (
    Agreed,
    EctLine,
    EctShown,
    Mentored,
    OwnPairing,
    PeoplePage,
    PersonLine,
    PersonPage,
)
from bot.results.sessions.cards import ActShown
from bot.usecases.kernel.history import history_of
from bot.usecases.kernel.lookup import (
    calendar_of,
    current_pairings_of_ect,
    current_pairings_of_mentor,
    member,
    mentoring,
    require_place,
)
from bot.usecases.people.roster_writing import entry_name, mark_of, place_to, roster_of
from bot.usecases.sessions.earlier_notes import earlier_held

_MOST_ACTS = 10


def people(ports: Ports, actor: Actor, school: SchoolId | None = None) -> PeoplePage:
    """Show a school's people, or just one's own pairings to who may not see all.

    Raises NotAllowed for somebody in no roster, with whom to ask.
    """
    with ports.store.reading(actor.team) as records:
        places = require_place(records, actor.person)
        managed = [
            place
            for place in places
            if is_allowed(Action.READ_PEOPLE, _standing(actor, place))
        ]
        at = [p for p in managed if school is None or p.school == school]
        place = (at or managed or list(places))[0]
        calendar = calendar_of(ports, records, place.school)
        roster = roster_of(records, calendar, ports.clock.now())
        own = _own(ports, records, actor.person, roster.today)
        if not managed:
            return PeoplePage(place.school, calendar.school.name, roster.today, own=own)
        ects = [m for m in _by_name(roster) if Role.ECT in m.roles]
        return PeoplePage(
            school=place.school,
            name=calendar.school.name,
            today=roster.today,
            schools=[
                (p.school, calendar_of(ports, records, p.school).school.name)
                for p in managed
            ],
            ects=[_ect_line(roster, one.person) for one in ects],
            others=[
                PersonLine(one.person, one.name, one.roles)
                for one in _by_name(roster)
                if Role.ECT not in one.roles
            ],
            missing=format_missing(roster),
            may_change=is_allowed(Action.MANAGE_PEOPLE, _standing(actor, place)),
            own=own,
        )


def person(
    ports: Ports, actor: Actor, school: SchoolId, somebody: PersonId
) -> PersonPage:
    """Show one person of the list, for changing; also one who is not in it yet.

    Raises NotAllowed.
    """
    with ports.store.reading(actor.team) as records:
        place_to(records, actor.person, Action.MANAGE_PEOPLE, school)
        calendar = calendar_of(ports, records, school)
        roster = roster_of(records, calendar, ports.clock.now())
        return page_of(records, calendar, roster, somebody)


def newcomer(
    ports: Ports, actor: Actor, school: SchoolId, somebody: PersonId
) -> PersonPage:
    """Show somebody who is to be added, with the name that they have in Slack.

    Waits on Slack. Raises NotAllowed, and Refusal for an app.
    """
    page = person(ports, actor, school, somebody)
    try:
        account = ports.messenger.account(actor.team, somebody)
    except NotSent:
        return page  # the name is typed then
    if account.is_app:
        raise Refusal("That is an app. Please pick a person.")
    return replace(page, name=account.name)


def page_of(
    records: Reading, calendar: SchoolCalendar, roster: Roster, somebody: PersonId
) -> PersonPage:
    """Gather what the list holds of one person."""
    found = roster.members.get(somebody)
    if found is None:
        return PersonPage(
            roster.school,
            somebody,
            str(somebody),
            roster.today,
            mark=mark_of(records, roster.school, somebody),
            is_listed=False,
            days=days_of(calendar.school.contracted_hours),
            history=_history(records, calendar, somebody),
            usual_contact=calendar.school.appropriate_body,
        )
    hours = found.contracted_hours
    induction = roster.inductions.get(somebody)
    return PersonPage(
        school=roster.school,
        person=somebody,
        name=found.name,
        today=roster.today,
        mark=mark_of(records, roster.school, somebody),
        is_listed=True,
        roles=found.roles,
        days=days_of(calendar.school.contracted_hours if hours is None else hours),
        days_since=found.hours_before[-1].until if found.hours_before else None,
        away=absence_of(found, roster.today),
        mentors_of=sorted(
            roster.name(one.ect)
            for one in roster.pairings.values()
            if one.mentor == somebody and one.runs_on(roster.today)
        ),
        ect=_ect_shown(records, calendar, roster, induction)
        if induction is not None and Role.ECT in found.roles
        else None,
        missing=format_missing_of(roster, somebody),
        history=_history(records, calendar, somebody),
        usual_contact=calendar.school.appropriate_body,
    )


def _ect_shown(
    records: Reading,
    calendar: SchoolCalendar,
    roster: Roster,
    induction: Induction,
) -> EctShown:
    ect = induction.ect
    year = induction_year(induction, calendar, roster.today)
    tutor = roster.members.get(induction.tutor)
    return EctShown(
        mentors=[
            Mentored(roster.name(one.mentor), one.begins_on, one.ends_on)
            for one in _pairings(roster, ect)
        ],
        mentor=roster.mentor_of(ect),
        tutor=tutor.person if tutor else None,
        tutor_name=tutor.name if tutor else None,
        began=induction.counted_from,
        year=year,
        full_time_equivalent=induction.full_time_equivalent,
        terms_before=induction.terms_before,
        days_absent=induction.days_absent[year - 1],
        ends=estimated_end(induction, calendar),
        contact=induction.contact,
        subject=induction.subject,
        phase=induction.phase,
        leaves_on=induction.leaves_on,
        ended_on=induction.ended_on,
        reviews=induction.reviews,
        is_over=roster.is_over(ect),
        days_away=days_away(roster.members[ect], induction, calendar, roster.today),
        both_roles=_agreed(records, roster, induction),
    )


def _agreed(records: Reading, roster: Roster, induction: Induction) -> Agreed | None:
    mentor = roster.mentor_of(induction.ect)
    if mentor != induction.tutor:
        return None
    both = records.get(BOTH_ROLES, f"{roster.school}/{induction.ect}/{mentor}")
    if both is None or both.agreed_by is None or both.agreed_on is None:
        return None
    return Agreed(
        roster.name(both.person),
        both.reason,
        roster.name(both.agreed_by),
        both.agreed_on,
    )


def _own(
    ports: Ports, records: Reading, somebody: PersonId, today: date
) -> list[OwnPairing]:
    found = [
        *current_pairings_of_mentor(records, somebody, today),
        *current_pairings_of_ect(records, somebody, today),
    ]
    return [_own_pairing(ports, records, somebody, pairing) for pairing in found]


def _own_pairing(
    ports: Ports, records: Reading, somebody: PersonId, pairing: Pairing
) -> OwnPairing:
    about = mentoring(ports, records, pairing)
    asked = records.get(EARLIER_NOTES, pairing.id)
    return OwnPairing(
        pairing=pairing.id,
        mentor=about.mentor.name,
        ect=about.ect.name,
        tutor=about.tutor,
        begins_on=pairing.begins_on,
        contact=about.induction.contact,
        is_ect=pairing.ect == somebody,
        earlier=len(earlier_held(records, pairing)),
        shows_notes=asked.shows if asked else None,
    )


def _ect_line(roster: Roster, ect: PersonId) -> EctLine:
    induction = roster.inductions.get(ect)
    mentor = roster.mentor_of(ect)
    return EctLine(
        person=ect,
        name=roster.name(ect),
        mentor=roster.name(mentor) if mentor else None,
        tutor=roster.name(induction.tutor) if induction else None,
        leaves_on=induction.leaves_on if induction else None,
        ended_on=induction.ended_on if induction else None,
    )


def _pairings(roster: Roster, ect: PersonId) -> list[Pairing]:
    found = [one for one in roster.pairings.values() if one.ect == ect]
    return sorted(found, key=lambda one: (one.begins_on, one.id))


def _by_name(roster: Roster) -> list[Member]:
    return sorted(roster.members.values(), key=lambda one: (one.name, one.person))


def _history(
    records: Reading, calendar: SchoolCalendar, somebody: PersonId
) -> list[ActShown]:
    school = calendar.school.id
    acts = history_of(records, entry_name(school, somebody))[-_MOST_ACTS:]
    return [
        ActShown(
            at=calendar.local(act.at),
            by=member(records, school, act.by).name,
            did=act.did,
            facts=act.facts,
        )
        for act in acts
    ]


def _standing(actor: Actor, place: Member) -> frozenset[Standing]:
    return standings(actor.person, [place], Subject())
