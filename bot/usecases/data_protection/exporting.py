"""Everything that a school holds, to take along: what its induction tutor may see.

No words: notes and next steps are the pair's, and each person has theirs with
`/ect mydata`. No concerns, nor that there was one, nor anything that would show it
(messages, histories, the audit). Nothing of what people have set for themselves, and
not what an ECT says of a session, which is between the two.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from bot.domain.data_protection.audit import following, marked
from bot.domain.kernel.record import Record, SchoolId, TeamId
from bot.ports import kinds
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, Reading, Store
from bot.results.data_protection.exports import SchoolExport, Table
from bot.usecases.data_protection.removing_people import Occasion

# What is not named here is in no export, and `ectbot look` does not show it.
EXPORTED: tuple[Kind[Any], ...] = (
    kinds.SCHOOLS,
    kinds.MEMBERS,
    kinds.INDUCTIONS,
    kinds.PAIRINGS,
    kinds.BOTH_ROLES,
    kinds.SESSIONS,
    kinds.FLAGS,
    kinds.MISSED,
    kinds.DROP_INS,
    kinds.TIME_OFF,
    kinds.TRAININGS,
    kinds.TRAINING_ENTRIES,
)


def schools_in(store: Store, team: TeamId) -> list[SchoolId]:
    """Return the schools of a workspace."""
    with store.reading(team) as records:
        return [school.id for school in records.every(kinds.SCHOOLS)]


def export_school(
    store: Store, team: TeamId, school_id: SchoolId, *, occasion: Occasion
) -> SchoolExport:
    """Gather all of a school that there is; that it was done is in the audit."""
    with store.transaction(team) as records:
        school = records.get(kinds.SCHOOLS, school_id)
        if school is None:
            raise LookupError(f"no school {school_id}")
        pairings = records.find(kinds.PAIRINGS_OF_SCHOOL, school_id)
        own = frozenset(pairing.id for pairing in pairings)
        tables = tuple(_table(records, kind, school_id, own) for kind in EXPORTED)
        entry = following(
            records.last(kinds.AUDIT_IN_ORDER),
            at=occasion.now,
            by=marked(None, ""),  # whoever runs the bot
            what="exported",
            subject=marked(school_id, occasion.new_id()),
        )
        records.add(kinds.AUDIT, entry)
    return SchoolExport(school.name, occasion.now, tables)


def _table(
    records: Reading, kind: Kind[Any], school: SchoolId, pairings: frozenset[str]
) -> Table:
    rows = tuple(
        msgspec.to_builtins(record)
        for record in _of_school(records, kind, school, pairings)
    )
    return Table(
        kind.name, PURPOSES[kind].why, tuple(kind.record.__struct_fields__), rows
    )


def _of_school(
    records: Reading, kind: Kind[Any], school: SchoolId, pairings: frozenset[str]
) -> Iterator[Record]:
    if kind is kinds.SCHOOLS:
        found = records.get(kinds.SCHOOLS, school)
        yield from [found] if found else []
        return
    for record in records.every(kind):
        of = getattr(record, "school", None)
        if of == school or (of is None and getattr(record, "pairing", "") in pairings):
            yield record
