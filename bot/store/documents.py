"""Records as TinyDB's tables, to be looked at with TinyDB's own queries.

A table is a kind, and a document has a record's own values: dates are dates, so that a
query compares them as such, and moments are by the school's clocks. What people wrote
is left out, sealed or not. A query reads what is stored then. Nothing can be written.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from io import UnsupportedOperation
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from bot.domain.data_protection.retention import Tells
from bot.domain.kernel.record import SchoolId, TeamId
from bot.domain.school.profile import School
from bot.ports.purposes import tells
from bot.ports.store import Kind, StoreFault
from bot.store.codec import MisfitRecord, from_document
from bot.store.data_file.checking import Row

WORKSPACE = "workspace"  # the field that says where a record is from
_ZONE = "Europe/London"  # of records whose school is not there


def documents_of(rows: Callable[[], Iterable[Row]]) -> TinyDB:
    """Return tables of what *rows* yields at each query."""
    return _Documents(rows, storage=_Rows)


def shown_fields(kind: Kind[Any]) -> tuple[str, ...]:
    """Return the fields of a kind that hold nothing that is sealed or people wrote."""
    return tuple(
        name
        for name, told in tells(kind.record).items()
        if told is not Tells.WORDS and name not in kind.sealed
    )


def exported_rows(file: Path, kinds: Iterable[Kind[Any]]) -> Iterator[Row]:
    """Yield the records of the TinyDB file in an export; raises StoreFault."""
    try:
        with TinyDB(file, access_mode="r", encoding="utf-8") as exported:
            for kind in kinds:
                for document in exported.table(kind.name):
                    record = from_document(kind, document, str(document.doc_id))
                    yield TeamId(""), kind, kind.key(record), record
    except MisfitRecord as fault:
        raise StoreFault(f"{file}: {fault}. Was another version's export?") from fault
    except (ValueError, TypeError, AttributeError, RecursionError) as fault:
        raise StoreFault(f"{file} is not the TinyDB file of an export.") from fault


class _Rows(Storage):
    def __init__(self, rows: Callable[[], Iterable[Row]]) -> None:
        self._rows = rows

    def read(self) -> dict[str, dict[str, Any]]:
        rows = list(self._rows())
        zones = {
            (team, school.id): _zone_of(school)
            for team, _kind, _key, school in rows
            if isinstance(school, School)
        }
        tables: dict[str, dict[str, Any]] = {}
        for number, (team, kind, _key, record) in enumerate(rows, 1):
            school: SchoolId = getattr(record, "school", SchoolId(""))
            zone = zones.get((team, school)) or ZoneInfo(_ZONE)
            tables.setdefault(kind.name, {})[str(number)] = {
                WORKSPACE: team,
                **{
                    name: _on_clocks(getattr(record, name), zone)
                    for name in shown_fields(kind)
                },
            }
        return tables

    def write(self, data: object) -> NoReturn:  # noqa: ARG002 - TinyDB hands it over
        raise UnsupportedOperation("These tables can be read, and not written.")


def _on_clocks(value: object, zone: ZoneInfo) -> object:
    return value.astimezone(zone) if isinstance(value, datetime) else value


def _zone_of(school: School) -> ZoneInfo:
    try:
        return ZoneInfo(school.zone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise StoreFault(f"{school.id} has no known zone: {school.zone}.") from fault


class _Table(Table):
    def __init__(self, storage: Storage, name: str) -> None:
        # No query cache: it would not see what the bot writes meanwhile.
        super().__init__(storage, name, cache_size=0)


class _Documents(TinyDB):
    table_class = _Table  # type: ignore[assignment]  # it takes fewer arguments
