"""What any store promises of a view for who reads much, and of waiting for a turn."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports.deadline import answering_within
from bot.ports.kinds import (
    ALL_INDEXES,
    ALL_KINDS,
    CLAIMS,
    CLAIMS_BY_AGE,
    NOTES,
    SESSIONS,
    SESSIONS_OF_MENTOR,
)
from bot.ports.store import Store, StoreFault
from bot.store.memory import MemoryStore
from tests.contract.examples import (
    MONDAY,
    OTHER_TEAM,
    TEAM,
    a_claim,
    a_note,
    a_session,
)


def test_a_snapshot_stays_as_it_was_and_keeps_nobody_from_writing(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.put(SESSIONS, a_session("s1", minutes=40))
        records.put(NOTES, a_note("s1", "before"))

    def write() -> None:
        with store.transaction(TEAM) as records:
            records.put(SESSIONS, a_session("s1", minutes=50))
            records.put(NOTES, a_note("s1", "after"))
            records.put(NOTES, a_note("s2"))

    with store.snapshot(TEAM) as seen, ThreadPoolExecutor(1) as pool:
        assert seen.get(SESSIONS, "none") is None  # its moment is now, at the latest
        pool.submit(write).result(timeout=20)
        session, note = seen.get(SESSIONS, "s1"), seen.get(NOTES, "s1")
        assert session is not None
        assert session.minutes == 40
        assert note == a_note("s1", "before")
        assert list(seen.every(NOTES)) == [a_note("s1", "before")]
        assert seen.get(NOTES, "s2") is None
    with store.snapshot(TEAM) as seen:
        assert len(list(seen.every(NOTES))) == 2
    with store.snapshot(OTHER_TEAM) as seen:
        assert list(seen.every(NOTES)) == []


@given(
    minutes=st.lists(st.integers(0, 9), max_size=8),
    low=st.none() | st.integers(0, 9),
    high=st.none() | st.integers(0, 9),
)
def test_a_snapshot_answers_every_look_up_as_a_reading_does(
    minutes: list[int], low: int | None, high: int | None
) -> None:
    """Those of a database are readings; those of a file are as those of memory."""
    at_least = None if low is None else MONDAY + timedelta(minutes=low)
    below = None if high is None else MONDAY + timedelta(minutes=high)
    with closing(MemoryStore(ALL_KINDS, ALL_INDEXES)) as store:
        with store.transaction(TEAM) as records:
            for key, minute in enumerate(minutes):
                starts_at = MONDAY + timedelta(minutes=minute)
                records.put(SESSIONS, a_session(f"s{key}", starts_at=starts_at))
                records.put(CLAIMS, a_claim(f"d{key}", minute))
                records.put(NOTES, a_note(f"s{key}"))
        with store.reading(TEAM) as view, store.snapshot(TEAM) as seen:
            for one in ("U0MENTOR", "U0OTHER"):
                bounds = {"at_least": at_least, "below": below}
                for look in ("find", "count"):
                    asked = [getattr(v, look) for v in (view, seen)]
                    told = [ask(SESSIONS_OF_MENTOR, one, **bounds) for ask in asked]
                    assert told[0] == told[1]
            for v in (view, seen):
                v.ask_ahead(CLAIMS_BY_AGE, [()], below=below)
            assert seen.first(CLAIMS_BY_AGE, below=below) == view.first(
                CLAIMS_BY_AGE, below=below
            )
            assert seen.last(CLAIMS_BY_AGE) == view.last(CLAIMS_BY_AGE)
            keys = ["s1", "none", "s0"]
            assert seen.get_each(NOTES, keys) == view.get_each(NOTES, keys)
            starts: list[tuple[str, ...]] = [("U0MENTOR",), ("U0OTHER",)]
            assert seen.find_each(SESSIONS_OF_MENTOR, starts) == view.find_each(
                SESSIONS_OF_MENTOR, starts
            )
            assert list(seen.every(NOTES)) == list(view.every(NOTES))


def test_a_turn_is_waited_for_no_longer_than_an_answer_is_worth_having(
    store: Store,
) -> None:
    """The other is at work until this one has given up, however long that takes."""
    is_open, gave_up = Event(), Event()

    def write() -> None:
        with store.transaction(TEAM) as records:
            records.put(CLAIMS, a_claim("theirs"))
            is_open.set()
            assert gave_up.wait(60)

    with ThreadPoolExecutor(1) as pool:
        theirs = pool.submit(write)
        assert is_open.wait(20)
        try:
            with (
                answering_within(0.1),
                pytest.raises(StoreFault, match="nothing was saved"),
                store.transaction(TEAM) as records,
            ):
                records.put(CLAIMS, a_claim("mine"))
        finally:
            gave_up.set()
        theirs.result(timeout=20)
    with store.reading(TEAM) as view:
        assert [claim.delivery for claim in view.every(CLAIMS)] == ["theirs"]
