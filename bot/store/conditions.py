"""FIELD=VALUE, as a person types it, as a TinyDB query over `documents.py`'s tables.

Values are compared as their type: a day as a day, yes as true, text in any case, and
somebody's name by a part of it. Of moments, a day finds all of the day, and a moment
all of its minute.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect
from tinydb import where
from tinydb.queries import QueryInstance

from bot.domain.data_protection.retention import Tells
from bot.ports.purposes import tells
from bot.ports.store import Kind
from bot.store.documents import WORKSPACE, shown_fields

EMPTY = (None, "", (), frozenset[Any]())
_MANY = inspect.VarTupleType | inspect.FrozenSetType


class CannotAsk(ValueError):
    """What was typed cannot be asked; str() says why, and what can be."""


def types_of(kind: Kind[Any]) -> Mapping[str, inspect.Type]:
    """Return the type of each field that can be shown, None left aside."""
    fields = inspect.type_info(kind.record).fields  # type: ignore[attr-defined]
    types = {field.name: _but_for_none(field.type) for field in fields}
    shown = {name: types[name] for name in shown_fields(kind)}
    return {WORKSPACE: inspect.StrType(), **shown}


def is_plain(of: inspect.Type) -> bool:
    """Whether a value of this type, or each of several, is one word, number or date."""
    return not isinstance(_one(of), inspect.StructType)


def query_of(kind: Kind[Any], typed: str) -> QueryInstance:
    """Return the query for a FIELD=VALUE; no value finds what is empty.

    Raises CannotAsk.
    """
    name, is_asked, text = (part.strip() for part in typed.partition("="))
    if not is_asked:
        raise CannotAsk(f'"{typed}" is no FIELD=VALUE, such as school=example-primary.')
    types = types_of(kind)
    if name in kind.record.__struct_fields__ and name not in types:
        raise CannotAsk(f"{name} is never shown: it holds what somebody wrote.")
    if name not in types:
        raise CannotAsk(f"{kind.name} has no field {name}. {those(name, types)}")
    of, field = types[name], where(name)
    if not text:
        return field.one_of(list(EMPTY))
    if not is_plain(of):
        raise CannotAsk(
            f"{name} has several parts, so only {name}= (is it empty?) can be asked. "
            "--json shows it."
        )
    is_name = tells(kind.record).get(name) is Tells.NAMES
    is_same = _part(text) if is_name else _same_as(name, _one(of), text)
    if _one(of) is of:
        return field.test(is_same)
    return field.test(lambda many: any(is_same(one) for one in many or ()))


def those(word: str, known: Iterable[str]) -> str:
    """Return a sentence with the nearest to a word, and one with all there are."""
    every = list(known)
    near = get_close_matches(word.lower(), every, n=1, cutoff=0.5)
    return (
        f"{f'Did you mean {near[0]}? ' if near else ''}There are: {', '.join(every)}."
    )


def _but_for_none(of: inspect.Type) -> inspect.Type:
    if not isinstance(of, inspect.UnionType):
        return of
    [one] = [one for one in of.types if not isinstance(one, inspect.NoneType)]
    return one


def _one(of: inspect.Type) -> inspect.Type:
    """Return the type of one of several; of others the type itself."""
    if isinstance(of, _MANY):
        return of.item_type
    return of.item_types[0] if isinstance(of, inspect.TupleType) else of


def _same_as(name: str, of: inspect.Type, text: str) -> Callable[[Any], bool]:
    if isinstance(of, inspect.EnumType):
        words = [str(one.value) for one in of.cls]
        wanted = text.lower().replace(" ", "_")
        if wanted not in words:
            raise CannotAsk(f"{name} is never {text}. {those(wanted, words)}")
        return lambda value: value == wanted
    read, such = _READERS[type(of)]
    try:
        return read(text)
    except (ValueError, OverflowError):
        raise CannotAsk(f'{name} is {such}, not "{text}".') from None


def _text(text: str) -> Callable[[Any], bool]:
    return lambda value: value is not None and value.casefold() == text.casefold()


def _part(text: str) -> Callable[[Any], bool]:
    return lambda value: text.casefold() in value.casefold()


def _moment(text: str) -> Callable[[Any], bool]:
    try:
        first = datetime.combine(date.fromisoformat(text), time())
        last = first + timedelta(days=1)
    except ValueError:
        first = datetime.fromisoformat(text).replace(microsecond=0)
        last = first + timedelta(seconds=1 if first.second else 60)

    def is_within(value: datetime | None) -> bool:
        if value is None:
            return False
        return first <= (value if first.tzinfo else value.replace(tzinfo=None)) < last

    return is_within


def _equal(read: Callable[[str], object]) -> Callable[[str], Callable[[Any], bool]]:
    def reader(text: str) -> Callable[[Any], bool]:
        wanted = read(text)
        return lambda value: bool(value == wanted)

    return reader


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _yes(text: str) -> bool:
    words = {"yes": "true", "no": "false"}
    return msgspec.convert(words.get(text.lower(), text), bool, strict=False)


_READERS: Mapping[
    type[inspect.Type], tuple[Callable[[str], Callable[[Any], bool]], str]
] = {
    inspect.StrType: (_text, "text"),
    inspect.IntType: (_equal(int), "a whole number, such as 45"),
    inspect.FloatType: (_equal(_finite), "a number, such as 0.6"),
    inspect.BoolType: (_equal(_yes), "yes or no"),
    inspect.DateType: (_equal(date.fromisoformat), "a day, such as 2026-09-07"),
    inspect.TimeType: (_equal(time.fromisoformat), "a time, such as 08:45"),
    inspect.DateTimeType: (_moment, "a day or a moment, such as 2026-09-07T14:00"),
}
