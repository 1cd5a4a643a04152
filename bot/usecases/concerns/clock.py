"""The passing of school days over the concerns of every school: run again and again."""

from collections.abc import Sequence

from bot.domain.concerns.clock import Outlook, clock_event
from bot.domain.concerns.records import Concern
from bot.domain.kernel.history import UNDO_FOR
from bot.domain.kernel.record import ConcernId, SchoolId, TeamId
from bot.ports.bundle import Ports
from bot.ports.kinds import CONCERNS, CONCERNS_OPEN, MEMBERS, ROSTER_CHANGES_BY_AGE
from bot.usecases.concerns.people_around import away_until, passing_on, presence
from bot.usecases.concerns.writing import ConcernWork, keep
from bot.usecases.kernel.batches import each_in_turn, in_any_order, several_at_once
from bot.usecases.kernel.lookup import calendar_of


def run_concern_clock(ports: Ports) -> int:
    """Do what is due for every open concern; return how much happened.

    Run twice it does nothing the second time: what happened is in the store. Costs what
    is open, not who exists. What is broken of one concern is raised once all others
    have had theirs.
    """
    teams = in_any_order(ports.store.teams_with(CONCERNS_OPEN))
    return each_in_turn(teams, lambda team: _run_team(ports, team))


def _run_team(ports: Ports, team: TeamId) -> int:
    at_school: dict[SchoolId, list[ConcernId]] = {}
    with ports.store.reading(team) as records:
        for concern in records.find(CONCERNS_OPEN):
            at_school.setdefault(concern.school, []).append(concern.id)

    def run(some: Sequence[ConcernId]) -> int:
        return _run_some(ports, team, some)

    return each_in_turn(
        [at_school[school] for school in sorted(at_school)],
        lambda concerns: several_at_once(concerns, run),
    )


def _run_some(ports: Ports, team: TeamId, concerns: Sequence[ConcernId]) -> int:
    """Run the clock over concerns of one school in one unit of work."""
    with ports.store.transaction(team) as records:
        # Somebody else has been at those that are no longer open.
        found = [
            concern
            for concern in records.get_each(CONCERNS, concerns)
            if concern is not None and concern.is_open
        ]
        if not found:
            return 0
        calendar = calendar_of(ports, records, found[0].school)
        work = ConcernWork(records, calendar, ports.clock.now(), ports)
        if work.calendar.next_contact(work.now) > work.now:
            return 0  # the bot keeps office hours, and days are school days
        return sum(_run_concern(work, concern) for concern in found)


def _run_concern(work: ConcernWork, concern: Concern) -> int:
    outlook = _outlook(work, concern)
    event = clock_event(concern, work.calendar, outlook, now=work.now)
    if event is None:
        return 0
    keep(work, concern, [event])
    return 1


def _outlook(work: ConcernWork, concern: Concern) -> Outlook:
    records, school = work.records, concern.school
    place = records.get(MEMBERS, f"{school}/{concern.reader}")
    return Outlook(
        reader=presence(records, concern, work.today),
        away_until=away_until(place, work.today) if place else None,
        writer_left=_writer_left(work, concern),
        pass_on=passing_on(work.ports, records, concern, work.calendar),
    )


def _writer_left(work: ConcernWork, concern: Concern) -> bool:
    """Whether the writer has left, for good: taking somebody off can be a slip."""
    school, writer = concern.school, concern.writer
    if work.records.get(MEMBERS, f"{school}/{writer}") is not None:
        return False
    lately = work.records.find(ROSTER_CHANGES_BY_AGE, at_least=work.now - UNDO_FOR)
    return not any((one.school, one.about) == (school, writer) for one in lately)
