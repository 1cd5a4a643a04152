"""What every stored record is: a frozen, typed value that refuses unknown fields.

The record library is msgspec (docs/decisions/0001-one-record-library.md): records are
checked when they are read back, so a hand-edited data file is refused by field name.
"""

from datetime import UTC
from functools import cache
from typing import NewType, get_args, get_type_hints

import msgspec

TeamId = NewType("TeamId", str)  # a Slack workspace, "T…"
PersonId = NewType("PersonId", str)  # a Slack user, "U…" or "W…"
SchoolId = NewType("SchoolId", str)
PairingId = NewType("PairingId", str)
SessionId = NewType("SessionId", str)
SeriesId = NewType("SeriesId", str)
DropInId = NewType("DropInId", str)
TrainingId = NewType("TrainingId", str)
ConcernId = NewType("ConcernId", str)
Sealed = NewType("Sealed", str)  # words of people, encrypted; only a vault makes it

# What the bot keeps about itself: of no workspace, and never listed as one.
MACHINE = TeamId("machine")


class Record(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False
):
    """The base of all that is stored: immutable, no stray fields, moments in UTC.

    msgspec does not hand `kw_only` down, and type checkers do not see `frozen` handed
    down, so each record says both again.
    """

    def __post_init__(self) -> None:
        """Refuse a moment that is not in UTC; whoever checks more calls this too."""
        for name in _instants_of(type(self)):
            moment = getattr(self, name)
            if moment is not None and moment.tzinfo is not UTC:
                raise ValueError(f"{name} must be in UTC, not {moment.tzinfo}")


@cache
def sealed_fields(record: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that hold sealed words, or those or None."""
    return tuple(
        name
        for name, hint in get_type_hints(record).items()
        if Sealed in (hint, *get_args(hint))
    )


@cache
def _instants_of(record: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields that hold a moment."""
    fields = msgspec.inspect.type_info(record).fields  # type: ignore[attr-defined]
    return tuple(field.name for field in fields if _is_moment(field.type))


def _is_moment(field: msgspec.inspect.Type) -> bool:
    if isinstance(field, msgspec.inspect.UnionType):
        return any(_is_moment(one) for one in field.types)
    return isinstance(field, msgspec.inspect.DateTimeType)
