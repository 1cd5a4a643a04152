"""FIELD=VALUE, as somebody types it, over the example school's tables."""

from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import and_
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from bot.cli.look import _cell
from bot.domain.kernel.record import PairingId, PersonId
from bot.domain.people.member import Member, Role
from bot.domain.people.pairings import Pairing
from bot.keys import new_key
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    MEMBERS,
    PAIRINGS,
    SCHOOLS,
    SESSIONS,
)
from bot.ports.store import Kind
from bot.sandbox.example_school import SCHOOL, TEAM, example_school, set_up
from bot.store.conditions import CannotAsk, is_plain, query_of, types_of
from bot.store.copying import rows_of
from bot.store.documents import documents_of
from bot.store.memory import MemoryStore
from bot.vault import KeyVault
from tests.contract.examples import a_session

KINDS = {kind.name: kind for kind in ALL_KINDS}


@pytest.fixture(scope="module")
def documents() -> TinyDB:
    store = MemoryStore(ALL_KINDS, ALL_INDEXES)
    set_up(store, KeyVault([new_key()]))
    return documents_of(lambda: rows_of(store, ALL_KINDS))


def _asked(documents: TinyDB, asked: str) -> list[Any]:
    table, *conditions = asked.split()
    queries = [query_of(KINDS[table], condition) for condition in conditions]
    return documents.table(table).search(reduce(and_, queries))


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ("sessions starts_at=2026-09-10", {"priya-0910"}),
        ("sessions starts_at=2026-09-10T13:30", {"priya-0910"}),  # the school's clocks
        ("sessions starts_at=2026-09-10T12:30Z", {"priya-0910"}),
        ("sessions starts_at=2026-09-10T12:30", set()),
        ("sessions minutes=60 starts_at=2026-11-11T09:00:00+00:00", {"tom-1111"}),
        ("sessions reason=TIMETABLES state=held", set()),  # text is compared whole
        ("sessions minutes=45", set()),
        ("sessions time_class=outside_teaching", {"amira-0929", "priya-1008"}),
        ("sessions reason= mentor=u0dee state=planned", {"tom-1111"}),
        ("schools contact_starts=08:00 week_a_begins_on=", {"primary"}),
        ("schools contacts_confirmed_on=2026-09-03", {"primary"}),
        ("schools closure_days=2026-10-23", {"primary"}),
        ("schools closure_days=2026-10-24", set()),
        ("pairings ends_on= begins_on=2026-09-03 ect=U0TOM", {"pairing-tom"}),
    ],
)
def test_a_value_is_compared_as_its_type(
    documents: TinyDB, asked: str, which: set[str]
) -> None:
    found = _asked(documents, asked)
    assert {one["id"].removeprefix("example-") for one in found} == which


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("sessions mentr=U0DEE", "Did you mean mentor? There are: workspace, id,"),
        ("sessions minutes=long", 'a whole number, such as 45, not "long"'),
        ("inductions terms_before=nan", 'a number, such as 0.6, not "nan"'),
        ("sessions starts_at=monday", 'such as 2026-09-07T14:00, not "monday"'),
        ("sessions starts_at=9999-12-31", 'not "9999-12-31"'),
        ("pairings begins_on=3/9/26", 'a day, such as 2026-09-07, not "3/9/26"'),
        ("drop_ins is_undone=perhaps", 'yes or no, not "perhaps"'),
        ("schools contact_starts=8", 'a time, such as 08:45, not "8"'),
        ("sessions state=hold", "state is never hold. Did you mean held?"),
        ("sessions held", '"held" is no FIELD=VALUE'),
        ("members away=2026-09-07", "several parts, so only away= (is it empty?)"),
        ("inductions subject=maths", "never shown: it holds what somebody wrote"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(
    documents: TinyDB, asked: str, says: str
) -> None:
    with pytest.raises(CannotAsk) as refused:
        _asked(documents, asked)
    assert says in str(refused.value)


_DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
_RECORDS = st.one_of(
    st.builds(
        lambda day, hour, minutes, reason: (
            SESSIONS,
            a_session(
                "one",
                school=SCHOOL,
                starts_at=datetime.combine(day, time(), UTC) + timedelta(minutes=hour),
                minutes=minutes,
                reason=reason or None,
            ),
        ),
        _DAYS,
        st.integers(0, 24 * 60 - 1),
        st.integers(5, 240),
        st.text(st.characters(categories=["L", "N"]), max_size=30),
    ),
    st.builds(
        lambda roles, name: (
            MEMBERS,
            Member(school=SCHOOL, person=PersonId("U1"), name=name, roles=roles),
        ),
        st.frozensets(st.sampled_from(Role), min_size=1, max_size=1),
        st.sampled_from(["Tom Example", "Zoë O'Example"]),
    ),
    st.builds(
        lambda begins, days: (
            PAIRINGS,
            Pairing(
                id=PairingId("p1"),
                school=SCHOOL,
                mentor=PersonId("U1"),
                ect=PersonId("U2"),
                begins_on=begins,
                ends_on=None if days is None else begins + timedelta(days=days),
            ),
        ),
        _DAYS,
        st.none() | st.integers(0, 400),
    ),
)


@given(one=_RECORDS)
def test_what_a_cell_shows_can_be_asked_for(one: tuple[Kind[Any], Any]) -> None:
    kind, record = one
    rows = [
        (TEAM, SCHOOLS, SCHOOL, example_school()),
        (TEAM, kind, kind.key(record), record),
    ]
    table = documents_of(lambda: rows).table(kind.name)
    [document] = table.all()
    for name, of in types_of(kind).items():
        if is_plain(of):
            asked = f"{name}={_cell(document[name])}"
            assert table.search(query_of(kind, asked)) == [document], asked
