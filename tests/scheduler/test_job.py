"""One job, rung for by hand, with a steady clock that the test moves."""

import logging
from collections.abc import Callable, Iterator
from threading import Event, Thread
from time import monotonic

import pytest

from bot.domain.operations.heartbeats import WELL_AFTER_SECONDS, Trouble
from bot.ports.bundle import Ports
from scheduler.job import Job, Row
from scheduler.uptime_clock import UptimeClock
from tests.scheduler.waiting import until

WEEK_SECONDS = 7 * 24 * 60 * 60.0


class HandClock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Watched:
    """A job that runs every minute and must end within one, and who looks at it."""

    def __init__(
        self, ports: Ports, run: Callable[[], object], every_seconds: float = 60
    ) -> None:
        self.hand = HandClock()
        self.awake = UptimeClock(10, self.hand)
        self.job = Job(Row("soup", run, every_seconds, 60), ports, self.awake)

    def pass_seconds(self, seconds: float) -> None:
        """Let time pass while the watch looks every five seconds."""
        while seconds > 0:
            self.hand.seconds += min(5, seconds)
            seconds -= 5
            self.awake.look()
            self.job.look()

    def run(self) -> None:
        ended = self.job.heartbeat().ended_at
        self.job.ring()
        until(lambda: self.job.heartbeat().ended_at != ended)

    def trouble(self) -> Trouble | None:
        return self.job.heartbeat().trouble


class Gate:
    """Work that takes until the test lets it go on."""

    def __init__(self) -> None:
        self.runs = 0
        self.ended = 0
        self.open = Event()

    def __call__(self) -> None:
        self.runs += 1
        self.open.wait(60)
        self.ended += 1


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open.set()
    until(lambda: made.ended == made.runs)


class Moods:
    """Work that goes as the test says."""

    def __init__(self) -> None:
        self.fault: BaseException | None = None

    def __call__(self) -> None:
        if self.fault is not None:
            raise self.fault


def test_a_run_that_goes_well_leaves_when_it_began_and_ended(ports: Ports) -> None:
    watched = Watched(ports, lambda: None)
    watched.run()
    heartbeat = watched.job.heartbeat()
    assert heartbeat.began_at
    assert heartbeat.ended_at
    assert heartbeat.began_at <= heartbeat.ended_at
    assert (heartbeat.fault, heartbeat.trouble) == (None, None)


def test_a_fault_is_kept_and_logged_by_type_and_reference_without_its_words(
    ports: Ports, caplog: pytest.LogCaptureFixture
) -> None:
    moods = Moods()
    moods.fault = KeyError("what somebody wrote")
    watched = Watched(ports, moods)
    with caplog.at_level(logging.WARNING):
        watched.run()
    heartbeat = watched.job.heartbeat()
    assert (heartbeat.fault, heartbeat.trouble) == ("KeyError", Trouble.THREW)
    assert heartbeat.reference == "reference-1"
    told = caplog.records[-1].__dict__
    assert (told["reference"], told["job"]) == ("reference-1", "soup")
    assert told["fault"].startswith("KeyError at ")
    assert "somebody" not in caplog.text


def test_even_a_thread_that_is_told_to_exit_is_a_fault(ports: Ports) -> None:
    moods = Moods()
    moods.fault = SystemExit()
    watched = Watched(ports, moods)
    watched.run()
    assert watched.job.heartbeat().fault == "SystemExit"


