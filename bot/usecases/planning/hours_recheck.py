"""Planned sessions that a new timetable, term date or clock change put out of hours."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from bot.domain.kernel.record import SessionId, TeamId
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Ports
from bot.ports.kinds import PAIRINGS, SCHOOLS, SESSIONS, SESSIONS_PLANNED
from bot.ports.store import Records
from bot.usecases.kernel.batches import each_in_turn, several_at_once
from bot.usecases.kernel.lookup import mentoring
from bot.usecases.sessions.writing import SessionWork, keep_facts

_A_YEAR = timedelta(days=366)


def recheck_hours(ports: Ports) -> int:
    """Look where the time of each planned session stands now (R8); return the changes.

    One that has come to lie outside teaching hours is flagged to the induction tutor
    as if it had been planned so; one that lies in them again loses its flag.
    """
    return each_in_turn(ports.store.teams(), lambda team: _recheck_team(ports, team))


def _recheck_team(ports: Ports, team: TeamId) -> int:
    now = ports.clock.now()
    with ports.store.reading(team) as records:
        coming = [
            [
                one.id
                for one in records.find(
                    SESSIONS_PLANNED, school.id, at_least=now, below=now + _A_YEAR
                )
            ]
            for school in records.every(SCHOOLS)
        ]

    def recheck(some: Sequence[SessionId]) -> int:
        with ports.store.transaction(team) as records:
            found = records.get_each(SESSIONS, some)
            return sum(_recheck(ports, records, one) for one in found if one)

    some = [of_school for of_school in coming if of_school]
    return each_in_turn(some, lambda of_school: several_at_once(of_school, recheck))


def _recheck(ports: Ports, records: Records, session: Session) -> bool:
    now = ports.clock.now()
    pairing = records.get(PAIRINGS, session.pairing)
    is_to_come = session.state is SessionState.PLANNED and session.starts_at >= now
    if pairing is None or not is_to_come:
        return False
    about = mentoring(ports, records, pairing)
    stands = about.calendar.time_class(
        session.starts_at, session.minutes, [about.mentor, about.ect]
    )
    if stands is session.time_class:
        return False
    moved = msgspec.structs.replace(session, time_class=stands)
    work = SessionWork(records, about.calendar, now, ports, about)
    # What stands about it is drawn anew; a series brings no message for each.
    keep_facts(work, moved, before=session, has_receipt=False)
    return True
