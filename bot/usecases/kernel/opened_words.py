"""The one door through which the words of people come open for somebody to read.

Whoever opens them says who will read them. What was not written for that reader is a
look at the words of others: it is noted in the audit before anything is handed back,
or, where nobody else is ever to read them, refused. What opens words for nobody to read
(sealing anew, looking for a name) does not come this way;
tests/usecases/data_protection/test_opened_words.py knows each of those.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.domain.data_protection.audit import Saw
from bot.domain.kernel.record import PersonId, Record
from bot.ports.bundle import Actor, Ports
from bot.ports.kinds import (
    CONCERN_WORDS,
    CONCERNS,
    DROP_IN_WORDS,
    NEXT_STEPS,
    NOTES,
    PAIRINGS,
    SESSIONS,
)
from bot.ports.store import Kind, Reading, Records
from bot.usecases.kernel.audit import note_look
from bot.usecases.kernel.sealed_words import UNREADABLE, opened

R = TypeVar("R", bound=Record)


class NotTheirs(Exception):
    """Words were to be shown to somebody for whom they were not written."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the words of others is noted as."""

    what: Saw
    subject: str  # the id of a record


@dataclass(frozen=True, slots=True)
class _For:
    """For whom words were written, and what it is if somebody else reads them."""

    people: frozenset[PersonId]
    look: Look


class Door:
    """Opens words for one reader; *note* is told of each look at those of others."""

    def __init__(
        self,
        ports: Ports,
        records: Reading,
        reader: PersonId,
        note: Callable[[Look], None],
    ) -> None:
        self._vault = ports.vault
        self._records = records
        self._reader = reader
        self._note = note
        self._noted = set[Look]()

    def note(self, look: Look) -> None:
        """Note a look, once for each thing that is looked at."""
        if look not in self._noted:
            self._noted.add(look)
            self._note(look)

    def words(self, kind: Kind[R], record: R | None, *, field: str = "text") -> str:
        """Return words of a record, a sentence where they stay shut.

        "" where there is no record, or there are no words in it.
        """
        if record is None or not getattr(record, field):
            return ""
        written = WRITTEN_FOR[kind](self._records, record)
        if self._reader not in written.people:
            self.note(written.look)
        words = opened(self._vault, self._records, kind, record, field=field)
        return UNREADABLE if words is None else words


def noting(ports: Ports, records: Records, reader: PersonId) -> Door:
    """Return a door that notes looks in the unit of work that shows the words."""

    def note(look: Look) -> None:
        note_look(ports, records, look.what, by=reader, subject=look.subject)

    return Door(ports, records, reader, note)


def for_its_own(ports: Ports, records: Reading, reader: PersonId) -> Door:
    """Return a door that opens to a reader what was written for them, and no more.

    Raises NotTheirs for anything else.
    """

    def refuse(look: Look) -> None:
        raise NotTheirs(f"{look.what} is for others to open, and noted")

    return Door(ports, records, reader, refuse)


@contextmanager
def noting_afterwards(ports: Ports, actor: Actor) -> Iterator[tuple[Reading, Door]]:
    """Open a reading, and a door that notes looks before the words are handed back.

    So that a form in which there seldom are any opens without waiting for its turn.
    """
    looks = list[Look]()
    with ports.store.reading(actor.team) as records:
        yield records, Door(ports, records, actor.person, looks.append)
    if looks:
        with ports.store.transaction(actor.team) as kept:
            for look in looks:
                note_look(ports, kept, look.what, by=actor.person, subject=look.subject)


def _of_pairing(records: Reading, pairing_id: str) -> _For:
    pairing = records.get(PAIRINGS, pairing_id)
    people = {pairing.mentor, pairing.ect} if pairing else set[PersonId]()
    return _For(frozenset(people), Look(Saw.EARLIER_NOTES, pairing_id))


def _of_step(records: Reading, step: Any) -> _For:
    """Return for whom a next step is: those who set it, and those who ticked it."""
    own = _of_pairing(records, step.pairing)
    ticked = records.get(SESSIONS, step.done_in) if step.done_in else None
    if ticked is None or ticked.pairing == step.pairing:
        return own
    return _For(own.people | _of_pairing(records, ticked.pairing).people, own.look)


def _of_concern(records: Reading, words: Any) -> _For:
    concern = records.get(CONCERNS, words.concern)
    people = {words.author, concern.writer} if concern else {words.author}
    return _For(frozenset(people), Look(Saw.CONCERN, words.concern))


WRITTEN_FOR: dict[Kind[Any], Callable[[Reading, Any], _For]] = {
    NOTES: lambda records, note: _of_pairing(records, note.pairing),
    NEXT_STEPS: _of_step,
    DROP_IN_WORDS: lambda records, words: _of_pairing(records, words.pairing),
    CONCERN_WORDS: _of_concern,
}
