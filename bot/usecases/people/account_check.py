"""Looking whether the people of each school still have an account in Slack."""

import logging

from bot.domain.kernel.record import TeamId
from bot.domain.outbox.notices import NoticeKind
from bot.ports.bundle import Ports
from bot.ports.kinds import MEMBERS
from bot.ports.messenger import NotSent
from bot.usecases.kernel.batches import each_in_turn
from bot.usecases.kernel.lookup import calendar_of
from bot.usecases.outbox.telling_admins import tell_who_sees_to

log = logging.getLogger(__name__)


def check_people(ports: Ports) -> int:
    """Tell each school's admin, once, of people whose account is closed.

    It follows from the roster alone, so that it says nothing of any message. Waits on
    Slack, outside any unit of work. Returns how many were found.
    """
    return each_in_turn(ports.store.teams(), lambda team: _check(ports, team))


def _check(ports: Ports, team: TeamId) -> int:
    with ports.store.reading(team) as records:
        people = sorted({member.person for member in records.every(MEMBERS)})
    gone, unasked = set(), 0
    for person in people:
        try:
            if not ports.messenger.is_active(team, person):
                gone.add(person)
        except NotSent:
            unasked += 1  # tomorrow is another day
    if unasked:
        told = {"team": team, "error": f"{unasked} of {len(people)}"}
        log.warning("Slack did not say whether people have an account", extra=told)
    if not gone:
        return 0
    with ports.store.transaction(team) as records:
        for member in list(records.every(MEMBERS)):
            if member.person in gone:
                tell_who_sees_to(
                    records,
                    calendar_of(ports, records, member.school),
                    NoticeKind.UNREACHED,
                    subject=f"{member.school}|{member.person}",
                    now=ports.clock.now(),
                    but_not=member.person,
                )
    return len(gone)
