"""The schools of a trust side by side, for those who lead it."""

from bot.domain.kernel.access import Action, Subject, is_allowed, require, standings
from bot.domain.kernel.record import SchoolId
from bot.domain.people.member import Member
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import MEMBERS
from bot.ports.store import Reading
from bot.results.overviews.status import SchoolStatus
from bot.results.overviews.trust import TrustRow, TrustTable
from bot.usecases.kernel.lookup import calendar_of, require_place
from bot.usecases.overviews.status import running_pairings, school_counts, status_at


def trust_table(ports: Ports, actor: Actor) -> TrustTable:
    """Count for each school that somebody leads; nothing of single people.

    Raises NotAllowed for somebody who leads none.
    """
    with ports.store.reading(actor.team) as records:
        places = require_place(records, actor.person)
        led = [place for place in places if _may(place, Action.SEE_TRUST)]
        if not led:
            require(Action.SEE_TRUST, ())
        rows = [_row(ports, records, place) for place in led]
    return TrustTable(tuple(sorted(rows, key=lambda row: (row.name, row.school))))


def look_closer(ports: Ports, actor: Actor, school: SchoolId) -> SchoolStatus:
    """Say where things stand at one school, to its own induction tutor alone.

    Raises NotAllowed, in the same words whether there is such a school or not.
    """
    with ports.store.reading(actor.team) as records:
        place = records.get(MEMBERS, f"{school}/{actor.person}")
        if place is None or not _may(place, Action.LOOK_CLOSER):
            require(Action.LOOK_CLOSER, ())
            raise AssertionError("an action that nobody needs a standing for")
        return status_at(ports, records, place)


def _row(ports: Ports, records: Reading, place: Member) -> TrustRow:
    calendar = calendar_of(ports, records, place.school)
    today = calendar.day_of(ports.clock.now())
    running = running_pairings(records, place.school, today)
    counts = school_counts(records, place, running, calendar, today=today)
    assert counts is not None  # noqa: S101 - who leads a trust may see counts
    return TrustRow(
        school=place.school,
        name=calendar.school.name,
        closed=calendar.why_closed(today),
        counts=counts,
        may_look_closer=_may(place, Action.LOOK_CLOSER),
    )


def _may(place: Member, action: Action) -> bool:
    return is_allowed(action, standings(place.person, [place], Subject()))
