"""Records to JSON and back; a record is checked before it is stored.

A record is checked on its way in by the very steps that will read it back, so that
nothing is kept which a restart would refuse.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from bot.domain.kernel.record import Record
from bot.ports.store import Kind

R = TypeVar("R", bound=Record)


class MisfitRecord(ValueError):
    """A record, document or row that does not fit its kind; str() names the field."""


def encoded(record: Record) -> bytes:
    """Return the record as one line of JSON, the same for equal records."""
    return msgspec.json.encode(record, order="deterministic")


def decoded(kind: Kind[R], key: str, body: bytes) -> R:
    """Return the record that *body* holds.

    Raises MisfitRecord, naming table, key and field.
    """
    try:
        record: R = _decoder(kind.record).decode(body)
    except (ValueError, RecursionError) as fault:
        raise _misfit(kind, key, fault) from fault
    if kind.key(record) != key:
        raise _misfit(kind, key, "its fields give it another key")
    return record


def fitting(kind: Kind[R], record: R) -> R:
    """Return the record as it will be read back; raises MisfitRecord."""
    key = kind.key(record)
    try:
        body = encoded(record)
    except (ValueError, TypeError) as fault:
        raise _misfit(kind, key, fault) from fault
    return decoded(kind, key, body)


def from_document(kind: Kind[R], document: Mapping[str, Any], key: str = "") -> R:
    """Return the record that a document describes.

    Raises MisfitRecord; *key* is for its words alone.
    """
    try:
        return msgspec.convert(dict(document), kind.record)
    except ValueError as fault:
        raise _misfit(kind, key or "(new)", fault) from fault


@cache
def _decoder(record: type[R]) -> msgspec.json.Decoder[R]:
    return msgspec.json.Decoder(record)


def _misfit(kind: Kind[Any], key: str, reason: object) -> MisfitRecord:
    return MisfitRecord(
        f"In table {kind.name}, the record {key} does not fit: {reason}"
    )
