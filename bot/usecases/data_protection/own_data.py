"""What is held about somebody, for themselves: everything but other people's words.

It takes no standing and no id: it is always of whoever asks. Source: UK GDPR, article
15; Data Protection Act 2018, schedule 2, paragraph 16 (other people in the records).
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from bot.domain.data_protection.audit import Saw
from bot.domain.data_protection.retention import Retention
from bot.domain.kernel.record import Record
from bot.ports import kinds
from bot.ports.bundle import Actor, Ports
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, Reading
from bot.results.data_protection.own_data import OwnData, OwnPart
from bot.usecases.data_protection.own_records import SHOWN, Me, who_asks
from bot.usecases.data_protection.resealing import sealed_in
from bot.usecases.kernel.audit import audit
from bot.usecases.kernel.opened_words import Door, for_its_own


def own_data(ports: Ports, actor: Actor) -> OwnData:
    """Gather all that is held about the actor; that they looked is in the audit.

    Left out are other people's words, and that a concern is about somebody, which its
    writer alone decides on: whoever wants more asks the school, and a person decides.
    """
    with ports.store.snapshot(actor.team) as records:
        own = _gathered(ports, records, actor)
    with ports.store.transaction(actor.team) as records:
        audit(ports, records, Saw.OWN_DATA, by=actor.person, subject=actor.person)
    return own


def _gathered(ports: Ports, records: Reading, actor: Actor) -> OwnData:
    me = who_asks(ports, records, actor.person)
    door = for_its_own(ports, records, actor.person)
    parts = [
        OwnPart(
            kind=kind.name,
            why=purpose.why,
            keep=purpose.keep,
            records=tuple(
                _document(door, records, kind, record, me=me)
                for record in records.every(kind)
                if SHOWN[kind].is_mine(records, me, record)
            ),
        )
        for kind, purpose in PURPOSES.items()
    ]
    schools = list(records.every(kinds.SCHOOLS))
    own = {m.school for m in records.find(kinds.MEMBERS_OF_PERSON, actor.person)}
    return OwnData(
        person=actor.person,
        made_at=ports.clock.now(),
        ask=tuple(
            (s.name, s.ask)
            for s in schools
            if s.id in own or (not own and len(schools) == 1)
        ),
        retention=next((s.retention for s in schools if s.id in own), Retention()),
        parts=tuple(part for part in parts if part.records),
        names={m.person: m.name for m in records.every(kinds.MEMBERS)},
    )


def _document(
    door: Door, records: Reading, kind: Kind[Any], record: Record, *, me: Me
) -> Mapping[str, Any]:
    """Return a record as plain values, its sealed words opened."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    for name in sealed_in(kind, record):
        document[name] = door.words(kind, record, field=name)
    return SHOWN[kind].drawn(records, me, record, document)
