"""Trouble in one workspace's records keeps no job from the work of all others."""

import random
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import pytest

from bot.domain.kernel.record import TeamId
from bot.ports.bundle import Ports
from bot.ports.store import (
    DamagedRecord,
    Index,
    Part,
    R,
    Reading,
    Records,
    Store,
    StoreFault,
)
from bot.usecases.kernel.batches import each_in_turn, several_at_once
from scheduler.outbox import Outbox
from scheduler.timetable import rows

BROKEN, SOUND = TeamId("T0BROKEN"), {TeamId("T0A"), TeamId("T0Z")}


class OneBroken:
    """Three workspaces with something to do for every job; one of them is broken."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.opened: set[TeamId] = set()

    @contextmanager
    def transaction(self, team: TeamId) -> Iterator[Records]:
        self._open(team)
        with self._store.transaction(team) as records:
            yield records

    @contextmanager
    def reading(self, team: TeamId) -> Iterator[Reading]:
        self._open(team)
        with self._store.reading(team) as records:
            yield records

    def _open(self, team: TeamId) -> None:
        if team == BROKEN:
            raise ValueError("not a date")
        self.opened.add(team)

    def snapshot(self, team: TeamId) -> AbstractContextManager[Reading]:
        return self.reading(team)

    def leave_no_traces(self) -> None:
        self._store.leave_no_traces()

    def teams(self) -> Sequence[TeamId]:
        return sorted({BROKEN, *SOUND})

    def teams_with(
        self, index: Index[R], *, below: Part | None = None
    ) -> Sequence[TeamId]:
        return self.teams()

    def place(self) -> str:
        return self._store.place()

    def close(self) -> None:
        self._store.close()


_JOBS = ["deliver", "concerns", "schools", "nudges", "hours", "people", "retention"]
_JOBS += ["forget", "witness"]


@pytest.mark.parametrize("job", _JOBS)
def test_a_job_does_its_work_for_all_but_the_workspace_that_is_broken(
    ports: Ports, job: str
) -> None:
    for seed in range(5):  # workspaces are taken in an order of chance
        random.seed(seed)
        store = OneBroken(ports.store)
        around = replace(ports, store=store)
        run = {row.name: row.run for row in rows(around, Outbox(around))}[job]
        with pytest.raises(ValueError, match="not a date"):
            run()
        assert store.opened >= SOUND


def test_every_job_that_goes_through_the_workspaces_is_among_those(
    ports: Ports,
) -> None:
    assert [row.name for row in rows(ports, Outbox(ports))] == _JOBS


def _half(number: int) -> int:
    if number == 13:
        raise ValueError(number)
    return number


def _halves(numbers: Sequence[int]) -> int:
    return sum(_half(number) for number in numbers)


def test_what_one_meets_is_raised_once_all_others_have_had_their_turn() -> None:
    done: list[int] = []
    with pytest.raises(ValueError, match="13"):
        each_in_turn([1, 13, 2], lambda one: done.append(_half(one)))
    assert done == [1, 2]
    assert each_in_turn([1, 2], _half) == 3


def test_several_at_once_are_done_each_by_itself_where_one_is_in_trouble() -> None:
    done: list[int] = []

    def run(some: Sequence[int]) -> int:
        total = _halves(some)
        done.extend(some)
        return total

    with pytest.raises(ValueError, match="13"):
        several_at_once([1, 13, 2], run)
    assert done == [1, 2]
    assert several_at_once([3, 4], run) == 7


def test_one_record_that_is_damaged_is_the_trouble_of_its_own_workspace() -> None:
    done = list[str]()

    def run(thing: str) -> int:
        if thing == "damaged":
            raise DamagedRecord("In table flags, the record f1 was changed.")
        done.append(thing)
        return 1

    with pytest.raises(DamagedRecord):
        each_in_turn(["a", "damaged", "z"], run)
    with pytest.raises(DamagedRecord):
        several_at_once(["b", "damaged", "y"], lambda some: sum(map(run, some)))
    assert done == ["a", "z", "b", "b", "y"]


def test_a_store_that_cannot_work_is_nobodys_own_trouble() -> None:
    tried: list[int] = []

    def fail(number: int) -> int:
        tried.append(number)
        raise StoreFault("full")

    with pytest.raises(StoreFault):
        each_in_turn([1, 2, 3], fail)
    assert tried == [1]
