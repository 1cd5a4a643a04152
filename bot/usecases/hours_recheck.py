"""Planned sessions that a new timetable, term date or clock change put out of hours."""

from datetime import timedelta

import msgspec

from bot.domain.record import SchoolId, TeamId
from bot.ports.bundle import Ports
from bot.ports.kinds import PAIRINGS, SCHOOLS, SESSIONS_PLANNED
from bot.usecases.lookup import mentoring
from bot.usecases.session_keeping import Change, keep_facts

_A_YEAR = timedelta(days=366)


def recheck_hours(ports: Ports) -> int:
    """Look where the time of each planned session stands now (R8); return the changes.

    One that has come to lie outside teaching hours is flagged to the induction tutor
    as if it had been planned so; one that lies in them again loses its flag.
    """
    changed = 0
    for team in ports.store.teams():
        with ports.store.reading(team) as records:
            schools = [SchoolId(school.id) for school in records.every(SCHOOLS)]
        changed += sum(_recheck(ports, team, school) for school in schools)
    return changed


def _recheck(ports: Ports, team: TeamId, school: SchoolId) -> int:
    now, changed = ports.clock.now(), 0
    with ports.store.transaction(team) as records:
        coming = records.find(
            SESSIONS_PLANNED, school, at_least=now, below=now + _A_YEAR
        )
        for session in list(coming):
            pairing = records.get(PAIRINGS, session.pairing)
            if pairing is None:
                continue
            about = mentoring(ports, records, pairing)
            stands = about.calendar.time_class(
                session.starts_at, session.minutes, [about.mentor, about.ect]
            )
            if stands is session.time_class:
                continue
            moved = msgspec.structs.replace(session, time_class=stands)
            change = Change(records, about, now, ports.vault)
            # What stands about it is drawn anew; a series brings no message for each.
            keep_facts(change, moved, before=session, has_receipt=False)
            changed += 1
    return changed
