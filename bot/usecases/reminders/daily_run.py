"""Sweeping: once a day for each school, when its day begins."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import SchoolId, TeamId
from bot.domain.outbox.notices import NoticeKind
from bot.domain.reminders.nudges import Sweep
from bot.domain.school.contact_rules import are_to_be_checked
from bot.domain.school.set_up import is_started
from bot.ports.bundle import Ports
from bot.ports.kinds import INSTALLATIONS, SCHOOLS, SET_UPS, SWEEPS, SWEEPS_DUE, THE_ONE
from bot.ports.store import Reading, Records
from bot.usecases.concerns.tutor_need import tell_heads
from bot.usecases.kernel.batches import (
    each_in_turn,
    in_any_order,
    several_at_once,
    so_many,
)
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.outbox.nudging import make_each
from bot.usecases.outbox.telling_admins import tell_who_sees_to
from bot.usecases.people.welcoming import welcome_newcomers
from bot.usecases.reminders.due_today import due_today
from bot.usecases.reminders.prefetch_day import ask_ahead

_DAY = timedelta(days=1)
_AT_ONCE = 10  # schools in a unit of work: what it asks, it asks once for all of them
_GOOD_TIME = timedelta(days=42)  # before the last term that was entered ends


def run_day(ports: Ports) -> int:
    """Make the nudges of the day for each school whose day has begun.

    Run twice it does nothing the second time. Costs what is due, not who exists;
    returns how many schools were swept. What is broken in one school's records is
    raised once all others have theirs.
    """
    # At that very moment too: who begins today is welcomed before anything else comes.
    below = ports.clock.now() + datetime.resolution
    teams = in_any_order(ports.store.teams_with(SWEEPS_DUE, below=below))
    return each_in_turn(teams, lambda team: _sweep_team(ports, team, below))


def _sweep_team(ports: Ports, team: TeamId, below: datetime) -> int:
    with ports.store.reading(team) as records:
        due = [sweep.school for sweep in records.find(SWEEPS_DUE, below=below)]

    def sweep(some: Sequence[SchoolId]) -> int:
        return _sweep(ports, team, some)

    return each_in_turn(
        so_many(due, _AT_ONCE), lambda some: several_at_once(some, sweep)
    )


def await_daily_runs(ports: Ports) -> None:
    """See to it that every school is swept, at the start and when one is entered.

    One that is still being set up is not, so that nobody there is reminded.
    """
    each_in_turn(ports.store.teams(), lambda team: await_daily_runs_of(ports, team))


def await_daily_runs_of(ports: Ports, team: TeamId) -> None:
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


def _sweep(ports: Ports, team: TeamId, schools: Sequence[SchoolId]) -> int:
    """Sweep some schools of a workspace in one unit of work."""
    with ports.store.transaction(team) as records:
        now = ports.clock.now()
        kept = records.get_each(SWEEPS, schools)
        # Somebody else has been at those that are no longer due.
        due = [sweep.school for sweep in kept if sweep and sweep.next_at <= now]
        records.get_each(SCHOOLS, due)
        calendars = [calendar_of(ports, records, school) for school in due]
        begun = [one for one in calendars if now >= _begins(one, one.day_of(now))]
        ask_ahead(records, begun, now)
        nudges = (due_today(records, calendar, now) for calendar in begun)
        make_each(records, chain.from_iterable(nudges))
        for calendar in begun:
            _tell_of_the_end(records, calendar, now)
            _tell_of_old_contacts(records, calendar, now)
            tell_heads(records, calendar, now)
        welcome_newcomers(records, begun, now)
        for calendar in calendars:
            days = (calendar.day_of(now) + n * _DAY for n in range(2))
            next_at = next(at for day in days if (at := _begins(calendar, day)) > now)
            records.put(SWEEPS, Sweep(school=calendar.school.id, next_at=next_at))
        return len(due)


def _begins(calendar: SchoolCalendar, day: date) -> datetime:
    return calendar.moment(day, calendar.school.contact_starts)


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
    subject = f"{calendar.school.id}|{about.isoformat()}"
    tell_who_sees_to(records, calendar, kind, subject=subject, now=now)
