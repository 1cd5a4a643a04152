"""What waits for somebody who is away: it comes sooner when they are back sooner."""

from collections.abc import Mapping
from datetime import timedelta

import msgspec

from bot.domain.kernel.record import PersonId
from bot.domain.people.member import Member
from bot.ports.kinds import NOTICES, NOTICES_TO_SEND
from bot.usecases.people.roster_writing import RosterFollowUp

_DAY = timedelta(days=1)


def bring_forward(work: RosterFollowUp, people: Mapping[PersonId, Member]) -> None:
    """Have what was held until somebody's return come at the return that is known now.

    *people* are the school's as a change leaves them.
    """
    for person, before in work.roster.members.items():
        after = people.get(person)
        if after is not None and after.away != before.away:
            _bring_forward(work, before, after)


def _bring_forward(work: RosterFollowUp, before: Member, after: Member) -> None:
    calendar = work.calendar
    held_until = calendar.next_contact(work.now, before)
    comes = calendar.next_contact(work.now, after)
    if comes >= held_until:
        return
    waiting = work.records.find(
        NOTICES_TO_SEND, at_least=held_until, below=held_until + _DAY
    )
    for notice in waiting:
        if (notice.reader, notice.school) == (after.person, after.school):
            sooner = msgspec.structs.replace(notice, not_before=comes)
            work.records.put(NOTICES, sooner)
