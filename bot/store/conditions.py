"""FIELD=VALUE, as a person types it, as a TinyDB query over `documents.py`'s tables.

Values are compared as their type: a day as a day, yes as true, text in any case, and
somebody's name by a part of it. Of moments, a day finds all of the day, and a moment
all of its minute.
"""

import math
import re
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
    if tells(kind.record).get(name) is Tells.NAMES:
        return field.search(re.escape(text), re.IGNORECASE)
    is_same = _same_as(name, _one(of), text)
    if _one(of) is of:
        return field.test(is_same)
    return field.test(lambda many: any(is_same(one) for one in many or ()))


def those(word: str, known: Iterable[str]) -> str:
    """Return a sentence with the nearest to a word, and one with all there are."""
    every = list(known)
    near = get_close_matches(word.lower(), every, n=1, cutoff=0.5)
    nearest = f"Did you mean {near[0]}? " if near else ""
    return f"{nearest}There are: {', '.join(every)}."


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
        text = text.lower().replace(" ", "_")
        if text not in words:
            raise CannotAsk(f"{name} is never {text}. {those(text, words)}")
    such, read = _READERS[type(of)]
    try:
        if isinstance(of, inspect.DateTimeType):
            return _within(text)
        wanted = read(text)
    except (ValueError, OverflowError):
        raise CannotAsk(f'{name} is {such}, not "{text}".') from None
    return lambda value: _in_any_case(value) == _in_any_case(wanted)


def _in_any_case(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _within(text: str) -> Callable[[datetime | None], bool]:
    """Return whether a moment is in the day, minute or second that is typed."""
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


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _yes(text: str) -> bool:
    words = {"yes": "true", "no": "false"}
    return msgspec.convert(words.get(text.lower(), text), bool, strict=False)


_READERS: Mapping[type[inspect.Type], tuple[str, Callable[[str], object]]] = {
    inspect.StrType: ("text", str),
    inspect.EnumType: ("text", str),
    inspect.IntType: ("a whole number, such as 45", int),
    inspect.FloatType: ("a number, such as 0.6", _number),
    inspect.BoolType: ("yes or no", _yes),
    inspect.DateType: ("a day, such as 2026-09-07", date.fromisoformat),
    inspect.TimeType: ("a time, such as 08:45", time.fromisoformat),
    inspect.DateTimeType: ("a day or a moment, such as 2026-09-07T14:00", str),
}
