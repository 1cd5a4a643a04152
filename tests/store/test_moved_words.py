"""With the data file and without the key, no sealed text opens but in its place."""

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from pydantic import SecretStr

from bot.app import open_store
from bot.config import Settings
from bot.keys import UNBOUND
from tests.store.moved_words import KEY, Bodies, nothing_opens_elsewhere

# That the rows were changed is not to be noticed before the words are.
SETTLED = SecretStr(f"{KEY},{UNBOUND}")


def test_words_moved_in_the_data_file_open_nowhere(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, ectbot_data=tmp_path, ectbot_keys=SETTLED)  # type: ignore[call-arg]  # pydantic's own
    path = settings.data_file

    def read() -> Bodies:
        with closing(sqlite3.connect(path)) as file:
            rows = file.execute("SELECT team, kind, key, body FROM rows")
            return {(team, kind, key): body for team, kind, key, body in rows}

    def write(bodies: Bodies) -> None:
        with closing(sqlite3.connect(path)) as file:
            for name, body in bodies.items():
                added_up = zlib.crc32("\0".join([*name, body]).encode())
                file.execute(
                    "UPDATE rows SET body = ?, checksum = ? "
                    "WHERE team = ? AND kind = ? AND key = ?",
                    (body, added_up, *name),
                )
            file.commit()

    nothing_opens_elsewhere(lambda: closing(open_store(path)), read, write, settings)
