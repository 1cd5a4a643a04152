"""Units of work over several kinds, numbered, so that a half of one can be seen."""

from collections.abc import Iterable

from bot.domain.sessions.records import SessionState
from bot.ports.kinds import CLAIMS, NEXT_STEPS, NOTES, SESSIONS
from bot.ports.store import Store, StoreFault
from tests.contract.examples import TEAM, a_claim, a_note, a_session, a_step


def write_units(store: Store, numbers: Iterable[int]) -> None:
    """Add to four kinds in each, and change or remove what the unit before added."""
    for number in numbers:
        with store.transaction(TEAM) as records:
            before = f"u{number - 1}"
            if number:
                records.put(NEXT_STEPS, a_step(before, done_in="s1"))
                records.put(SESSIONS, a_session(before, state=SessionState.UNDONE))
                records.remove(CLAIMS, before)
            records.add(SESSIONS, a_session(f"u{number}"))
            records.add(NOTES, a_note(f"u{number}", "Questioning. " * (number % 40)))
            records.add(NEXT_STEPS, a_step(f"u{number}"))
            records.add(CLAIMS, a_claim(f"u{number}"))


def units_kept(store: Store) -> int:
    """Return how many units are there, all of them whole; raises AssertionError."""
    with store.reading(TEAM) as records:
        sessions = {str(s.id): s for s in records.every(SESSIONS)}
        notes = {note.session: note for note in records.every(NOTES)}
        steps = {step.id: step for step in records.every(NEXT_STEPS)}
        claims = {claim.delivery for claim in records.every(CLAIMS)}
    kept = len(sessions)
    assert set(sessions) == set(notes) == set(steps) == {f"u{n}" for n in range(kept)}
    assert claims == ({f"u{kept - 1}"} if kept else set())
    for number in range(kept):
        is_last = number == kept - 1
        assert (sessions[f"u{number}"].state is SessionState.HELD) == is_last
        assert (steps[f"u{number}"].done_in is None) == is_last
    return kept


def fill_up(store: Store, first: int) -> int:
    """Write units until one is refused for want of room, and return its number."""
    number = first
    while True:
        try:
            write_units(store, [number])
        except StoreFault as fault:
            if "Not saved, and nothing was changed" not in str(fault):
                raise
            return number
        number += 1
