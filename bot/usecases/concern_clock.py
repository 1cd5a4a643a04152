"""The passing of school days over the concerns of every school: run again and again."""

from bot.domain.acts import UNDO_FOR
from bot.domain.concern_clock import Outlook, clock_event
from bot.domain.concerns import Concern
from bot.domain.record import SchoolId, TeamId
from bot.ports.bundle import Ports
from bot.ports.kinds import CONCERNS_OPEN, MEMBERS, ROSTER_CHANGES_BY_AGE
from bot.usecases.concern_keeping import Desk, keep
from bot.usecases.concern_people import away_until, passing_on, presence
from bot.usecases.lookup import calendar_of
from bot.usecases.turns import in_any_order


def run_concern_clock(ports: Ports) -> int:
    """Do what is due for every open concern; return how much happened.

    Run twice it does nothing the second time: what happened is in the store. Costs what
    is open, not who exists.
    """
    happened = 0
    for team in in_any_order(ports.store.teams_with(CONCERNS_OPEN)):
        with ports.store.reading(team) as records:
            schools = {concern.school for concern in records.find(CONCERNS_OPEN)}
        for school in sorted(schools):
            happened += _run_school(ports, team, school)
    return happened


def _run_school(ports: Ports, team: TeamId, school: SchoolId) -> int:
    with ports.store.transaction(team) as records:
        desk = Desk(ports, records, calendar_of(ports, records, school))
        if desk.calendar.next_contact(desk.now) > desk.now:
            return 0  # the bot keeps office hours, and days are school days
        return sum(
            _run_concern(desk, concern)
            for concern in list(records.find(CONCERNS_OPEN, school))
        )


def _run_concern(desk: Desk, concern: Concern) -> int:
    outlook = _outlook(desk, concern)
    event = clock_event(concern, desk.calendar, outlook, now=desk.now)
    if event is None:
        return 0
    keep(desk, concern, [event])
    return 1


def _outlook(desk: Desk, concern: Concern) -> Outlook:
    records, school = desk.records, concern.school
    place = records.get(MEMBERS, f"{school}/{concern.reader}")
    return Outlook(
        reader=presence(records, concern, desk.today),
        away_until=away_until(place, desk.today) if place else None,
        writer_left=_writer_left(desk, concern),
        pass_on=passing_on(desk.ports, records, concern, desk.calendar),
    )


def _writer_left(desk: Desk, concern: Concern) -> bool:
    """Whether the writer has left, for good: taking somebody off can be a slip."""
    school, writer = concern.school, concern.writer
    if desk.records.get(MEMBERS, f"{school}/{writer}") is not None:
        return False
    lately = desk.records.find(ROSTER_CHANGES_BY_AGE, at_least=desk.now - UNDO_FOR)
    return not any((one.school, one.about) == (school, writer) for one in lately)
