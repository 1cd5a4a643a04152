"""TinyDB's documents and queries over the embedded store."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from bot.domain.sessions.records import TimeClass
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    NEXT_STEPS,
    OPEN_STEPS,
    SESSIONS,
    SESSIONS_OF_MENTOR,
)
from bot.store.codec import MisfitRecord, as_document
from bot.store.data_file.embedded import EmbeddedStore
from tests.contract.examples import OTHER_TEAM, TEAM, a_session, a_step


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ectbot.db"


@pytest.fixture
def store(path: Path) -> Iterator[EmbeddedStore]:
    with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as opened:
        yield opened


@pytest.fixture
def documents(store: EmbeddedStore) -> TinyDB:
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session("s1", mentor="U1"))
        records.add(SESSIONS, a_session("s2", mentor="U1", minutes=60))
        records.add(SESSIONS, a_session("s3", mentor="U2"))
        records.add(NEXT_STEPS, a_step())
    return store.documents(TEAM)


def test_a_query_finds_documents_by_their_fields(documents: TinyDB) -> None:
    found = documents.table("sessions").search(
        (where("mentor") == "U1") & (where("minutes") > 45)
    )
    assert [document["id"] for document in found] == ["s2"]
    assert [document.doc_id for document in found] == ["s2"]  # type: ignore[comparison-overlap]  # TinyDB's hints say int


def test_a_document_is_plain_values(documents: TinyDB) -> None:
    document = documents.table("sessions").get(where("id") == "s1")
    assert document is not None
    assert document["starts_at"] == "2026-09-07T14:00:00Z"
    assert document["state"] == "held"


def test_the_tables_are_the_kinds_that_have_records(documents: TinyDB) -> None:
    assert documents.tables() == {"sessions", "next_steps"}


def test_a_query_sees_at_once_what_the_bot_writes(
    documents: TinyDB, store: EmbeddedStore
) -> None:
    sessions, query = documents.table("sessions"), where("mentor") == "U2"
    assert sessions.count(query) == 1
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session("s4", mentor="U2"))
    assert sessions.count(query) == 2


def test_what_is_written_as_a_document_is_a_record_and_is_indexed_and_durable(
    documents: TinyDB, store: EmbeddedStore, path: Path
) -> None:
    sessions = documents.table("sessions")
    key: object = sessions.insert(as_document(a_session("s9", mentor="U9")))
    sessions.update({"time_class": "outside_teaching"}, where("id") == "s9")
    documents.table("next_steps").remove(where("id") == "n1")
    wanted = a_session("s9", mentor="U9", time_class=TimeClass.OUTSIDE_TEACHING)
    assert key == "s9"
    store.close()
    with (
        closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as opened,
        opened.reading(TEAM) as records,
    ):
        assert list(records.find(SESSIONS_OF_MENTOR, "U9")) == [wanted]
        assert not records.find(OPEN_STEPS, "p1")


def test_a_document_that_does_not_fit_is_refused_and_nothing_is_written(
    documents: TinyDB,
) -> None:
    sessions = documents.table("sessions")
    before = sessions.all()
    good, bad = as_document(a_session("s4")), as_document(a_session("s5", minutes=4))
    with pytest.raises(MisfitRecord, match=r"sessions.*minutes"):
        sessions.insert_multiple([good, Document(bad, 5)])
    with pytest.raises(MisfitRecord, match=r"sessions.*colour"):
        sessions.update({"colour": "red"})
    assert sessions.all() == before


def test_the_bot_refuses_nothing_that_it_wrote_itself(documents: TinyDB) -> None:
    sessions = documents.table("sessions")
    assert sessions.update(dict, where("id") == "s1") == ["s1"]  # type: ignore[arg-type, comparison-overlap]  # a change that changes nothing


def test_a_document_keeps_its_records_key(documents: TinyDB) -> None:
    sessions = documents.table("sessions")
    with pytest.raises(MisfitRecord, match="key"):
        sessions.update({"id": "s7"}, where("id") == "s1")
    with pytest.raises(MisfitRecord, match="key"):
        sessions.insert(Document(as_document(a_session("s7")), 8))
    assert sorted(document["id"] for document in sessions) == ["s1", "s2", "s3"]


def test_a_table_that_does_not_exist_is_empty_and_cannot_be_written(
    documents: TinyDB,
) -> None:
    assert len(documents) == 0  # TinyDB's own default table
    assert documents.table("sesions").all() == []
    with pytest.raises(MisfitRecord, match="no table sesions"):
        documents.table("sesions").insert({"id": "s1"})
    with pytest.raises(MisfitRecord, match="no table _default"):
        documents.insert({"id": "s1"})


def test_what_is_done_to_a_document_outside_leaves_the_record_alone(
    documents: TinyDB,
) -> None:
    document: Any = documents.table("sessions").get(where("id") == "s1")
    document["minutes"] = 200
    again: Any = documents.table("sessions").get(where("id") == "s1")
    assert again["minutes"] == 45


def test_a_dropped_table_takes_its_records_and_no_others(
    documents: TinyDB, store: EmbeddedStore
) -> None:
    documents.drop_table("sessions")
    assert documents.tables() == {"next_steps"}
    with store.reading(TEAM) as records:
        assert not records.find(SESSIONS_OF_MENTOR, "U1")
        assert len(records.find(OPEN_STEPS, "p1")) == 1


def test_dropping_all_tables_leaves_other_workspaces_alone(
    documents: TinyDB, store: EmbeddedStore
) -> None:
    with store.transaction(OTHER_TEAM) as records:
        records.add(NEXT_STEPS, a_step())
    documents.drop_tables()
    assert documents.tables() == set()
    assert list(store.teams()) == [OTHER_TEAM]


def test_closing_the_documents_leaves_the_store_open(
    documents: TinyDB, store: EmbeddedStore
) -> None:
    with documents:
        pass
    assert list(store.teams()) == [TEAM]


def test_twenty_threads_lose_no_update_of_a_document(documents: TinyDB) -> None:
    def longer(document: Any) -> None:
        document["minutes"] += 1

    def work(number: int) -> None:
        for _ in range(5):
            documents.table("sessions").update(longer, where("id") == "s1")

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(work, range(20)))
    document: Any = documents.table("sessions").get(where("id") == "s1")
    assert document["minutes"] == 145
