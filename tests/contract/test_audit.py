"""The audit on every store: added to in the unit of work, and tampering found."""

from collections.abc import Callable
from threading import Thread

import msgspec
import pytest

from bot.domain.data_protection.audit import AuditEntry
from bot.domain.kernel.history import Event
from bot.domain.kernel.record import PersonId
from bot.ports.bundle import Ports
from bot.ports.kinds import AUDIT, AUDIT_IN_ORDER, CLAIMS
from bot.ports.store import Records, Store
from bot.sandbox.rehearsal import Rehearsal
from bot.usecases.kernel.audit import audit, broken
from tests.contract.examples import TEAM, a_claim

BY = PersonId("U0DEE")


@pytest.fixture(scope="module")
def any_ports(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    with Rehearsal(tmp_path_factory.mktemp("audit") / "practice.db") as rehearsal:
        return rehearsal.bot.ports


def note(ports: Ports, records: Records, *subjects: str) -> None:
    for subject in subjects:
        audit(ports, records, Event.LOGGED, by=BY, subject=subject)


@pytest.fixture
def audited(store: Store, any_ports: Ports) -> Store:
    """A store with five entries, of two units of work."""
    with store.transaction(TEAM) as records:
        note(any_ports, records, "s1", "s2")
    with store.transaction(TEAM) as records:
        note(any_ports, records, "s3", "s4", "s5")
    return store


def test_what_is_added_is_whole(audited: Store) -> None:
    with audited.reading(TEAM) as records:
        assert broken(records) is None
        last = records.last(AUDIT_IN_ORDER)
        assert last is not None
        assert (last.number, last.subject.value) == (5, "s5")


def test_a_unit_of_work_that_is_undone_leaves_no_gap(
    audited: Store, any_ports: Ports
) -> None:
    with pytest.raises(ZeroDivisionError), audited.transaction(TEAM) as records:
        note(any_ports, records, "s6")
        _ = 1 / 0
    with audited.transaction(TEAM) as records:
        note(any_ports, records, "s7")
        assert broken(records) is None


def _change(records: Records, at: list[AuditEntry]) -> None:
    records.put(AUDIT, msgspec.structs.replace(at[2], subject=at[1].subject))


def _remove(records: Records, at: list[AuditEntry]) -> None:
    records.remove(AUDIT, AUDIT.key(at[2]))


def _swap(records: Records, at: list[AuditEntry]) -> None:
    records.put(AUDIT, msgspec.structs.replace(at[2], number=4))
    records.put(AUDIT, msgspec.structs.replace(at[3], number=3))


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (_change, "Entry 3 was changed."),
        (_remove, "Entry 3 is missing."),
        (_swap, "Entry 3 does not follow the one before it."),
    ],
)
def test_tampering_is_found_and_its_place_told(
    audited: Store,
    tamper: Callable[[Records, list[AuditEntry]], None],
    told: str,
) -> None:
    with audited.transaction(TEAM) as records:
        tamper(records, list(records.every(AUDIT)))
    with audited.reading(TEAM) as records:
        assert broken(records) == told


def test_last_sees_its_own_unit_and_nothing_of_another_kind(store: Store) -> None:
    with store.transaction(TEAM) as records:
        assert records.last(AUDIT_IN_ORDER) is None
        records.add(CLAIMS, a_claim())
        assert records.last(AUDIT_IN_ORDER) is None


def test_many_threads_at_once_make_one_whole_chain(
    store: Store, any_ports: Ports
) -> None:
    def work(name: str) -> None:
        for number in range(10):
            with store.transaction(TEAM) as records:
                note(any_ports, records, f"{name}-{number}")

    threads = [Thread(target=work, args=(f"t{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading(TEAM) as records:
        assert broken(records) is None
        assert [e.number for e in records.every(AUDIT)] == list(range(1, 41))
