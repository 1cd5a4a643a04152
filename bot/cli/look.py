"""`ectbot look`: what is kept of a school, as a table; nothing is ever changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import reduce
from operator import and_
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill
from types import NoneType
from typing import Annotated, Any

import msgspec
import typer
from msgspec import inspect
from tinydb.queries import Query

from bot.app import stored_rows
from bot.cli.checking import require_zone
from bot.cli.ending import faults_in_words
from bot.config import load_settings
from bot.documents.export_files import TINYDB_FILE
from bot.documents.text_table import text_table
from bot.domain.kernel.formatting import DAYS, format_count
from bot.ports.kinds import ALL_KINDS, SCHOOLS
from bot.ports.purposes import PURPOSES
from bot.ports.store import Kind, StoreFault
from bot.store.conditions import EMPTY, CannotAsk, is_plain, query_of, those, types_of
from bot.store.data_file.checking import Row
from bot.store.documents import documents_of, exported_rows
from bot.usecases.data_protection.exporting import EXPORTED

_TABLES: Mapping[str, Kind[Any]] = {kind.name: kind for kind in EXPORTED}
_NEVER_SHOWN = {kind.name for kind in ALL_KINDS} - _TABLES.keys()
_NAMES_OF_RECORDS = ("id", "pairing", "session", "series")  # least telling: last
_FOR_WHOM = (
    "These are names, dates and hours of single people: for the school's induction "
    "tutors, and for whoever puts something right for them."
)
_IN_POSTGRES = (
    "Your records are in PostgreSQL, where one looks at an export: run `ectbot export "
    "SCHOOL`, then `ectbot look TABLE --export export-SCHOOL`."
)


def look(
    table: Annotated[
        str, typer.Argument(help="Which table. Leave it out for a list of them.")
    ] = "",
    conditions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FIELD=VALUE", help="Show only records where all of these are true."
        ),
    ] = None,
    *,
    export: Annotated[
        Path | None, typer.Option(help="Look in the folder of an export instead.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Every field, as JSON, for other programs.")
    ] = False,
) -> None:
    """Show records as a table. Changes nothing; the bot can be running.

    ectbot look
    ectbot look members name=tom
    ectbot look sessions ect=U0TOM state=held starts_at=2026-09-07
    ectbot look pairings ends_on=

    All FIELD=VALUE must be true. FIELD= finds records where it is not set.
    Dates are written 2026-09-07, and 2026-09-07T14:00 by the school's clocks.
    Notes, concerns and messages are never shown: docs/looking.md.
    """
    if not table:
        _list_tables()
        return
    require_zone()
    with faults_in_words(CannotAsk, OSError):
        kind = _kind(table)
        found = _found(kind, conditions or (), export)
    if as_json:
        packed = msgspec.json.encode(found, order="deterministic")
        typer.echo(msgspec.json.format(packed, indent=1))
        return
    for line in _told(kind, found, conditions or ()):
        typer.echo(line)


def _list_tables() -> None:
    rows = [(name, PURPOSES[kind].why) for name, kind in _TABLES.items()]
    wide = max(len(name) for name in _TABLES)
    for name, why in rows:
        typer.echo(f"{name.ljust(wide)}  {why}")
    typer.echo(f"\nLook at one: ectbot look members\n{fill(_FOR_WHOM, 80)}")


def _kind(table: str) -> Kind[Any]:
    name = table.lower()
    if name in _NEVER_SHOWN:
        raise CannotAsk(
            f"{name} is not shown: a look is at the facts that an induction tutor may "
            f"see. {those('', _TABLES)}"
        )
    if name not in _TABLES:
        raise CannotAsk(f"There is no table {table}. {those(name, _TABLES)}")
    return _TABLES[name]


def _found(
    kind: Kind[Any], conditions: Iterable[str], export: Path | None
) -> list[dict[str, Any]]:
    """Return the documents that are asked for, by their days."""
    queries = [query_of(kind, typed) for typed in conditions]
    query = reduce(and_, queries, Query().noop())
    kinds = (SCHOOLS, kind)  # a school has the clocks by which moments are said
    with documents_of(lambda: _rows(kinds, export)) as documents:
        found = documents.table(kind.name).search(query)
    days = [
        name
        for name, of in types_of(kind).items()
        if isinstance(of, inspect.DateType | inspect.DateTimeType)
    ]
    return sorted(found, key=lambda one: [_cell(one[day]) for day in days[:1]])


def _rows(kinds: Sequence[Kind[Any]], export: Path | None) -> Iterator[Row]:
    if export is not None:
        file = export / TINYDB_FILE if export.is_dir() else export
        return exported_rows(file, kinds)
    settings = load_settings()
    if settings.database is not None:
        raise StoreFault(_IN_POSTGRES)
    if not settings.data_file.exists():
        raise StoreFault(f"There is no data file yet at {settings.data_file}.")
    return stored_rows(settings, kinds)


def _told(
    kind: Kind[Any], found: Sequence[Mapping[str, Any]], conditions: Iterable[str]
) -> Iterator[str]:
    if not found:
        asked = " and ".join(conditions)
        yield f"Nothing in {kind.name}" + (f" has {asked}." if asked else " yet.")
        return
    columns = {
        name: [_cell(one[name]) for one in found]
        for name in _in_order(kind)
        if any(one[name] not in EMPTY for one in found)
    }
    if len(found) == 1:
        wide = max(len(name) for name in columns)
        yield from (f"{name.ljust(wide)}  {cell}" for name, [cell] in columns.items())
        return
    same = {name: cells[0] for name, cells in columns.items() if len({*cells}) == 1}
    types = types_of(kind)
    plain = {
        name: cells
        for name, cells in columns.items()
        if name not in same and is_plain(types[name])
    }
    width = get_terminal_size().columns
    lines, left_out = text_table(plain, width)
    yield from lines
    yield f"\n{format_count(len(found), 'record')}."
    alike = [f"{name} {said}" for name, said in same.items() if is_plain(types[name])]
    if alike:
        yield fill(f"The same in each: {', '.join(alike)}.", width)
    left_out += [name for name in columns if not is_plain(types[name])]
    if left_out:
        yield fill(f"With --json you also see: {', '.join(left_out)}.", width)


def _in_order(kind: Kind[Any]) -> list[str]:
    """Return the fields of a kind, the most telling first."""
    names = list(types_of(kind))
    return sorted(names, key=lambda name: name in _NAMES_OF_RECORDS)


def _cell(value: Any) -> str:
    """Return a value as it can be typed behind FIELD=; what has parts, part by part."""
    for of, say in _SAID:
        if isinstance(value, of):
            return say(value)
    # Nothing that would move the cursor, or colour what follows.
    return "".join(sign if sign.isprintable() else "?" for sign in str(value))


def _parts(record: msgspec.Struct) -> str:
    told = msgspec.structs.asdict(record)
    if "weekday" in told:
        told["weekday"] = DAYS[told["weekday"]]
    parts = [(name, part) for name, part in told.items() if part not in EMPTY]
    return ", ".join(f"{name} {_cell(part)}" for name, part in parts)


_SAID: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (NoneType, lambda _: ""),
    (bool, lambda value: "yes" if value else "no"),
    (datetime, lambda value: f"{value:%Y-%m-%dT%H:%M}"),
    (time, lambda value: f"{value:%H:%M}"),
    (tuple, lambda value: "; ".join(_cell(one) for one in value)),
    (frozenset, lambda value: "; ".join(sorted(_cell(one) for one in value))),
    (msgspec.Struct, _parts),
)
