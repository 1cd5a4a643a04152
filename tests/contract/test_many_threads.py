"""What any store promises twenty threads: each unit of work counts, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from bot.ports.kinds import CLAIMS, NOTES, SESSIONS, SESSIONS_OF_PAIRING
from bot.ports.store import DuplicateKey, Store
from tests.contract.examples import MONDAY, TEAM, a_claim, a_note, a_session

THREADS = 20
TURNS = 25


def _all_at_once(work: Callable[[int], int]) -> list[int]:
    start = Barrier(THREADS)

    def begin(number: int) -> int:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def test_no_update_is_lost(store: Store) -> None:
    with store.transaction(TEAM) as records:
        records.add(SESSIONS, a_session(minutes=5, edited_at=MONDAY))

    def count(number: int) -> int:
        for _ in range(TURNS):
            with store.transaction(TEAM) as records:
                session = records.get(SESSIONS, "s1")
                assert session is not None
                assert session.edited_at is not None
                later = session.edited_at + timedelta(seconds=1)
                records.put(SESSIONS, a_session(minutes=5, edited_at=later))
        return TURNS

    total = sum(_all_at_once(count))
    with store.reading(TEAM) as view:
        session = view.get(SESSIONS, "s1")
        assert session is not None
        assert session.edited_at == MONDAY + timedelta(seconds=total)


def test_of_twenty_who_add_the_same_key_one_does(store: Store) -> None:
    def claim(number: int) -> int:
        added = 0
        for turn in range(TURNS):
            try:
                with store.transaction(TEAM) as records:
                    records.put(NOTES, a_note(f"{number}-{turn}"))
                    records.add(CLAIMS, a_claim(f"d{turn}"))
            except DuplicateKey:
                continue
            added += 1
        return added

    assert sum(_all_at_once(claim)) == TURNS
    with store.reading(TEAM) as records:
        assert len(list(records.every(CLAIMS))) == TURNS
        assert len(list(records.every(NOTES))) == TURNS  # the losers' notes are undone


def test_a_reader_never_sees_half_a_unit_of_work(store: Store) -> None:
    def write_or_look(number: int) -> int:
        halves = 0
        for turn in range(TURNS):
            if number % 2:
                with store.transaction(TEAM) as records:
                    records.add(SESSIONS, a_session(f"{number}-{turn}"))
                    records.add(NOTES, a_note(f"{number}-{turn}"))
                continue
            with store.reading(TEAM) as view:
                sessions = {s.id for s in view.find(SESSIONS_OF_PAIRING, "p1")}
                notes = {note.session for note in view.every(NOTES)}
                halves += sessions != notes
        return halves

    assert sum(_all_at_once(write_or_look)) == 0
