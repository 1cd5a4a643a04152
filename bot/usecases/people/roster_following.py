"""What follows a change of a school's people, by whatever way it was made.

Plans are called off, whoever is in a pairing that ends or begins is told, and what
waited for somebody comes when they are there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.kernel.record import PersonId
from bot.domain.people.pairings import Pairing
from bot.domain.people.roster import Roster
from bot.domain.people.roster_acts import EarlierNotes, Image
from bot.domain.sessions.records import Session
from bot.usecases.outbox.notices import renew_for
from bot.usecases.people.handing_over import call_off, ending
from bot.usecases.people.return_from_leave import bring_forward
from bot.usecases.people.roster_writing import RosterFollowUp
from bot.usecases.people.tutor_changes import follow_tutors
from bot.usecases.sessions.earlier_notes import ask_about_earlier_notes

LATELY = timedelta(days=14)  # of sessions: what may well have changed meanwhile


@dataclass(frozen=True, slots=True)
class Followed:
    """What was kept beside a change, which an undo takes back with it."""

    called_off: Sequence[tuple[Session, Session]]  # each as it was and as it is
    asked: Sequence[EarlierNotes]


def follow(work: RosterFollowUp, after: Roster, images: Sequence[Image]) -> Followed:
    """Have everybody told, and everything follow, once a change has been written."""
    bring_forward(work, after.members)
    for person in _back(work.roster, after):
        renew_for(work.records, person, work.now - LATELY)
    follow_tutors(work, images)
    return Followed(
        called_off=[
            session
            for pairing in ending(work.roster, after)
            for session in call_off(work, pairing)
        ],
        asked=[
            ask_about_earlier_notes(work.records, work.calendar, pairing, work.now)
            for pairing in _begun(work.roster, after)
        ],
    )


def _back(before: Roster, after: Roster) -> Iterator[PersonId]:
    """Yield who has a role that they had not: they may see again what had stopped."""
    for person, place in after.members.items():
        was = before.members.get(person)
        if was is None or not place.roles <= was.roles:
            yield person


def _begun(before: Roster, after: Roster) -> Iterator[Pairing]:
    """Yield pairings that are new, for ECTs who had a mentor before."""
    had_one = {one.ect for one in before.pairings.values()}
    for key, one in after.pairings.items():
        if key not in before.pairings and one.ect in had_one:
            yield one