def test_a_job_is_well_again_after_ten_minutes_of_good_runs(ports: Ports) -> None:
    moods = Moods()
    watched = Watched(ports, moods)
    moods.fault = ValueError()
    watched.run()
    began = watched.job.heartbeat().since
    moods.fault = None
    watched.run()
    watched.pass_seconds(WELL_AFTER_SECONDS / 2)
    assert watched.trouble() is Trouble.THREW
    moods.fault = ValueError()
    watched.run()
    assert watched.job.heartbeat().since == began  # one spell, told of once
    moods.fault = None
    watched.run()
    for _ in range(WELL_AFTER_SECONDS // 60 + 1):
        watched.pass_seconds(60)
        watched.run()
    assert watched.trouble() is None
    assert watched.job.heartbeat().well_since


def test_a_daily_job_is_tried_again_soon_after_a_fault_and_then_later_each_time(
    ports: Ports,
) -> None:
    moods = Moods()
    moods.fault = ValueError()
    watched = Watched(ports, moods, every_seconds=24 * 60 * 60)
    watched.run()
    for minutes in (5, 10, 20):
        watched.pass_seconds(minutes * 60)
        assert not watched.job.look()
        watched.pass_seconds(5)
        assert watched.job.look()
        watched.run()
    moods.fault = None
    watched.run()
    watched.pass_seconds(WELL_AFTER_SECONDS)
    assert watched.trouble() is None
    watched.pass_seconds(2 * 60 * 60)
    assert not watched.job.look()  # its next run is tomorrow's


def test_a_job_that_only_stops_throwing_is_not_well(ports: Ports) -> None:
    moods = Moods()
    moods.fault = ValueError()
    watched = Watched(ports, moods)
    watched.run()
    watched.pass_seconds(2 * WELL_AFTER_SECONDS)
    assert watched.trouble() is not None


def test_a_run_does_not_begin_while_one_is_under_way(ports: Ports, gate: Gate) -> None:
    watched = Watched(ports, gate)
    ringing = [Thread(target=watched.job.ring) for _ in range(20)]
    for thread in ringing:
        thread.start()
    for thread in ringing:
        thread.join()
    until(lambda: gate.runs)
    gate.open.set()
    until(lambda: gate.ended)
    assert gate.runs == 1


def test_a_run_that_hangs_is_trouble_and_the_next_one_takes_place(
    ports: Ports, gate: Gate
) -> None:
    watched = Watched(ports, gate)
    watched.job.ring()
    watched.pass_seconds(60)
    assert watched.trouble() is None
    watched.job.ring()
    watched.pass_seconds(5)
    assert watched.trouble() is Trouble.HANGS
    assert watched.job.heartbeat().ended_at is None
    watched.job.ring()
    until(lambda: gate.runs == 2)


def test_runs_that_hang_do_not_pile_up_for_ever(ports: Ports, gate: Gate) -> None:
    watched = Watched(ports, gate)
    for _ in range(10):
        watched.job.ring()
        watched.pass_seconds(70)
    assert gate.runs == 3
    watched.pass_seconds(10 * 60)
    assert watched.trouble() is Trouble.SILENT


def test_a_run_that_hung_and_ended_after_all_is_no_good_news(
    ports: Ports, gate: Gate
) -> None:
    watched = Watched(ports, gate)
    watched.job.ring()
    watched.pass_seconds(70)
    gate.open.set()
    until(lambda: watched.job.heartbeat().ended_at)
    assert watched.trouble() is Trouble.HANGS
    assert watched.job.heartbeat().well_since is None


def test_a_run_that_ends_after_its_limit_is_trouble_though_nobody_looked(
    ports: Ports, gate: Gate
) -> None:
    watched = Watched(ports, gate)
    watched.job.ring()
    watched.pass_seconds(59)
    watched.hand.seconds += 4
    gate.open.set()
    until(lambda: watched.job.heartbeat().ended_at)
    assert watched.trouble() is Trouble.OVERRAN


def test_a_job_that_is_never_rung_for_is_due_soon_and_then_in_trouble(
    ports: Ports,
) -> None:
    watched = Watched(ports, lambda: None)
    watched.pass_seconds(60)
    assert not watched.job.look()
    watched.pass_seconds(5)
    assert watched.job.look()
    assert watched.trouble() is None
    watched.pass_seconds(5 * 60)
    assert watched.trouble() is Trouble.SILENT


def test_a_week_asleep_is_no_trouble_even_in_the_middle_of_a_run(
    ports: Ports, gate: Gate
) -> None:
    watched = Watched(ports, gate)
    watched.job.ring()
    watched.pass_seconds(20)
    watched.hand.seconds += WEEK_SECONDS  # as a clock does that counts sleep
    watched.pass_seconds(5)
    assert watched.trouble() is None
    gate.open.set()
    until(lambda: watched.job.heartbeat().ended_at)
    watched.hand.seconds += WEEK_SECONDS
    watched.pass_seconds(5)
    assert watched.trouble() is None


def test_stopping_waits_for_the_run_in_hand_and_lets_no_other_begin(
    ports: Ports, gate: Gate
) -> None:
    watched = Watched(ports, gate)
    watched.job.ring()
    until(lambda: gate.runs)
    stopping = Thread(target=watched.job.stop, args=(monotonic() + 300,))
    stopping.start()
    gate.open.set()
    stopping.join(300)
    assert not stopping.is_alive()
    assert gate.ended == 1
    watched.job.ring()
    assert gate.runs == 1


def test_stopping_does_not_wait_for_a_run_that_hangs(ports: Ports, gate: Gate) -> None:
    watched = Watched(ports, gate)
    watched.job.ring()
    watched.pass_seconds(70)
    began = monotonic()
    watched.job.stop(began + 300)
    assert monotonic() - began < 60
    assert gate.ended == 0
