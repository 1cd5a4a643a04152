"""The tables of a PostgreSQL store: one a kind, each led by the workspace.

A look-up is one column of text in an array, in the order that Python gives its entries;
so every look-up is a walk along one B-tree that begins with `team_id`.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, MetaData, Table, Text
from sqlalchemy import Index as TableIndex
from sqlalchemy.dialects.postgresql import ARRAY

from bot.ports.store import Index, Kind, Part

_IN_CODE_POINTS = "C"  # as Python compares text
_ZERO = 10**15  # so that whole numbers of either sign sort as text


def tables_of(kinds: Iterable[Kind[Any]], indexes: Iterable[Index[Any]]) -> MetaData:
    """Return the tables that hold these kinds, with a B-tree for each look-up."""
    metadata, found = MetaData(), list(indexes)
    for kind in kinds:
        own = [index for index in found if index.kind.name == kind.name]
        table = Table(
            kind.name,
            metadata,
            Column("team_id", Text(collation=_IN_CODE_POINTS), primary_key=True),
            Column("key", Text(collation=_IN_CODE_POINTS), primary_key=True),
            Column("body", Text, nullable=False),
            Column("checksum", LargeBinary, nullable=True),  # where a key binds
            *(
                Column(
                    column_of(index),
                    ARRAY(Text(collation=_IN_CODE_POINTS)),
                    nullable=True,
                )
                for index in own
            ),
        )
        for index in own:
            column = table.c[column_of(index)]
            TableIndex(
                f"ix_{kind.name}_{index.name}",
                table.c.team_id,
                column,
                table.c.key,
                postgresql_where=column.isnot(None),
            )
            if index.asked_of_all:
                TableIndex(
                    f"ix_{kind.name}_{index.name}_of_all",
                    column,
                    table.c.team_id,
                    postgresql_where=column.isnot(None),
                )
    return metadata


def column_of(index: Index[Any]) -> str:
    """Name the column that holds a look-up's entries."""
    return f"by_{index.name}"


def as_text(part: Part) -> str:
    """Return a part of an entry as text that sorts as the part itself does."""
    if isinstance(part, str):
        return storable(part)
    if isinstance(part, datetime):
        at = part.astimezone(UTC).replace(tzinfo=None)
        return f"{at.isoformat(timespec='microseconds')}Z"
    return f"{part + _ZERO:016d}" if isinstance(part, int) else part.isoformat()


def storable(text: str) -> str:
    """Return text without the character 0, which PostgreSQL holds in no text.

    It sorts as the text itself does.
    """
    return text.replace("\x01", "\x01\x02").replace("\x00", "\x01\x01")


def as_written(stored: str) -> str:
    """Return the text that was made storable."""
    return stored.replace("\x01\x01", "\x00").replace("\x01\x02", "\x01")


def literal(texts: list[str]) -> str:
    """Return texts as PostgreSQL writes an array of them."""
    quoted = (t.replace("\\", r"\\").replace('"', r"\"") for t in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def after(texts: list[str]) -> list[str]:
    """Return a bound that lies after all entries that begin with *texts*.

    What else begins as the last of them does comes later: `storable` leaves no
    character 1 by itself. Empty for no *texts*: they bound nothing.
    """
    return [*texts[:-1], f"{texts[-1]}\x01"] if texts else []
