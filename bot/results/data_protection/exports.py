"""What a school takes along when it leaves, or moves to another way of keeping it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """All records of one kind, as plain values by field."""

    name: str
    why: str  # what they are, in a sentence
    fields: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class SchoolExport:
    """Everything of a school that its induction tutor may see."""

    school: str
    made_at: datetime
    tables: tuple[Table, ...]
