"""A record of each kind, made from what its fields say they hold.

Each field that it needs holds the simplest thing that it may; so a new kind is in the
tests that go through all of them by itself.
"""

from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import Any

import msgspec
from msgspec import inspect

from bot.domain.kernel.record import Record
from bot.ports.kinds import SCHOOLS
from bot.ports.store import Kind
from tests.builders import a_school
from tests.contract.examples import MONDAY

_Again = Callable[[inspect.Type], Any]


def a_record(kind: Kind[Any]) -> Record:
    """Return a record of a kind; it is the same each time."""
    if kind is SCHOOLS:
        return a_school()  # whole, or it is none
    made: Record = msgspec.convert(_struct(inspect.type_info(kind.record)), kind.record)
    return made


def _struct(found: Any) -> dict[str, Any]:
    tag = {found.tag_field: found.tag} if found.tag_field else {}
    needed = [field for field in found.fields if field.required]
    return tag | {f.encode_name: _value(f.name, f.type) for f in needed}


def _value(name: str, of: inspect.Type) -> Any:
    return (
        name
        if isinstance(of, inspect.StrType)
        else _SIMPLE[type(of)](of, partial(_value, name))
    )


def _several(of: Any, again: _Again) -> list[Any]:
    return [again(of.item_type)] * (of.min_length or 0)


_SIMPLE: dict[type[inspect.Type], Callable[[Any, _Again], Any]] = {
    inspect.NoneType: lambda _of, _again: None,
    inspect.BoolType: lambda _of, _again: False,
    inspect.IntType: lambda of, _again: of.ge or 1,
    inspect.FloatType: lambda _of, _again: 1.0,
    inspect.DateTimeType: lambda _of, _again: MONDAY,
    inspect.DateType: lambda _of, _again: date(2026, 9, 7),
    inspect.TimeType: lambda _of, _again: time(9, 30),
    inspect.EnumType: lambda of, _again: next(iter(of.cls)).value,
    inspect.LiteralType: lambda of, _again: of.values[0],
    inspect.UnionType: lambda of, again: again(of.types[0]),
    inspect.Metadata: lambda of, again: again(of.type),
    inspect.StructType: lambda of, _again: _struct(of),
    inspect.TupleType: lambda of, again: tuple(map(again, of.item_types)),
    inspect.DictType: lambda _of, _again: {},
    inspect.ListType: _several,
    inspect.SetType: _several,
    inspect.FrozenSetType: _several,
    inspect.VarTupleType: _several,
}
