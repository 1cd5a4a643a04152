"""Which records name a person, wherever the id stands, and the same without them.

An id can stand in a field, in a set, in the middle of a key ("digest:oakfield:U0TOM:…")
or in an entry that is kept for undoing. So a record is looked through as plain values:
a kind that is added later is looked through as well. Sealed words are passed over: what
looks like a name in them is chance, and changing it would lose them.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from bot.domain.kernel.record import Record, sealed_fields

R = TypeVar("R", bound=Record)


def namer(*names: str) -> re.Pattern[str]:
    """Return what finds these ids or names in a text, each as a whole word."""
    longest_first = sorted((name for name in names if name), key=len, reverse=True)
    either = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def is_named(record: Record, names: re.Pattern[str]) -> bool:
    """Whether a record holds one of the names anywhere."""
    return names.search(msgspec.json.encode(_open_fields(record)).decode()) is not None


def renamed(record: R, instead: Mapping[str, str]) -> R:
    """Return a record with other names in the place of some, wherever they stand."""
    names = namer(*instead)
    plain = _walk(
        msgspec.to_builtins(_open_fields(record)),
        lambda text: names.sub(lambda hit: instead[hit.group()], text),
    )
    return msgspec.convert({**msgspec.to_builtins(record), **plain}, type(record))


def _open_fields(record: Record) -> dict[str, Any]:
    sealed = sealed_fields(type(record))
    return {
        name: getattr(record, name)
        for name in record.__struct_fields__
        if name not in sealed
    }


def _walk(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _walk(one, change) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_walk(one, change) for one in value]
    return value
