"""The store's documents and plain TinyDB give the same answers to the same questions.

What is meant to differ is said in `bot/store/documents.py`: order (by key here, by
insertion there), and that documents which do not fit are refused.
"""

from collections.abc import Callable
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import set as set_field
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, NEXT_STEPS
from bot.store.codec import MisfitRecord, as_document, from_document
from bot.store.data_file.embedded import EmbeddedStore
from tests.contract.examples import TEAM, a_step

Operation = Callable[[Any], Any]  # on a Table; Any since TinyDB's hints say int ids


class _TextIdTable(Table):
    """Plain TinyDB, but with ids of text, as its documentation lets one have them."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's own customisation

    def _get_next_id(self) -> str:
        return "new"  # for what has no id; never fits, so that both refuse it


class _Plain(TinyDB):
    table_class = _TextIdTable


_keys = st.sampled_from(["n1", "n2", "n3", "n4"])
_some_keys = st.lists(_keys, unique=True)
_pairings = st.sampled_from(["p1", "p2"])
_texts = st.sampled_from(["Plan", "Watch a lesson", "Ask about marking"])
_documents = st.builds(
    lambda key, pairing, text, done_in: Document(
        as_document(a_step(key, pairing=pairing, text=text, done_in=done_in)), key
    ),
    _keys,
    _pairings,
    _texts,
    st.none() | st.just("s2"),
)
_fields = st.fixed_dictionaries(
    {},
    optional={
        "text": _texts | st.just(7),  # 7 does not fit
        "done_in": st.none() | st.just("s3"),
        "id": _keys,  # fits where it is the same
    },
)
_queries = st.recursive(
    st.one_of(
        _pairings.map(lambda p: where("pairing") == p),
        _texts.map(lambda t: where("text") != t),
        st.just(where("done_in") == None),  # noqa: E711  # a TinyDB query
        st.just(where("text").search("a")),
        st.just(where("done_in").exists()),
        _some_keys.map(lambda keys: where("id").one_of(keys)),
        st.just(where("text").test(lambda text: len(text) > 5)),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: two[0] & two[1]),
        st.tuples(inner, inner).map(lambda two: two[0] | two[1]),
        inner.map(lambda one: ~one),
    ),
    max_leaves=3,
)


def _operation(make: Callable[..., Operation], *args: st.SearchStrategy[Any]) -> Any:
    return st.builds(make, *args)


_writes: st.SearchStrategy[Operation] = st.one_of(
    _operation(lambda d: lambda t: t.insert(d), _documents),
    _operation(lambda ds: lambda t: t.insert_multiple(ds), st.lists(_documents)),
    _operation(lambda d: lambda t: t.upsert(d), _documents),
    _operation(lambda f, q: lambda t: t.upsert(f, q), _fields, _queries),
    _operation(lambda f: lambda t: t.update(f), _fields),
    _operation(lambda f, q: lambda t: t.update(f, q), _fields, _queries),
    _operation(lambda f, ks: lambda t: t.update(f, doc_ids=ks), _fields, _some_keys),
    _operation(
        lambda x, q: lambda t: t.update(set_field("text", x), q), _texts, _queries
    ),
    _operation(lambda f, q: lambda t: t.update_multiple([(f, q)]), _fields, _queries),
    _operation(lambda q: lambda t: t.remove(q), _queries),
    _operation(lambda ks: lambda t: t.remove(doc_ids=ks), _some_keys),
    st.just(lambda t: t.truncate()),
)
_reads: st.SearchStrategy[Operation] = st.one_of(
    st.just(lambda t: t.all()),
    st.just(len),
    _operation(lambda q: lambda t: t.search(q), _queries),
    _operation(lambda q: lambda t: t.count(q), _queries),
    _operation(lambda q: lambda t: t.contains(q), _queries),
    _operation(lambda k: lambda t: t.contains(doc_id=k), _keys),
    _operation(lambda k: lambda t: t.get(doc_id=k), _keys),
    _operation(lambda ks: lambda t: t.get(doc_ids=ks), _some_keys),
)


def _answer(operation: Operation, table: Table) -> Any:
    """Return what an operation answers, in the order of keys, or its error's type."""
    try:
        answer = operation(table)
    except (ValueError, RuntimeError) as fault:
        return type(fault)
    if not isinstance(answer, list):
        return answer
    return sorted(answer, key=lambda each: str(getattr(each, "doc_id", each)))


def _all_fit(table: Table) -> bool:
    try:
        return all(
            from_document(NEXT_STEPS, document).id == str(document.doc_id)
            for document in table
        )
    except MisfitRecord:
        return False


def _contents(table: Table) -> dict[object, dict[str, Any]]:
    return {document.doc_id: dict(document) for document in table}


@settings(max_examples=80)
@given(steps=st.lists(st.tuples(_writes, st.lists(_reads, max_size=3)), max_size=12))
def test_random_operations_give_the_answers_of_plain_tinydb(
    steps: list[tuple[Operation, list[Operation]]],
) -> None:
    plain = _Plain(storage=MemoryStorage)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ectbot.db"
        with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
            ours = store.documents(TEAM).table(NEXT_STEPS.name)
            for write, reads in steps:
                before = deepcopy(plain.storage.read() or {})
                expected = _answer(write, plain.table(NEXT_STEPS.name))
                if not _all_fit(plain.table(NEXT_STEPS.name)):
                    expected = MisfitRecord
                    plain = _Plain(storage=MemoryStorage)
                    plain.storage.write(before)
                assert _answer(write, ours) == expected
                for read in reads:
                    theirs = plain.table(NEXT_STEPS.name)
                    assert _answer(read, ours) == _answer(read, theirs)
        with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
            ours = store.documents(TEAM).table(NEXT_STEPS.name)
            assert _contents(ours) == _contents(plain.table(NEXT_STEPS.name))


@given(documents=st.lists(_documents, unique_by=lambda d: d.doc_id), query=_queries)
def test_get_by_query_gives_the_first_that_a_search_finds(
    documents: list[Document], query: Any
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ectbot.db"
        with closing(EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)) as store:
            ours = store.documents(TEAM).table(NEXT_STEPS.name)
            ours.insert_multiple(documents)
            assert ours.get(query) == next(iter(ours.search(query)), None)


def test_removing_without_a_condition_is_refused_as_in_tinydb(tmp_path: Path) -> None:
    with (
        closing(EmbeddedStore(tmp_path / "e.db", ALL_KINDS, ALL_INDEXES)) as store,
        pytest.raises(RuntimeError, match="truncate"),
    ):
        store.documents(TEAM).table(NEXT_STEPS.name).remove()
