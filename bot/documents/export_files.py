"""A school's export as files: all as JSON and for TinyDB, one CSV for each kind."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.documents.csv_table import written
from bot.results.data_protection.exports import SchoolExport, Table

TINYDB_FILE = "tinydb.json"
_ABOUT = (
    "Everything that an induction tutor of the school may see. Left out: notes, next "
    "steps and words of drop-ins, which are the pair's; concerns; messages; who looked "
    "at what. What each field is for: docs/what-is-kept.md."
)


def export_files(export: SchoolExport) -> Mapping[str, bytes]:
    """Return the files by name."""
    whole = {
        "school": export.school,
        "made_at": export.made_at.isoformat(),
        "about": _ABOUT,
        **{table.name: table.rows for table in export.tables},
    }
    packed = json.dumps(whole, ensure_ascii=False, indent=1)
    tables = {f"{table.name}.csv": _as_csv(table) for table in export.tables}
    return {
        "everything.json": packed.encode(),
        TINYDB_FILE: _for_tinydb(export),
        **tables,
    }


def _for_tinydb(export: SchoolExport) -> bytes:
    """Return what plain TinyDB opens: tables of numbered documents.

    In ASCII, since TinyDB reads a file in whatever encoding the machine has.
    """
    about = {"school": export.school, "made_at": export.made_at.isoformat()}
    tables: dict[str, Sequence[Mapping[str, Any]]] = {
        "about": [{**about, "about": _ABOUT}],
        **{table.name: table.rows for table in export.tables},
    }
    numbered = {name: dict(enumerate(rows, 1)) for name, rows in tables.items()}
    return json.dumps(numbered).encode("ascii")


def _as_csv(table: Table) -> bytes:
    lines = [[_cell(row.get(name)) for name in table.fields] for row in table.rows]
    return written([table.fields, *lines])


def _cell(value: Any) -> str:
    """Return one value as text; what is made of several stays JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
