"""Looking once a month for what is past its time, telling the school, letting it go."""

from bot.domain.data_protection.retention_requests import (
    RetentionRequest,
    goes_by_itself,
)
from bot.domain.kernel.access import Action, Subject, is_allowed, require, standings
from bot.domain.kernel.record import PersonId, SchoolId, TeamId
from bot.domain.outbox.notices import Notice, NoticeKind
from bot.domain.school.profile import School
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    CLEARANCES,
    MEMBERS,
    NOTICES_ABOUT,
    SCHOOLS,
)
from bot.ports.store import Reading
from bot.results.data_protection.retention_requests import PastTime
from bot.usecases.data_protection.removing_people import Occasion
from bot.usecases.data_protection.retention_deleting import (
    let_go,
    open_clearances,
    past_time,
)
from bot.usecases.kernel.batches import each_in_turn
from bot.usecases.kernel.lookup import calendar_of, member
from bot.usecases.outbox.notices import renew
from bot.usecases.outbox.telling_admins import tell_who_sees_to


def see_to_what_is_past(ports: Ports) -> int:
    """Look through each school once a month, and let go where it wants that.

    Run again it does nothing more; returns how many schools were looked through.
    """
    return each_in_turn(ports.store.teams(), lambda team: _see_to_team(ports, team))


def _see_to_team(ports: Ports, team: TeamId) -> int:
    with ports.store.reading(team) as records:
        schools = list(records.every(SCHOOLS))
    return each_in_turn(schools, lambda school: _see_to(ports, team, school))


def _see_to(ports: Ports, team: TeamId, school: School) -> int:
    looked = _look(ports, team, school)
    if school.retention.by_itself:
        _let_go_by_itself(ports, team, school)
    return looked


def clear_out(ports: Ports, actor: Actor, clearance_id: str) -> None:
    """Let go of what is past its time now, since somebody says so; raises NotAllowed.

    Pressed twice it does nothing more; the message is drawn anew.
    """
    with ports.store.transaction(actor.team) as records:
        clearance = records.get(CLEARANCES, clearance_id)
        if clearance is None or not _may_clear(records, clearance.school, actor.person):
            require(Action.CLEAR_OUT, ())
            raise AssertionError("an action that nobody needs a standing for")
        if clearance.is_open:
            let_go(records, _occasion(ports), told=clearance, by=actor.person)
        renew(records, clearance.id)
    if clearance.is_open:  # until just now
        ports.store.leave_no_traces()


def past_time_shown(ports: Ports, records: Reading, notice: Notice) -> PastTime | None:
    """Gather what the admin is shown; None where the look is kept no more."""
    clearance = records.get(CLEARANCES, notice.subject)
    if clearance is None or (not clearance.is_open and notice.ts is None):
        return None  # done before anybody was told
    calendar = calendar_of(ports, records, clearance.school)
    cleared_at, by = clearance.cleared_at, clearance.by
    return PastTime(
        clearance,
        school=calendar.school.name,
        found_on=calendar.day_of(clearance.found_at),
        goes_by_itself=calendar.school.retention.by_itself,
        may_clear=_may_clear(records, clearance.school, notice.reader),
        cleared_on=calendar.day_of(cleared_at) if cleared_at else None,
        cleared_by=member(records, clearance.school, by).name if by else "",
    )


def _look(ports: Ports, team: TeamId, school: School) -> int:
    now = ports.clock.now()
    with ports.store.reading(team) as records:
        calendar = calendar_of(ports, records, school.id)
        name = f"{school.id}|{calendar.day_of(now):%Y-%m}"
        if records.get(CLEARANCES, name) is not None:
            return 0
        found = past_time(records, _occasion(ports), school=school.id)
    past = found.removed + found.unnamed
    clearance = RetentionRequest(
        id=name,
        school=school.id,
        found_at=now,
        past=past,
        cleared_at=None if past else now,
        held=found.held,
    )
    with ports.store.transaction(team) as records:
        if records.get(CLEARANCES, name) is not None:
            return 0  # another process has been here
        records.add(CLEARANCES, clearance)
        if past:
            tell_who_sees_to(
                records, calendar, NoticeKind.PAST_TIME, subject=name, now=now
            )
    return 1


def _let_go_by_itself(ports: Ports, team: TeamId, school: School) -> None:
    now = ports.clock.now()
    with ports.store.reading(team) as records:
        due = [
            clearance
            for clearance in open_clearances(records, school.id)
            for notice in records.find(NOTICES_ABOUT, clearance.id)
            if goes_by_itself(notice.posted_at, now)
        ]
    if due:
        with ports.store.transaction(team) as records:
            let_go(records, _occasion(ports), told=due[-1])
        ports.store.leave_no_traces()


def _may_clear(records: Reading, school: SchoolId, person: PersonId) -> bool:
    place = records.get(MEMBERS, f"{school}/{person}")
    own = [place] if place else []
    return is_allowed(Action.CLEAR_OUT, standings(person, own, Subject()))


def _occasion(ports: Ports) -> Occasion:
    return Occasion(ports.clock.now(), ports.new_id)
