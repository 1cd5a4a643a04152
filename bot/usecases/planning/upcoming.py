"""The sessions that somebody has to come, page by page."""

from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Role
from bot.domain.sessions.records import Session, SessionState
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import PAIRINGS, SESSIONS_OF_ECT, SESSIONS_OF_MENTOR
from bot.ports.store import Reading
from bot.results.planning.plans import Upcoming, UpcomingSession
from bot.usecases.kernel.lookup import (
    facts,
    mentoring,
    pairings_to,
    require_place,
    today_of,
)

A_PAGE = 5


def upcoming(ports: Ports, actor: Actor, page: int = 0) -> Upcoming:
    """Return a page of what is planned, as mentor or as ECT, next first.

    Raises NotAllowed for someone in no roster.
    """
    with ports.store.reading(actor.team) as records:
        places = require_place(records, actor.person)
        today = today_of(ports, records, places[0].school)
        found = _to_come(ports, records, actor.person)
        pages = max(1, -(-len(found) // A_PAGE))
        page = min(max(page, 0), pages - 1)
        ects = {one.ect for one in found if one.mentor == actor.person}
        shown = [
            _shown(ports, records, actor.person, session, swappable=len(ects) > 1)
            for session in found[page * A_PAGE : (page + 1) * A_PAGE]
        ]
        return Upcoming(
            sessions=tuple(shown),
            page=page,
            pages=pages,
            in_all=len(found),
            may_plan=bool(pairings_to("plan", records, actor.person, today)),
            is_ect=any(Role.ECT in place.roles for place in places),
        )


def _to_come(ports: Ports, records: Reading, person: PersonId) -> list[Session]:
    now = ports.clock.now()
    found = {
        session.id: session
        for index in (SESSIONS_OF_MENTOR, SESSIONS_OF_ECT)
        for session in records.find(index, person, at_least=now)
        if session.state is SessionState.PLANNED
    }
    return sorted(found.values(), key=lambda session: session.starts_at)


def _shown(
    ports: Ports,
    records: Reading,
    person: PersonId,
    session: Session,
    *,
    swappable: bool,
) -> UpcomingSession:
    pairing = records.get(PAIRINGS, session.pairing)
    if pairing is None:
        raise LookupError(f"session {session.id} of no pairing")
    about = mentoring(ports, records, pairing)
    return UpcomingSession(
        facts=facts(about, session, ports.clock.now()),
        is_mentor=session.mentor == person,
        swappable=swappable and session.mentor == person,
    )
