"""`ectbot erase` where the records are in a database: its tables are written anew."""

from datetime import date
from pathlib import Path

import msgspec

from bot.keys import new_key
from bot.ports.kinds import PAIRINGS
from bot.sandbox.example_school import TEAM, set_up
from bot.store.postgres.migrating import go_up
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.vault import KeyVault
from tests.cli.terminal import ectbot, settings_in
from tests.postgres_server import PostgresServer


def test_nothing_of_them_is_in_the_files_of_the_tables_any_more(
    tmp_path: Path, server: PostgresServer, store: PostgresStore
) -> None:
    engine = connected(server.url)
    with engine.connect() as opened:
        connection = opened.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    go_up(engine)
    set_up(store, KeyVault([new_key()]))
    with store.transaction(TEAM) as records:
        tom = records.get(PAIRINGS, "pairing-tom")
        assert tom is not None
        records.put(PAIRINGS, msgspec.structs.replace(tom, ends_on=date(2026, 11, 13)))
    settings = settings_in(tmp_path, DATABASE_URL=server.url)
    done = ectbot("erase U0TOM --apply", tmp_path, settings)
    assert (done.returncode, done.stderr) == (0, "")
    with engine.connect() as opened:
        opened.exec_driver_sql("CHECKPOINT")
    engine.dispose()
    held = b"".join(
        p.read_bytes() for p in (server.data / "base").rglob("[0-9]*") if p.is_file()
    )
    assert b"U0DEE" in held
    assert b"U0TOM" not in held
    (file,) = tmp_path.glob("certificate-*.txt")
    assert "PostgreSQL's own log (WAL)" in file.read_text()
