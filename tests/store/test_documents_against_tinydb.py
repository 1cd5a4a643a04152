"""The tables over stored records and plain TinyDB answer the same questions alike."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Table

from bot.domain.sessions.records import Session
from bot.ports.kinds import SESSIONS
from bot.store.documents import WORKSPACE, documents_of, shown_fields
from tests.contract.examples import MONDAY, TEAM, a_session

Question = Callable[[Table], Any]

_mentors = st.sampled_from(["U1", "U2"])
_moments = st.integers(0, 3).map(lambda days: MONDAY + timedelta(days=days))
_reasons = st.sampled_from([None, "Trip", "Cover took the planned time"])
_sessions = st.builds(
    lambda key, mentor, minutes, starts_at, reason: a_session(
        key, mentor=mentor, minutes=minutes, starts_at=starts_at, reason=reason
    ),
    st.sampled_from(["s1", "s2", "s3", "s4", "s5"]),
    _mentors,
    st.sampled_from([30, 45]),
    _moments,
    _reasons,
)
_queries = st.recursive(
    st.one_of(
        _mentors.map(lambda mentor: where("mentor") == mentor),
        _moments.map(lambda moment: where("starts_at") >= moment),
        _reasons.map(lambda reason: where("reason") != reason),
        st.just(where("minutes") > 30),
        st.just(where("reason").search("a")),
        st.just(where("series").exists()),
        st.lists(_mentors).map(lambda some: where("mentor").one_of(some)),
        st.just(where("state").test(lambda state: str(state) == "held")),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: two[0] & two[1]),
        st.tuples(inner, inner).map(lambda two: two[0] | two[1]),
        inner.map(lambda one: ~one),
    ),
    max_leaves=4,
)
_questions: st.SearchStrategy[Question] = st.one_of(
    st.just(lambda table: table.all()),
    st.just(len),
    st.just(list),
    _queries.map(lambda query: lambda table: table.search(query)),
    _queries.map(lambda query: lambda table: table.get(query)),
    _queries.map(lambda query: lambda table: table.count(query)),
    _queries.map(lambda query: lambda table: table.contains(query)),
    st.integers(1, 5).map(lambda number: lambda table: table.get(doc_id=number)),
    st.lists(st.integers(1, 5), max_size=3).map(
        lambda some: lambda table: table.get(doc_ids=some)
    ),
)


def _values(session: Session) -> dict[str, Any]:
    values = {name: getattr(session, name) for name in shown_fields(SESSIONS)}
    assert isinstance(values["starts_at"], datetime)
    return {WORKSPACE: TEAM, **values}


@given(
    sessions=st.lists(_sessions, unique_by=lambda one: one.id),
    questions=st.lists(_questions, max_size=6),
)
def test_random_questions_get_the_answers_of_plain_tinydb(
    sessions: list[Session], questions: list[Question]
) -> None:
    rows = [(TEAM, SESSIONS, one.id, one) for one in sessions]
    ours = documents_of(lambda: iter(rows)).table(SESSIONS.name)
    plain = TinyDB(storage=MemoryStorage).table(SESSIONS.name)
    plain.insert_multiple(_values(one) for one in sessions)
    for question in questions:
        assert question(ours) == question(plain)
