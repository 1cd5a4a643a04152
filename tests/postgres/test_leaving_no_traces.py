"""What PostgreSQL keeps of deleted words, read in the server's own files."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.ports.kinds import ALL_KINDS, NOTES
from bot.ports.store import StoreFault
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.store.postgres.vacuuming import write_tables_anew
from tests.contract.examples import TEAM, a_note
from tests.postgres_server import PostgresServer

pytestmark = pytest.mark.slow

WORDS = [f"{number:04d} a word of a note {number:04d} " * 8 for number in range(200)]
GONE = range(0, 200, 3)


def run(engine: Engine, *statements: str) -> None:
    with engine.connect() as opened:
        connection = opened.execution_options(isolation_level="AUTOCOMMIT")
        for statement in statements:
            connection.exec_driver_sql(statement)


def readable(folder: Path) -> int:
    """Count the deleted texts that stand in the files of a folder."""
    held = b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())
    return sum(WORDS[number][:60].encode() in held for number in GONE)


@pytest.fixture
def with_deleted(server: PostgresServer, store: PostgresStore) -> PostgresServer:
    with store.transaction(TEAM) as records:
        for number, words in enumerate(WORDS):
            records.add(NOTES, a_note(f"s{number}", words))
    with store.transaction(TEAM) as records:
        for number in GONE:
            records.remove(NOTES, f"s{number}")
    return server


def test_deleted_words_outlive_a_vacuum_and_are_gone_once_the_tables_are_new(
    with_deleted: PostgresServer, store: PostgresStore
) -> None:
    """What docs/data-protection.md says of the server's files is so."""
    server = with_deleted
    tables, log = server.data / "base", server.data / "pg_wal"
    engine = connected(server.url)
    run(engine, "CHECKPOINT")
    assert readable(tables) == len(GONE)
    run(engine, "VACUUM", "CHECKPOINT")
    assert readable(tables)
    write_tables_anew(server.url, ALL_KINDS)
    run(engine, "CHECKPOINT")
    assert not readable(tables)
    assert readable(log)  # the server's own, which it uses again in its own time
    engine.dispose()
    with store.reading(TEAM) as records:
        kept = {note.session for note in records.every(NOTES)}
    assert kept == {f"s{n}" for n in range(len(WORDS))} - {f"s{n}" for n in GONE}


def test_who_may_not_write_the_tables_anew_is_told_which(
    with_deleted: PostgresServer,
) -> None:
    engine = connected(with_deleted.url)
    run(
        engine,
        "CREATE ROLE guest LOGIN",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO guest",
    )
    engine.dispose()
    with pytest.raises(StoreFault, match=r"session_notes.*VACUUM FULL"):
        write_tables_anew(with_deleted.url.replace("ectbot@", "guest@"), ALL_KINDS)


def test_a_table_that_is_in_use_is_named_and_nobody_waits_for_it(
    with_deleted: PostgresServer,
) -> None:
    engine = connected(with_deleted.url)
    with engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM session_notes")
        with pytest.raises(StoreFault, match=r"\(session_notes\)"):
            write_tables_anew(with_deleted.url, ALL_KINDS)
    write_tables_anew(with_deleted.url, ALL_KINDS)
    engine.dispose()
