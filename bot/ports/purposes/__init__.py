"""What each kind of record is for, how long it is kept, and what each field is for.

Whoever adds a kind or a field adds a line to a table here, and says with it what the
field tells of a person, which decides what becomes of it once its time is over (`fate`
in bot/domain/data_protection/retention.py): tests/test_purposes.py says which is
missing. docs/what-is-kept.md is written from this. The least is kept: a field whose
purpose cannot be said in a few words does not belong in the store (F40).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from bot.domain.data_protection.retention import Tells
from bot.domain.kernel.record import Record
from bot.ports.fields import COMMON, PARTS, Fields, Purpose
from bot.ports.purposes import mentoring, messages
from bot.ports.store import Kind

PURPOSES: Mapping[Kind[Any], Purpose] = MappingProxyType(
    {**mentoring.PURPOSES, **messages.PURPOSES}
)


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a record, or of a part within it, and what it tells of a person."""

    path: tuple[str, ...]  # such as ("contact", "name")
    tells: Tells


def tells(record: type[Record]) -> Mapping[str, Tells]:
    """Return what each field of a kind's record, or of a part, tells of a person."""
    return _tells(record)


@cache
def _tells(record: type[Record]) -> Mapping[str, Tells]:
    own = _own(record).tells
    return {
        name: own[name] if name in own else COMMON.tells[name]
        for name in record.__struct_fields__
    }


def told_by(kind: Kind[Any]) -> tuple[Told, ...]:
    """Return all fields of a kind, those of the parts within it too.

    Every value that a record of this kind can hold stands at one of these paths.
    """
    return tuple(_told(kind.record, (), ()))


def parts_in(hint: object) -> frozenset[type[Record]]:
    """Return the records that a field of this type can hold."""
    found = {part for inner in get_args(hint) for part in parts_in(inner)}
    if isinstance(hint, type) and issubclass(hint, Record):
        found.add(hint)
    return frozenset(found)


def _told(
    record: type[Record], path: tuple[str, ...], within: tuple[type[Record], ...]
) -> Iterator[Told]:
    """Yield the fields of *record*, which stands at *path*; once for what nests."""
    hints = get_type_hints(record)
    for name, said in tells(record).items():
        inner = parts_in(hints[name]) - {record, *within}
        here = (*path, name)
        if not inner:
            yield Told(here, said)
        for part in sorted(inner, key=lambda one: one.__name__):
            for told in _told(part, here, (record, *within)):
                stands_for = said if told.tells is Tells.NOTHING else told.tells
                yield Told(told.path, stands_for)


def _own(record: type[Record]) -> Fields:
    for kind, purpose in PURPOSES.items():
        if kind.record is record:
            return purpose
    return PARTS[record.__name__]
