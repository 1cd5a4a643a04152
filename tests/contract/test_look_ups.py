"""What any store promises of a look-up: the same as going through everything."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.kernel.record import MACHINE, TeamId
from bot.domain.sessions.records import Session, SessionState
from bot.ports.kinds import CLAIMS, CLAIMS_BY_AGE, SESSIONS, SESSIONS_OF_MENTOR
from bot.ports.store import Reading, Store
from tests.contract.conftest import Opened
from tests.contract.examples import MONDAY, OTHER_TEAM, TEAM, a_claim, a_session


def test_found_records_come_in_the_order_of_their_entries_then_keys(
    store: Store,
) -> None:
    with store.transaction(TEAM) as records:
        for key, minutes in (("d", 1), ("b", 2), ("c", 0), ("a", 2)):
            records.add(CLAIMS, a_claim(key, minutes))
    with store.reading(TEAM) as records:
        found = records.find(CLAIMS_BY_AGE)
        assert [claim.delivery for claim in found] == ["c", "d", "a", "b"]


def test_at_least_counts_its_own_bound_and_below_does_not(store: Store) -> None:
    with store.transaction(TEAM) as records:
        for minutes in range(5):
            records.add(CLAIMS, a_claim(f"d{minutes}", minutes))
    with store.reading(TEAM) as records:
        found = records.find(
            CLAIMS_BY_AGE,
            at_least=MONDAY + timedelta(minutes=1),
            below=MONDAY + timedelta(minutes=3),
        )
        assert [claim.delivery for claim in found] == ["d1", "d2"]


def test_a_bound_of_one_person_never_reaches_the_next(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session("s1", mentor="U1"))
        records.add(SESSIONS, a_session("s2", mentor="U2"))
        records.add(SESSIONS, a_session("s3", mentor="U11"))
    with store.reading(TEAM) as records:
        found = records.find(SESSIONS_OF_MENTOR, "U1", at_least=MONDAY)
        assert [session.id for session in found] == ["s1"]


def test_a_record_that_an_index_leaves_out_is_not_found(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session())
    with store.transaction(TEAM) as records:
        records.put(SESSIONS, a_session(state=SessionState.UNDONE))
        assert not records.find(SESSIONS_OF_MENTOR, "U0MENTOR")
    with store.reading(TEAM) as records:
        assert not records.find(SESSIONS_OF_MENTOR, "U0MENTOR")


def test_a_kind_comes_in_the_order_of_its_keys(store: Store) -> None:
    with store.transaction(TEAM) as records:
        for key in ("b", "a"):
            records.add(CLAIMS, a_claim(key))
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim("aa"))
        assert [c.delivery for c in records.every(CLAIMS)] == ["a", "aa", "b"]


_mentors = st.sampled_from(["U1", "U2"])
_moments = st.integers(0, 4).map(lambda hours: MONDAY + timedelta(hours=hours))
_sessions = st.builds(
    a_session,
    st.sampled_from(["s1", "s2", "s3", "s4", "s5"]),
    mentor=_mentors,
    starts_at=_moments,
    state=st.sampled_from([SessionState.HELD, SessionState.UNDONE]),
)
_units = st.lists(st.lists(_sessions | st.sampled_from(["s1", "s2", "s3"])))


def _expected(
    held: dict[str, Session], mentor: str, low: object, high: object
) -> list[Session]:
    found = [
        s
        for s in held.values()
        if s.mentor == mentor
        and s.state is not SessionState.UNDONE
        and low <= s.starts_at < high  # type: ignore[operator]  # both are datetimes
    ]
    return sorted(found, key=lambda s: (s.starts_at, s.id))


@settings(max_examples=20)
@given(units=_units, mentor=_mentors, low=_moments, high=_moments)
def test_a_look_up_finds_what_a_search_through_everything_finds(
    stores: Opened,
    units: list[list[Session | str]],
    mentor: str,
    low: object,
    high: object,
) -> None:
    held: dict[str, Session] = {}

    def agrees(records: Reading) -> bool:
        found = records.find(SESSIONS_OF_MENTOR, mentor, at_least=low, below=high)  # type: ignore[arg-type]  # both are datetimes
        number = records.count(SESSIONS_OF_MENTOR, mentor, at_least=low, below=high)  # type: ignore[arg-type]  # both are datetimes
        assert number == len(found)
        return list(found) == _expected(held, mentor, low, high)

    def agrees_at_once(records: Reading) -> bool:
        first, second, again = records.find_each(
            SESSIONS_OF_MENTOR,
            [("U1",), ("U2",), ("U1",)],
            at_least=low,  # type: ignore[arg-type]  # both are datetimes
            below=high,  # type: ignore[arg-type]  # both are datetimes
        )
        assert list(first) == list(again) == _expected(held, "U1", low, high)
        assert list(second) == _expected(held, "U2", low, high)
        keys = ["s4", "s1", "none", "s1"]
        assert list(records.get_each(SESSIONS, keys)) == [held.get(k) for k in keys]
        return agrees(records)

    with stores() as store:
        for unit in units:
            with store.transaction(TEAM) as records:
                for change in unit:
                    if isinstance(change, str):
                        records.remove(SESSIONS, change)
                        held.pop(change, None)
                    else:
                        records.put(SESSIONS, change)
                        held[change.id] = change
                    assert agrees(records)
                assert agrees_at_once(records)
        with store.reading(TEAM) as view:
            assert agrees_at_once(view)


def test_several_are_found_at_once_whatever_they_are_called(store: Store) -> None:
    people = ["a", "", "\x00", "\x01", "\x01\x00", "\\", '"', "{a,'b'}", "NULL", " a "]
    asked = [*people, "b", "a", "\x00\x00"]
    with store.transaction(TEAM) as records:
        for person in people:
            records.add(SESSIONS, a_session(f"s-{person}", mentor=person))
    with store.reading(TEAM) as view:
        view.ask_ahead(SESSIONS_OF_MENTOR, [("a",), ("none",)])
        found = view.find_each(SESSIONS_OF_MENTOR, [(one,) for one in asked])
        kept = view.get_each(SESSIONS, [f"s-{one}" for one in asked])
    ids = [[f"s-{one}"] if one in people else [] for one in asked]
    assert [[session.id for session in own] for own in found] == ids
    assert [[session.id] if session else [] for session in kept] == ids


@settings(max_examples=20)
@given(units=_units)
def test_the_first_and_last_are_those_of_all_that_is_found(
    stores: Opened, units: list[list[Session | str]]
) -> None:
    def agrees(records: Reading) -> bool:
        found = list(records.find(SESSIONS_OF_MENTOR))
        early = list(records.find(SESSIONS_OF_MENTOR, below="U2"))
        before = records.first(SESSIONS_OF_MENTOR, below="U2")
        assert before == (early[0] if early else None)
        assert records.first(SESSIONS_OF_MENTOR) == (found[0] if found else None)
        return records.last(SESSIONS_OF_MENTOR) == (found[-1] if found else None)

    with stores() as store:
        for unit in units:
            with store.transaction(TEAM) as records:
                for change in unit:
                    if isinstance(change, str):
                        records.remove(SESSIONS, change)
                    else:
                        records.put(SESSIONS, change)
                    assert agrees(records)
        with store.reading(TEAM) as view:
            assert agrees(view)


@pytest.mark.parametrize("size", [10, 1000])
def test_a_look_up_among_many_finds_its_one(store: Store, size: int) -> None:
    with store.transaction(TEAM) as records:
        for number in range(size):
            records.add(SESSIONS, a_session(f"s{number}", mentor=f"U{number}"))
    with store.reading(TEAM) as records:
        found = records.find(SESSIONS_OF_MENTOR, "U7")
        assert [session.id for session in found] == ["s7"]


def test_the_workspaces_with_an_early_entry_are_found_at_once(store: Store) -> None:
    for team, minutes in ((OTHER_TEAM, 5), (TEAM, 1), (TeamId("T0LATE"), 9)):
        with store.transaction(team) as records:
            records.add(CLAIMS, a_claim(minutes=minutes))
    with store.transaction(MACHINE) as records:
        records.add(CLAIMS, a_claim())
    early = MONDAY + timedelta(minutes=5)
    assert list(store.teams_with(CLAIMS_BY_AGE, below=early)) == [TEAM]
    assert len(store.teams_with(CLAIMS_BY_AGE)) == 3
    assert list(store.teams_with(SESSIONS_OF_MENTOR)) == []
