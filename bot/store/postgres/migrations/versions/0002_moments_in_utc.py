"""Moments in UTC: those that 0.1.0 kept otherwise, and the reminders named by them."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.store.step_to_utc import Change, changes_of

revision = "0002"
down_revision = "0001"

_ELSEWHERE = r'T\d\d:\d\d:\d\d(\.\d+)?[+-](?!00:00)\d\d:\d\d"'


def upgrade() -> None:
    """Go one step up."""
    connection = op.get_bind()
    connection.execute(sa.text("SET LOCAL statement_timeout = 0"))  # all is read once
    known = sa.MetaData()
    known.reflect(connection)
    tables = {t.name: t for t in known.sorted_tables if "body" in t.c}
    found = sorted(
        (team, name, key, body)
        for name, table in tables.items()
        for team, key, body in connection.execute(
            sa.select(table.c.team_id, table.c.key, table.c.body).where(
                table.c.body.regexp_match(_ELSEWHERE)
            )
        )
    )
    for team, rows in groupby(found, key=lambda row: row[0]):
        texts = [row[1:] for row in rows]
        reminders_of = partial(_reminders, connection, tables["nudges"], team)
        _take(connection, tables, team, changes_of(texts, reminders_of))


def _reminders(
    connection: sa.Connection, nudges: sa.Table, team: str, session: str
) -> list[tuple[str, str]]:
    begin = (f"{kind}:{session}:" for kind in ("hour", "log-it"))
    rows = sa.select(nudges.c.key, nudges.c.body).where(
        nudges.c.team_id == team,
        sa.or_(*(nudges.c.key.startswith(one, autoescape=True) for one in begin)),
    )
    return [(key, body) for key, body in connection.execute(rows)]


def _take(
    connection: sa.Connection,
    tables: dict[str, sa.Table],
    team: str,
    changes: Iterable[Change],
) -> None:
    """Take all rows out first: a new name may be another row's until then."""
    put: list[tuple[sa.Table, dict[str, Any]]] = []
    for change in list(changes):
        table = tables[change.kind]
        row = (table.c.team_id == team) & (table.c.key == change.key)
        taken = connection.execute(table.delete().where(row).returning(table))
        if change.body is not None:
            put += [(table, _changed(dict(was), change)) for was in taken.mappings()]
    for table, values in put:
        connection.execute(table.insert().values(values))


def _changed(values: dict[str, Any], change: Change) -> dict[str, Any]:
    """Return a row as it is now; look-ups hold moments in UTC already, and the key."""
    for name, entry in values.items():
        if name.startswith("by_") and entry is not None:
            values[name] = [change.new_key if p == change.key else p for p in entry]
    return values | {"key": change.new_key, "body": change.body}
