"""What an erasure does to concerns: to those of the person, and to those of others.

Of their own no more is left than that there was one, from when to when: no words, no
topic, no reader, no history. From another's the person is taken out, under a name that
stands nowhere else, so that nothing leads from it to a pairing.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from bot.domain.concerns.records import Concern, Topic
from bot.domain.kernel.record import ConcernId, PersonId
from bot.ports import kinds
from bot.ports.store import Reading
from bot.usecases.data_protection.removing_people import (
    Clearing,
    Occasion,
    removed,
    unnamed,
)


def written_by(records: Reading, person: PersonId) -> frozenset[ConcernId]:
    """Return the concerns that somebody raised."""
    concerns: Iterable[Concern] = records.every(kinds.CONCERNS)
    return frozenset(concern.id for concern in concerns if concern.writer == person)


def of_concerns(
    records: Reading, person: PersonId, occasion: Occasion
) -> Iterator[Clearing]:
    """Yield what becomes of concerns and of their history; not of words of others."""
    concerns: list[Concern] = list(records.every(kinds.CONCERNS))
    for concern in concerns:
        events = records.find(kinds.EVENTS_OF_CONCERN, concern.id)
        if concern.writer == person:
            bare = _bare(concern, occasion)
            yield Clearing(kinds.CONCERNS, concern.id, bare)
            yield from (removed(kinds.CONCERN_EVENTS, event) for event in events)
        elif person in {concern.pass_on_to, *concern.had, *concern.about}:
            instead = {str(person): occasion.alias()}
            without = replace(concern, about=concern.about - {person})
            yield unnamed(kinds.CONCERNS, without, instead)
            yield from (unnamed(kinds.CONCERN_EVENTS, one, instead) for one in events)


def _bare(concern: Concern, occasion: Occasion) -> Concern:
    """Return a concern of which no more is left than that there was one."""
    return Concern(
        id=concern.id,
        school=concern.school,
        writer=PersonId(occasion.alias()),
        written_as=concern.written_as,
        topic=Topic.OTHER,
        opened_at=concern.opened_at,
        stage=concern.stage,
        reader=None,
        had=frozenset(),
        since=concern.since,
        closed_at=concern.closed_at,
    )
