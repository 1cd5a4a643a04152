"""The timetable at work, with real threads and jobs that really go wrong."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from threading import Event
from time import monotonic

import apscheduler.schedulers.base
import pytest

from bot.domain.kernel.record import MACHINE
from bot.domain.operations.heartbeats import Heartbeat, Trouble
from bot.ports.bundle import Ports
from bot.ports.kinds import HEARTBEATS
from bot.ports.store import StoreFault
from bot.sandbox.clock import MovableClock
from scheduler.job import Row
from scheduler.outbox import Outbox
from scheduler.timetable import Timetable, rows
from tests.scheduler.waiting import until

OFTEN = 0.05


class Tally:
    """Counts its runs; goes wrong in the way that the test says."""

    def __init__(self, going_wrong: Callable[[int], object] = lambda _: None) -> None:
        self.runs = 0
        self._going_wrong = going_wrong

    def __call__(self) -> None:
        self.runs += 1
        self._going_wrong(self.runs)

    def runs_on(self) -> None:
        """Wait until it has run a few times more."""
        reached = self.runs + 3
        until(lambda: self.runs >= reached)


@contextmanager
def at_work(ports: Ports, *jobs: Row) -> Iterator[Timetable]:
    timetable = Timetable(jobs, ports, look_every_seconds=OFTEN)
    timetable.start()
    try:
        yield timetable
    finally:
        timetable.stop(monotonic() + 300)


def kept(ports: Ports, job: str) -> Heartbeat | None:
    with ports.store.reading(MACHINE) as records:
        return records.get(HEARTBEATS, job)


def in_trouble(ports: Ports, job: str, trouble: Trouble) -> Callable[[], bool]:
    def is_so() -> bool:
        found = kept(ports, job)
        return found is not None and found.trouble is trouble

    return is_so


def test_every_job_has_its_heartbeat_in_the_store_and_none_is_a_workspace(
    ports: Ports,
) -> None:
    timetable = Timetable(rows(ports, Outbox(ports)), ports, look_every_seconds=OFTEN)
    timetable.start()
    until(lambda: kept(ports, "deliver"))
    timetable.stop(monotonic() + 300)
    with ports.store.reading(MACHINE) as records:
        names = {heartbeat.job for heartbeat in records.every(HEARTBEATS)}
    assert names == {row.name for row in rows(ports, Outbox(ports))}
    assert ports.store.teams() == []


def test_a_job_that_throws_runs_again_and_so_do_the_others(ports: Ports) -> None:
    bad, good = Tally(lambda _: 1 // 0), Tally()
    with at_work(
        ports, Row("bad", bad, OFTEN, 60), Row("good", good, OFTEN, 60)
    ) as timetable:
        until(in_trouble(ports, "bad", Trouble.THREW))
        bad.runs_on()
        good.runs_on()
        is_well, jobs = timetable.health()
    found = kept(ports, "bad")
    assert found
    assert found.fault == "ZeroDivisionError"
    assert not is_well
    assert jobs["good"]["trouble"] is None


def test_a_job_that_hangs_is_found_and_the_next_run_takes_place(ports: Ports) -> None:
    let_go, ended = Event(), Event()

    def hang(run: int) -> None:
        if run == 1:
            let_go.wait(300)
            ended.set()

    hung, good = Tally(hang), Tally()
    with at_work(ports, Row("hung", hung, OFTEN, 0.3), Row("good", good, OFTEN, 60)):
        until(lambda: hung.runs)
        good.runs_on()
        until(in_trouble(ports, "hung", Trouble.HANGS))
        hung.runs_on()
        assert not ended.is_set()
        good.runs_on()
    let_go.set()
    until(ended.is_set)


def test_a_heartbeat_is_kept_once_a_minute_and_at_once_when_something_goes_wrong(
    ports: Ports,
) -> None:
    may_throw = Event()
    job = Tally(lambda _: 1 // 0 if may_throw.is_set() else None)
    with at_work(ports, Row("soup", job, OFTEN, 60)):
        until(lambda: (found := kept(ports, "soup")) and found.well_since)
        before = kept(ports, "soup")
        job.runs_on()
        assert kept(ports, "soup") == before
        may_throw.set()
        until(in_trouble(ports, "soup", Trouble.THREW))


def test_a_job_that_there_is_no_more_leaves_no_heartbeat(ports: Ports) -> None:
    with at_work(ports, Row("old", Tally(), OFTEN, 60)):
        until(lambda: kept(ports, "old"))
    with at_work(ports, Row("new", Tally(), OFTEN, 60)):
        until(lambda: kept(ports, "new"))
    assert kept(ports, "old") is None


def test_jobs_run_on_when_the_wall_clock_is_set_back_an_hour(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Tally()
    with at_work(ports, Row("soup", job, OFTEN, 60)):
        job.runs_on()
        _set_clock_of_apscheduler(monkeypatch, timedelta(hours=-1))
        job.runs_on()
        found = kept(ports, "soup")
    assert found
    assert found.trouble is None


@pytest.mark.parametrize("days", [7, 20_000])
def test_jobs_run_on_after_a_week_asleep_each_once_for_all_that_it_missed(
    ports: Ports, clock: MovableClock, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    often, rare = Tally(), Tally()
    with at_work(
        ports, Row("often", often, OFTEN, 60), Row("rare", rare, 60 * 60, 60)
    ) as timetable:
        often.runs_on()
        assert rare.runs == 0
        clock.move_to(clock.now() + timedelta(days=days))
        _set_clock_of_apscheduler(monkeypatch, timedelta(days=days))
        until(lambda: rare.runs)
        often.runs_on()
        is_well, _jobs = timetable.health()
    assert rare.runs == 1
    assert is_well


def test_a_store_that_cannot_keep_a_heartbeat_stops_no_job_and_is_not_well(
    ports: Ports, caplog: pytest.LogCaptureFixture
) -> None:
    job = Tally()
    with (
        caplog.at_level(logging.ERROR),
        at_work(ports, Row("soup", job, OFTEN, 60)) as timetable,
    ):
        until(lambda: kept(ports, "soup"))
        ports.store.close()
        until(
            lambda: any(
                StoreFault.__name__ in getattr(record, "fault", "")
                for record in caplog.records
            )
        )
        job.runs_on()
        assert not timetable.health()[0]


def _set_clock_of_apscheduler(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Have APScheduler, which reads the wall clock itself, read another."""

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Shifted":
            return super().now(tz) + by

    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", Shifted)
