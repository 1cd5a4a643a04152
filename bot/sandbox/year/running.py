"""Running a year: from 1 September to 31 August, over clock changes and holidays.

The bot is the real one, but for Slack: its jobs are those of the timetable, its store
is in memory, its messages are drawn and kept. Nothing is sent anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import msgspec

from bot.bank_holidays import EnglandHolidays
from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.kernel.record import PersonId, SchoolId, TeamId
from bot.domain.people.member import Member
from bot.domain.school.file import SchoolFile
from bot.keys import new_key
from bot.messages import gather
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    INDUCTIONS,
    INDUCTIONS_OF_SCHOOL,
    MEMBERS_OF_SCHOOL,
)
from bot.ports.store import Store
from bot.sandbox import example_school
from bot.sandbox.clock import StillClock
from bot.sandbox.recording import AtOnce, Drawn, RecordingFiles, RecordingMessenger
from bot.sandbox.year.events import change_mentor, foresee
from bot.sandbox.year.habits import Chance
from bot.sandbox.year.life import Begun, Life
from bot.sandbox.year.readers import read
from bot.sandbox.year.training import train
from bot.store.memory import MemoryStore
from bot.usecases.reminders.daily_run import await_daily_runs
from bot.usecases.school.from_file import enter_school
from bot.vault import KeyVault
from scheduler.outbox import Outbox
from scheduler.timetable import rows

SEED = 2033
_SEPTEMBER = 9
_HOUR, _QUARTER = timedelta(hours=1), timedelta(minutes=15)
_DAY = timedelta(days=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# Made up, as an appropriate body might set them.
_REVIEWS = (date(2026, 12, 11), date(2027, 3, 19), date(2027, 7, 9))


@dataclass(frozen=True, slots=True)
class Year:
    """A year that was run: all that was drawn, and what is in the store at its end."""

    first: date
    last: date
    calendar: SchoolCalendar
    members: tuple[Member, ...]
    drawn: tuple[Drawn, ...]
    begun: tuple[Begun, ...]
    asked_hour_before: frozenset[PersonId]
    refused: int  # acts that the bot said no to
    team: TeamId
    store: Store


def run_year(seed: int = SEED, file: SchoolFile | None = None) -> Year:
    """Run a school's year with random staff; the same seed tells the same year.

    The school is that of *file*, or else the example school with a change of mentor
    and review dates.
    """
    team = TeamId("T0REHEARSAL")
    school = file.school if file else example_school.example_school()
    begins = min(term.days.first for term in school.terms)
    first = date(begins.year - (begins.month < _SEPTEMBER), _SEPTEMBER, 1)
    last = first.replace(year=first.year + 1) - _DAY
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    clock = StillClock(datetime.combine(first, time(), tzinfo=UTC))
    if file is None:
        _enter_example(store, team)
    else:
        enter_school(store, team, file, now=clock.moment, holidays=EnglandHolidays())
    messenger, ports = _ports(store, clock)
    life = Life(ports, team, SchoolId(school.id), Chance(seed))
    clock.moment = life.calendar.moment(first, time())
    weeks = life.calendar.school_weeks(first, last)
    await_daily_runs(ports)
    foresee(life, weeks)
    train(life, weeks)
    if file is None:
        pairing = example_school.PRIYA_AND_BEN
        change_mentor(life, pairing, example_school.DEE, weeks[len(weeks) * 2 // 3 :])
    _live(life, clock, messenger, _ticks(life.calendar, first, last))
    members = life.look(lambda records: records.find(MEMBERS_OF_SCHOOL, life.school))
    return Year(
        first=first,
        last=last,
        calendar=life.calendar,
        members=tuple(members),
        drawn=tuple(messenger.drawn),
        begun=tuple(life.begun),
        asked_hour_before=frozenset(life.hour_before),
        refused=life.refused.total(),
        team=team,
        store=store,
    )


def _live(
    life: Life,
    clock: StillClock,
    messenger: RecordingMessenger,
    ticks: Iterator[datetime],
) -> None:
    outbox = Outbox(life.ports)
    jobs, looked_at = rows(life.ports, outbox), 0
    run_at: dict[str, datetime] = {}

    def read_what_came() -> None:
        nonlocal looked_at
        came, looked_at = messenger.drawn[looked_at:], len(messenger.drawn)
        for message in came:
            if message.is_new:
                read(life, message)

    for tick in ticks:
        while (due := life.agenda.next_until(tick)) is not None:
            clock.moment, act = due
            act()
            outbox.deliver()  # as the listeners do after each change
            read_what_came()
        clock.moment = tick
        for job in jobs:
            since = tick - run_at.get(job.name, _LONG_AGO)
            if since >= timedelta(seconds=job.every_seconds):
                run_at[job.name] = tick
                job.run()
        outbox.deliver()  # as the timetable does every few seconds
        read_what_came()


def _ticks(calendar: SchoolCalendar, first: date, last: date) -> Iterator[datetime]:
    """Yield each quarter of an hour about the contact window, and each hour else."""
    now, ends = calendar.moment(first, time()), calendar.moment(last + _DAY, time())
    while now < ends:
        yield now
        day = calendar.day_of(now)
        opens = calendar.moment(day, calendar.school.contact_starts) - _HOUR
        closes = calendar.moment(day, calendar.school.contact_ends) + _HOUR
        busy = calendar.is_school_day(day) and opens <= now < closes
        now += _QUARTER if busy else _HOUR


def _ports(store: Store, clock: StillClock) -> tuple[RecordingMessenger, Ports]:
    messenger, numbers = RecordingMessenger(clock), count(1)
    ports = Ports(
        store=store,
        clock=clock,
        messenger=messenger,
        files=RecordingFiles(),
        bank_holidays=EnglandHolidays(),
        background=AtOnce(),
        vault=KeyVault([new_key()]),
        gather=gather,
        spare_vault=KeyVault([]),
        new_id=lambda: f"rehearsed-{next(numbers):05d}",
    )
    return messenger, ports


def _enter_example(store: Store, team: TeamId) -> None:
    with store.transaction(team) as records:
        example_school.enter(records)
        for induction in records.find(INDUCTIONS_OF_SCHOOL, example_school.SCHOOL):
            records.put(
                INDUCTIONS, msgspec.structs.replace(induction, reviews=_REVIEWS)
            )
