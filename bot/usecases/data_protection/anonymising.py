"""A record without its people: what names them gives way, what tells of them goes.

Which field tells what is decided in bot/ports/purposes/.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from bot.domain.data_protection.retention import Fate, Keep, Tells, fate
from bot.domain.kernel.record import PersonId, Record
from bot.ports.purposes import tells
from bot.usecases.data_protection.naming import renamed

R = TypeVar("R", bound=Record)

# How Slack writes the id of a person, as it stands in "people/oakfield/U012AB3CD".
_SLACK_ID = re.compile(r"(?<!\w)[UW][A-Z0-9]{3,}(?!\w)")


def people_in(record: Record) -> frozenset[PersonId]:
    """Return the people whom a record names by id, alone or within a key."""
    found: set[PersonId] = set()
    holds_people = _holding_people(type(record))
    for name, told in tells(type(record)).items():
        for value in _each(getattr(record, name)):
            if isinstance(value, Record):
                found |= people_in(value)
            elif name in holds_people and value is not None:
                found.add(value)
            elif told is Tells.IDS and isinstance(value, str):
                found.update(map(PersonId, _SLACK_ID.findall(value)))
    return frozenset(found)


def without_people(record: R, keep: Keep, instead: Mapping[str, str]) -> R:
    """Return a record with other ids in the place of people's, and no more of them."""
    return _emptied(renamed(record, instead) if instead else record, keep)


def _emptied(record: R, keep: Keep) -> R:
    """Return a record without what a number has no use for (`fate`)."""
    anew: dict[str, Any] = {}
    for name, told in tells(type(record)).items():
        value = getattr(record, name)
        if fate(keep, told) is Fate.EMPTIED:
            anew[name] = _nothing_in(type(record))[name]
        elif isinstance(value, Record):
            anew[name] = _emptied(value, keep)
        elif isinstance(value, tuple):
            anew[name] = tuple(
                _emptied(one, keep) if isinstance(one, Record) else one for one in value
            )
    return msgspec.structs.replace(record, **anew) if anew else record


@cache
def _nothing_in(record: type[Record]) -> Mapping[str, Any]:
    """Return what each field of a record holds where there is nothing to hold."""
    return {
        field.name: "" if field.required else field.default
        for field in msgspec.structs.fields(record)
    }


@cache
def _holding_people(record: type[Record]) -> frozenset[str]:
    """Return the fields that hold ids of people, and nothing else."""
    hints = get_type_hints(record)
    return frozenset(name for name in hints if PersonId in _types_in(hints[name]))


def _types_in(hint: object) -> set[object]:
    return {hint, *(one for inner in get_args(hint) for one in _types_in(inner))}


def _each(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple | frozenset) else (value,)
