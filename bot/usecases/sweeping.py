"""Sweeping: once a day for each school, when its day begins."""

from datetime import date, datetime, timedelta

from bot.domain.calendar import SchoolCalendar
from bot.domain.notices import NoticeKind
from bot.domain.nudges import Sweep
from bot.domain.record import SchoolId, TeamId
from bot.domain.set_up import are_to_be_checked, is_started
from bot.ports.bundle import Ports
from bot.ports.kinds import INSTALLATIONS, SCHOOLS, SET_UPS, SWEEPS, SWEEPS_DUE, THE_ONE
from bot.ports.store import Reading, Records
from bot.usecases.lookup import calendar_of, member
from bot.usecases.notices import tell_once
from bot.usecases.nudging import due_today, make
from bot.usecases.room_in_week import next_room
from bot.usecases.turns import in_any_order
from bot.usecases.tutor_need import tell_heads
from bot.usecases.welcoming import welcome_newcomers

_DAY = timedelta(days=1)
_GOOD_TIME = timedelta(days=42)  # before the last term that was entered ends


def sweep_schools(ports: Ports) -> int:
    """Make the nudges of the day for each school whose day has begun.

    Run twice it does nothing the second time. Costs what is due, not who exists;
    returns how many schools were swept.
    """
    swept = 0
    # At that very moment too: who begins today is welcomed before anything else comes.
    below = ports.clock.now() + datetime.resolution
    for team in in_any_order(ports.store.teams_with(SWEEPS_DUE, below=below)):
        with ports.store.reading(team) as records:
            due = [sweep.school for sweep in records.find(SWEEPS_DUE, below=below)]
        for school in due:
            swept += _sweep(ports, team, school)
    return swept


def await_sweeps(ports: Ports) -> None:
    """See to it that every school is swept, at the start and when one is entered.

    One that is still being set up is not, so that nobody there is reminded.
    """
    for team in ports.store.teams():
        await_sweeps_of(ports, team)


def await_sweeps_of(ports: Ports, team: TeamId) -> None:
    """See to it that every school of one workspace is swept."""
    with ports.store.reading(team) as records:
        if not _awaited(records):
            return
    with ports.store.transaction(team) as records:
        for school in _awaited(records):
            records.add(SWEEPS, Sweep(school=school, next_at=ports.clock.now()))


def _awaited(records: Reading) -> list[SchoolId]:
    installation = records.get(INSTALLATIONS, THE_ONE)
    if installation is not None and installation.bot_token is None:
        return []  # the bot was removed from this workspace
    schools = [school.id for school in records.every(SCHOOLS)]
    return [
        school
        for school in schools
        if records.get(SWEEPS, school) is None
        and is_started(records.get(SET_UPS, school))
    ]


def _sweep(ports: Ports, team: TeamId, school: SchoolId) -> int:
    with ports.store.transaction(team) as records:
        now, kept = ports.clock.now(), records.get(SWEEPS, school)
        if kept is None or kept.next_at > now:
            return 0  # somebody else has been here
        calendar = calendar_of(ports, records, school)
        today = calendar.day_of(now)
        opens = calendar.school.contact_starts
        if now >= calendar.moment(today, opens):
            for nudge in due_today(ports, records, calendar, now):
                make(records, nudge)
            _tell_of_the_end(records, calendar, now)
            _tell_of_old_contacts(records, calendar, now)
            tell_heads(records, calendar, now)
            welcome_newcomers(records, calendar, now)
            today += _DAY
        records.put(SWEEPS, Sweep(school=school, next_at=calendar.moment(today, opens)))
        return 1


def _tell_of_the_end(records: Records, calendar: SchoolCalendar, now: datetime) -> None:
    """Ask the admin for the next year's dates, once, in good time."""
    ends = calendar.runs_out_on
    if ends - calendar.day_of(now) > _GOOD_TIME:
        return
    _tell_admin(records, calendar, NoticeKind.TERMS_END, about=ends, now=now)


def _tell_of_old_contacts(
    records: Records, calendar: SchoolCalendar, now: datetime
) -> None:
    """Ask the admin to look at safeguarding and wellbeing contacts, once a year."""
    confirmed = calendar.school.contacts_confirmed_on
    if confirmed is not None and are_to_be_checked(confirmed, calendar.day_of(now)):
        _tell_admin(
            records, calendar, NoticeKind.CONTACTS_OLD, about=confirmed, now=now
        )


def _tell_admin(
    records: Records,
    calendar: SchoolCalendar,
    kind: NoticeKind,
    *,
    about: date,
    now: datetime,
) -> None:
    school = calendar.school
    tell_once(
        records,
        kind,
        reader=school.ask,
        subject=f"{school.id}|{about.isoformat()}",
        school=school.id,
        not_before=next_room(
            records, calendar, member(records, school.id, school.ask), now
        ),
    )
