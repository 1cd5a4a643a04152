"""What the rules of a day ask about schools one by one, asked for several at once.

It changes no answer: what is left out here is asked in its turn, and takes longer.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain

from bot.domain.calendars.school_calendar import SchoolCalendar
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Pairing
from bot.domain.reminders.nudges import (
    LOG_IT_TIMES,
    NudgeKind,
    log_it_keys,
    upcoming_key,
)
from bot.domain.sessions.records import SessionState
from bot.ports.kinds import (
    INDUCTIONS_OF_SCHOOL,
    MEMBERS_OF_SCHOOL,
    MISSED_OF_PAIRING,
    NUDGES,
    PAIRINGS_OF_ECT,
    PAIRINGS_OF_SCHOOL,
    PREFERENCES,
    SESSIONS_OF_ECT,
    SESSIONS_OF_MENTOR,
    SESSIONS_OF_PAIRING,
    SET_UPS,
    TRAINING_OF_PERSON,
    TRAININGS,
)
from bot.ports.store import Reading
from bot.usecases.outbox.nudging import AHEAD, BEHIND, is_made, planned_near

_DAY = timedelta(days=1)
_BACK = timedelta(weeks=6)  # a pairing's last expected sessions, over a holiday


def ask_ahead(
    records: Reading, calendars: Sequence[SchoolCalendar], now: datetime
) -> None:
    """Ask for what today's reminders of some schools take."""
    schools = [(calendar.school.id,) for calendar in calendars]
    members = list(chain(*records.find_each(MEMBERS_OF_SCHOOL, schools)))
    pairings = list(chain(*records.find_each(PAIRINGS_OF_SCHOOL, schools)))
    records.ask_ahead(INDUCTIONS_OF_SCHOOL, schools)
    records.ask_ahead(PAIRINGS_OF_ECT, list({(one.ect,) for one in pairings}))
    records.get_each(SET_UPS, [calendar.school.id for calendar in calendars])
    _ask_about_people(records, members)
    _ask_about_pairings(records, pairings, now)
    _ask_about_sessions(records, calendars, now)


def _ask_about_people(records: Reading, members: Iterable[Member]) -> None:
    people = {m.person for m in members if m.roles & {Role.MENTOR, Role.ECT}}
    kinds = (NudgeKind.HOUR_BEFORE, NudgeKind.LOG_IT)
    records.get_each(
        PREFERENCES, [f"{person}/{kind.value}" for person in people for kind in kinds]
    )
    mentors = [m.person for m in members if Role.MENTOR in m.roles]
    kept = records.get_each(TRAININGS, mentors)
    records.ask_ahead(TRAINING_OF_PERSON, [(one.person,) for one in kept if one])


def _ask_about_pairings(
    records: Reading, pairings: Iterable[Pairing], now: datetime
) -> None:
    since, until = now - _BACK, now + 8 * _DAY  # to the end of this week
    states = (SessionState.HELD.value, SessionState.PLANNED.value)
    of_pairings = [(pairing.id, state) for pairing in pairings for state in states]
    records.ask_ahead(SESSIONS_OF_PAIRING, of_pairings, at_least=since, below=until)
    records.ask_ahead(
        MISSED_OF_PAIRING,
        [(pairing.id,) for pairing in pairings],
        at_least=since.date(),
        below=until.date(),
    )


def _ask_about_sessions(
    records: Reading, calendars: Sequence[SchoolCalendar], now: datetime
) -> None:
    keys, of_days = [], {}
    found = planned_near(records, [calendar.school.id for calendar in calendars], now)
    for calendar, sessions in zip(calendars, found, strict=True):
        for session in sessions:
            keys += log_it_keys(session, times=LOG_IT_TIMES)
            day = calendar.day_of(session.starts_at)
            for person in (session.mentor, session.ect):
                of_days[upcoming_key(session.school, person, day)] = person
    records.get_each(NUDGES, [*keys, *of_days])
    people = {of_days[key] for key in of_days if not is_made(records, key)}
    for index in (SESSIONS_OF_MENTOR, SESSIONS_OF_ECT):
        records.ask_ahead(
            index,
            [(person,) for person in people],
            at_least=now - BEHIND - 2 * _DAY,  # whole days
            below=now + AHEAD + 2 * _DAY,
        )
