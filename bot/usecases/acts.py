"""Keeping the history of each record: who did what to it, and when."""

from collections.abc import Sequence

from bot.domain.acts import Act, Did
from bot.domain.record import SchoolId
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import ACTS, ACTS_ON
from bot.ports.store import Reading, Records


def note_act(  # noqa: PLR0913 - the parts of an act, by name
    ports: Ports,
    records: Records,
    actor: Actor,
    did: Did,
    *,
    subject: str,
    school: SchoolId,
    facts: str = "",
) -> None:
    """Note, in the unit of work that does it, what somebody does to a record.

    *facts* are dates, times and names of people; never the words of a note.
    """
    act = Act(
        id=ports.new_id(),
        school=school,
        subject=subject,
        by=actor.person,
        did=did,
        at=ports.clock.now(),
        facts=facts,
    )
    records.add(ACTS, act)


def history_of(records: Reading, subject: str) -> Sequence[Act]:
    """Return what was done to a record, oldest first."""
    return records.find(ACTS_ON, subject)
