"""A person's home tab: the next thing, where it stands, what was; by role."""

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.access import Action, Subject, is_allowed, standings
from bot.domain.overviews.ect_table import TableView
from bot.domain.overviews.home_actions import HomeAction, offered_to
from bot.domain.people.member import Member, Role
from bot.domain.school.set_up import is_started
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import SET_UPS
from bot.ports.store import Reading
from bot.results.overviews.home import HomeTab, SchoolHome
from bot.results.overviews.status import SchoolCounts
from bot.usecases.concerns.reading import own_concerns
from bot.usecases.kernel.lookup import calendar_of, pairings_to, require_place, today_of
from bot.usecases.overviews.ect_rows import tutor_part
from bot.usecases.overviews.home_parts import ect_part, mentor_part
from bot.usecases.overviews.status import running_pairings, school_counts

_TAKES_AN_ECT = {
    HomeAction.LOG: "log",
    HomeAction.PLAN: "plan",
    HomeAction.DROP_IN: "plan",
}


def home_tab(ports: Ports, actor: Actor, view: TableView) -> HomeTab:
    """Gather a person's home tab; an induction tutor's table is looked at by *view*.

    Raises NotAllowed for somebody in no roster, with whom to ask.
    """
    with ports.store.reading(actor.team) as records:
        places = require_place(records, actor.person)
        schools = [_school(ports, records, place) for place in places]
        tutoring = [p for p in places if Role.INDUCTION_TUTOR in p.roles]
        tutored = tutor_part(ports, records, tutoring, view) if tutoring else None
        today = today_of(ports, records, places[0].school)
        idle = {
            doing
            for doing, to_do in _TAKES_AN_ECT.items()
            if not pairings_to(to_do, records, actor.person, today)
        }
    roles = {role for place in places for role in place.roles}
    return HomeTab(
        name=places[0].name,
        schools=tuple(schools),
        as_tutor=tutored,
        concerns=own_concerns(ports, actor),
        doings=tuple(one for one in offered_to(roles) if one not in idle),
    )


def _school(ports: Ports, records: Reading, place: Member) -> SchoolHome:
    calendar = calendar_of(ports, records, place.school)
    today = calendar.day_of(ports.clock.now())
    has_table = Role.INDUCTION_TUTOR in place.roles
    return SchoolHome(
        school=calendar.school.name,
        closed=calendar.why_closed(today),
        as_mentor=mentor_part(ports, records, place)
        if Role.MENTOR in place.roles
        else None,
        as_ect=ect_part(ports, records, place) if Role.ECT in place.roles else None,
        to_set_up=is_allowed(Action.SET_UP, standings(place.person, [place], Subject()))
        and not is_started(records.get(SET_UPS, place.school)),
        counts=None if has_table else _counts(ports, records, place, calendar),
    )


def _counts(
    ports: Ports, records: Reading, place: Member, calendar: SchoolCalendar
) -> SchoolCounts | None:
    standing = standings(place.person, [place], Subject())
    if not is_allowed(Action.SEE_COUNTS, standing):
        return None
    today = calendar.day_of(ports.clock.now())
    running = running_pairings(records, place.school, today)
    return school_counts(records, place, running, calendar, today=today)
