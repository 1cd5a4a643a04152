"""A school's export as files: one JSON with everything, one CSV for each kind."""

import json
from collections.abc import Mapping
from typing import Any

from bot.documents.csv_table import written
from bot.results.data_protection.exports import SchoolExport, Table

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
    return {"everything.json": packed.encode(), **tables}


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
