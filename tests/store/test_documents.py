"""Records as TinyDB's tables: its queries, over what is stored at that moment."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from io import UnsupportedOperation
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from tinydb import TinyDB, where

from bot.domain.data_protection.retention import Tells
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    DROP_INS,
    NEXT_STEPS,
    NOTES,
    SCHOOLS,
    SESSIONS,
)
from bot.ports.purposes import told_by
from bot.ports.store import Kind, StoreFault
from bot.sandbox.example_school import example_school
from bot.store.copying import rows_of
from bot.store.data_file.embedded import EmbeddedStore
from bot.store.documents import documents_of, exported_rows, shown_fields
from bot.usecases.data_protection.exporting import EXPORTED
from tests.contract.examples import TEAM, a_note, a_session, a_step

SCHOOL = example_school().id


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with closing(EmbeddedStore(tmp_path / "e.db", ALL_KINDS, ALL_INDEXES)) as opened:
        with opened.transaction(TEAM) as records:
            records.add(SCHOOLS, example_school())
            records.add(SESSIONS, a_session("s1", mentor="U1", school=SCHOOL))
            records.add(SESSIONS, a_session("s2", mentor="U1", minutes=60))
            records.add(SESSIONS, a_session("s3", mentor="U2"))
            records.add(NEXT_STEPS, a_step())
            records.add(NOTES, a_note())
        yield opened


@pytest.fixture
def documents(store: EmbeddedStore) -> TinyDB:
    return documents_of(lambda: rows_of(store, ALL_KINDS))


def test_a_query_finds_documents_by_their_fields(documents: TinyDB) -> None:
    found = documents.table("sessions").search(
        (where("mentor") == "U1") & (where("minutes") > 45)
    )
    assert [document["id"] for document in found] == ["s2"]


def test_a_day_and_a_moment_are_compared_as_such(documents: TinyDB) -> None:
    sessions = documents.table("sessions")
    assert sessions.count(where("starts_at") == datetime(2026, 9, 7, 14, tzinfo=UTC))
    [school] = documents.table("schools").search(
        where("contacts_confirmed_on") < date(2026, 12, 1)
    )
    assert school["id"] == SCHOOL


def test_a_moment_is_by_the_clocks_of_its_school(documents: TinyDB) -> None:
    document: Any = documents.table("sessions").get(where("id") == "s1")
    assert document["starts_at"].isoformat() == "2026-09-07T15:00:00+01:00"


def test_the_tables_are_the_kinds_that_have_records(documents: TinyDB) -> None:
    assert documents.tables() == {"schools", "sessions", "next_steps", "session_notes"}
    assert documents.table(DROP_INS.name).all() == []


def test_a_query_sees_at_once_what_the_bot_writes(
    documents: TinyDB, store: EmbeddedStore
) -> None:
    sessions, query = documents.table("sessions"), where("mentor") == "U2"
    assert sessions.count(query) == 1
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session("s4", mentor="U2"))
    assert sessions.count(query) == 2


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_no_document_has_a_field_that_is_sealed(kind: Kind[Any]) -> None:
    assert not {*kind.sealed} & {*shown_fields(kind)}


def test_what_people_wrote_is_in_no_part_of_a_record_that_is_shown() -> None:
    shown = {
        kind.name: [
            told.path
            for told in told_by(kind)
            if told.tells is Tells.WORDS and told.path[0] in shown_fields(kind)
        ]
        for kind in EXPORTED
    }
    assert not [paths for paths in shown.values() if paths]


def test_what_people_wrote_is_in_no_document(documents: TinyDB) -> None:
    said = str([documents.table(name).all() for name in documents.tables()])
    assert "p1" in said
    assert "Plan three questions" not in said
    assert "questioning." not in said


def test_nothing_can_be_written(documents: TinyDB, store: EmbeddedStore) -> None:
    sessions = documents.table("sessions")
    before = sessions.all()
    for write in (
        lambda: sessions.insert({"id": "s9"}),
        lambda: sessions.update({"minutes": 5}),
        lambda: sessions.remove(where("id") == "s1"),
        sessions.truncate,
        documents.drop_tables,
        lambda: documents.drop_table("sessions"),
    ):
        with pytest.raises(UnsupportedOperation, match="not written"):
            write()
    before[0]["minutes"] = 200
    assert [one["minutes"] for one in sessions] == [45, 60, 45]


def test_a_zone_that_nobody_knows_is_said_so(
    documents: TinyDB, store: EmbeddedStore
) -> None:
    with store.transaction(TEAM) as records:
        records.put(SCHOOLS, replace(example_school(), zone="Mars/Olympus"))
    with pytest.raises(StoreFault, match="no known zone: Mars/Olympus"):
        documents.table("sessions").all()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing of the kind",
        "[1, 2]",
        '{"sessions": [1]}',
        '{"sessions": {"x": {}}}',
        '{"sessions": {"1": 5}}',
        '{"sessions": 5}',
        '{"sessions": {"1": {"id": "s1"}}}',
        "\xff",
        "[" * 100_000,
    ],
    ids=range(10),
)
def test_what_is_no_export_is_said_so_and_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "tinydb.json"
    file.write_bytes(text.encode("latin-1"))
    if text:
        with pytest.raises(StoreFault, match="export"):
            list(exported_rows(file, [SESSIONS]))
    else:
        assert list(exported_rows(file, [SESSIONS])) == []
    assert file.read_bytes() == text.encode("latin-1")
