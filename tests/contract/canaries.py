"""Records filled from their types with values that nobody else has, to look for later.

Whatever kind or field is added is filled too: what it tells of a person says
bot/ports/purposes/.
"""

import types
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from itertools import count
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from bot.domain.data_protection.retention import Tells
from bot.domain.kernel.record import PersonId, Record, Sealed
from bot.ports.purposes import tells

R = TypeVar("R", bound=Record)
MARK = "CANARY"  # every value that is looked for holds it, but for numbers
PERSONAL = frozenset({Tells.IDS, Tells.NAMES, Tells.ABSENCE, Tells.WORDS})


class Aviary:
    """Fills records; words that are kept sealed are still open in them."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def filled(self, record: type[R], now: datetime, given: Mapping[str, Any]) -> R:
        """Return a record with *given* where a field has that name, else a canary.

        So it goes for the parts within it too.
        """
        return record(
            **{
                name: self._value(name, hint, record, now, given)
                for name, hint in get_type_hints(record).items()
            }
        )

    def text(self, about: str) -> str:
        """Return a text that stands nowhere else."""
        return f"{MARK}{next(self._numbers):06d}-{about}"

    def person(self, about: str) -> PersonId:
        """Return the id of somebody who is nobody else, as Slack writes ids."""
        return PersonId(f"U{MARK}{next(self._numbers):06d}{about.upper()}")

    def _value(  # noqa: C901, PLR0911 - a line for each type there is
        self,
        name: str,
        hint: Any,
        within: type[Record],
        now: datetime,
        given: Mapping[str, Any],
    ) -> Any:
        if name in given and _fits(given[name], hint):
            return given[name]
        inner = _without_none(hint)
        if inner is Sealed:
            return Sealed(self.text(name))
        if inner is PersonId:
            return self.person("somebody")
        while hasattr(inner, "__supertype__"):
            inner = inner.__supertype__
        if get_origin(inner) in {tuple, frozenset}:
            return self._several(name, inner, within, now, given)
        if isinstance(inner, types.UnionType) or get_origin(inner) is Union:
            each = get_args(inner)
            return self._value(name, each[1], within, now, given)  # such as BodyGiven
        if isinstance(inner, type) and issubclass(inner, Record):
            return None if inner is within else self.filled(inner, now, given)
        if isinstance(inner, type) and issubclass(inner, Enum):
            return next(iter(inner))
        plain: dict[Any, Any] = {
            str: self.text(name),
            int: 1,
            float: 0.5,
            bool: False,
            datetime: now,
            date: now.date(),
            time: time(9),
        }
        return plain[inner]

    def _several(
        self,
        name: str,
        hint: Any,
        within: type[Record],
        now: datetime,
        given: Mapping[str, Any],
    ) -> Any:
        each = [one for one in get_args(hint) if one is not Ellipsis]
        kept = get_origin(hint)
        made = [self._value(name, one, within, now, given) for one in each]
        return kept(made)


def _without_none(hint: Any) -> Any:
    left = [one for one in get_args(hint) if one is not type(None)]
    is_optional = type(None) in get_args(hint)
    if is_optional and len(left) == 1:
        return left[0]
    return Union[tuple(left)] if is_optional else hint  # noqa: UP007 - made of parts


def _fits(value: Any, hint: Any) -> bool:
    """Whether what was given for a name is meant for a field of this type."""
    try:
        return bool(msgspec.convert(msgspec.to_builtins(value), hint) == value)
    except (msgspec.ValidationError, TypeError):
        return False


def personal_in(record: Record) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what tells of people in a record, by where it stands, as it is looked for.

    Of ids, names and words what holds a mark; of absence the field as it is written.
    """
    yield from _personal_in(record, (), Tells.NOTHING)


def _personal_in(
    record: Record, path: tuple[str, ...], around: Tells
) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, own in tells(type(record)).items():
        told = around if own is Tells.NOTHING else own
        value, here = getattr(record, name), (*path, name)
        parts = [one for one in _each(value) if isinstance(one, Record)]
        for part in parts:
            yield from _personal_in(part, here, told)
        if parts or told not in PERSONAL or not value:
            continue
        if told is Tells.ABSENCE:
            yield here, msgspec.json.encode({name: value}).decode()[1:-1]
        else:
            texts = (str(one) for one in _each(value))
            yield from ((here, text) for text in texts if MARK in text)


def _each(value: Any) -> list[Any]:
    if isinstance(value, tuple | frozenset | list):
        return list(value)
    return [value]
