"""A data file of an earlier version: how its rows read now, and bringing it up.

Schema 1 became 2 as moments were brought to UTC (`step_to_utc.py`).
"""

import sqlite3
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from bot.store.checksums import Checksums
from bot.store.data_file.file_rows import PUT, REMOVE, ROWS
from bot.store.step_to_utc import changes_of

Name = tuple[bytes, ...]  # team, kind and key
FileRow = tuple[bytes, bytes, bytes, bytes, int | bytes]  # and body, and checksum

_ELSEWHERE = f"""
{ROWS} WHERE body GLOB '*T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*[+-][0-9][0-9]:[0-9][0-9]"*'
ORDER BY team
"""
_NUDGES = f"{ROWS} WHERE team = ? AND kind = 'nudges' AND key >= ? AND key < ?"


def changed(
    connection: sqlite3.Connection, sums: Checksums
) -> dict[Name, FileRow | None]:
    """Return what has become of the rows of a file of schema 1; None for what is gone.

    A row that does not add up is left as it is: whoever reads it says so.
    """
    found: dict[Name, FileRow | None] = {}
    rows = list(_sound(connection.execute(_ELSEWHERE), sums))
    for team, of_team in groupby(rows, key=itemgetter(0)):
        texts = ((kind, key, body) for _, kind, key, body in of_team)
        for change in changes_of(texts, partial(_reminders_of, connection, sums, team)):
            name = team.encode(), change.kind.encode(), change.key.encode()
            found[name] = None
            if change.body is not None:
                new_name = (*name[:2], change.new_key.encode())
                body = change.body.encode()
                found[name] = (*new_name, body, sums.of(*new_name, body))
    return found


def bring_up(connection: sqlite3.Connection, sums: Checksums) -> None:
    """Bring a file of schema 1 to 2, whole or not at all; another stays as it is."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != 1:
        return
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        rows = changed(connection, sums)
        for name in rows:
            connection.execute(REMOVE, [text.decode() for text in name])
        for row in rows.values():
            if row is not None:
                told = [text.decode() for text in row[:4]]
                connection.execute(PUT, (*told, row[4]))
        connection.execute("PRAGMA user_version = 2")


def _sound(
    rows: sqlite3.Cursor, sums: Checksums
) -> Iterator[tuple[str, str, str, str]]:
    for *texts, added_up in rows:
        if not sums.why_not(added_up, *texts):
            team, kind, key, body = (text.decode() for text in texts)
            yield team, kind, key, body


def _reminders_of(
    connection: sqlite3.Connection, sums: Checksums, team: str, session: str
) -> Iterator[tuple[str, str]]:
    for kind in ("hour", "log-it"):
        # What begins so, and a colon: a semicolon is the next character.
        bounds = (team, f"{kind}:{session}:", f"{kind}:{session};")
        for _, _, key, body in _sound(connection.execute(_NUDGES, bounds), sums):
            yield key, body
