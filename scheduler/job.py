"""One periodic job: its runs, one at a time, and how they go."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Thread
from time import monotonic

from bot.domain.operations.heartbeats import (
    SILENT_AFTER_INTERVALS,
    Condition,
    Heartbeat,
    Trouble,
)
from bot.ports.bundle import Ports
from bot.usecases.kernel.faults import told_fault
from scheduler.uptime_clock import UptimeClock

log = logging.getLogger(__name__)

_MOST_AT_ONCE = 3  # runs that hang are left behind, but not for ever more of them
_FIRST_WITHIN_SECONDS = 60  # of the start, however rarely a job runs
_MOST_JITTER_SECONDS = 5.0
_AGAIN_WITHIN_SECONDS = 5 * 60  # of a bad run, and twice that after the next
_MOST_DOUBLINGS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A job as the timetable has it."""

    name: str
    run: Callable[[], object]  # to be run again at any moment without harm
    every_seconds: float
    within_seconds: float  # a run that takes longer is in trouble

    @property
    def jitter_seconds(self) -> float:
        """How much later a run may begin, so that jobs do not all begin at once."""
        return min(_MOST_JITTER_SECONDS, self.every_seconds / 5)


@dataclass(slots=True)
class _Run:
    began_at: datetime
    began: float  # in awake seconds
    is_given_up: bool = False
    thread: Thread | None = None


class Job:
    """Runs a row when it is rung for, on a thread of its own; nothing is raised.

    A run that hangs past its limit is left behind, so that the next one can take place.
    The threads are daemons: none of them keeps the process from ending.
    """

    def __init__(self, row: Row, ports: Ports, awake: UptimeClock) -> None:
        self.row = row
        self._ports = ports
        self._awake = awake
        self._lock = Lock()
        self._runs: list[_Run] = []
        self._is_stopped = False
        self._condition = Condition()
        self._began_at: datetime | None = None
        self._ended_at: datetime | None = None
        self._ended: float | None = None
        self._fault: str | None = None
        self._reference: str | None = None
        self._bad_running = 0  # runs since the last good one
        self._stirred = awake.seconds()  # when a run last began, ended or was left

    def ring(self) -> None:
        """Begin a run, unless there is one."""
        run = self._begun()
        if run is None:
            return
        run.thread = Thread(
            target=self._do, args=(run,), name=f"job {self.row.name}", daemon=True
        )
        try:
            run.thread.start()
        except RuntimeError as fault:  # the machine has no thread left
            self._end(run, fault)

    def look(self) -> bool:
        """See how the job is; whether a run should have begun, and has not."""
        with self._lock:
            awake, now = self._awake.seconds(), self._ports.clock.now()
            for run in self._runs:
                late = awake - run.began > self.row.within_seconds
                if late and not run.is_given_up:
                    run.is_given_up = True
                    self._stirred = awake
                    self._went_wrong(Trouble.HANGS, now)
            quiet = 0.0 if self._at_work() else awake - self._stirred
            longest = self.row.every_seconds * SILENT_AFTER_INTERVALS
            if quiet > longest + _MOST_JITTER_SECONDS:
                self._worsen(Trouble.SILENT, now)
            self._condition = self._condition.settled(awake)
            wait = 2 * self.row.every_seconds + self.row.jitter_seconds
            if self._began_at is None:
                wait = min(wait, _FIRST_WITHIN_SECONDS)
            if self._bad_running:  # one that runs once a day is not in trouble for one
                doublings = min(self._bad_running - 1, _MOST_DOUBLINGS)
                wait = min(wait, _AGAIN_WITHIN_SECONDS * 2**doublings)
            return quiet > wait

    def heartbeat(self) -> Heartbeat:
        """Return how the job is now, to be kept."""
        with self._lock:
            return Heartbeat(
                job=self.row.name,
                seen_at=self._ports.clock.now(),
                began_at=self._began_at,
                ended_at=self._ended_at,
                fault=self._fault,
                reference=self._reference,
                trouble=self._condition.trouble,
                since=self._condition.since,
                well_since=self._condition.well_since,
            )

    def health(self) -> dict[str, object]:
        """Return the age of the last end, and the trouble, for whoever monitors."""
        with self._lock:
            age = None
            if self._ended is not None:
                age = round(self._awake.seconds() - self._ended, 1)
            trouble = self._condition.trouble
            return {
                "ended_seconds_ago": age,
                "trouble": trouble.value if trouble else None,
            }

    def stop(self, until: float) -> None:
        """Begin no more runs; wait for the one under way, until a steady moment."""
        with self._lock:
            self._is_stopped = True
            waited_for = [run.thread for run in self._runs if not run.is_given_up]
        for thread in waited_for:
            if thread is not None:
                thread.join(max(0, until - monotonic()))

    def _begun(self) -> _Run | None:
        with self._lock:
            full = len(self._runs) >= _MOST_AT_ONCE
            if self._is_stopped or full or self._at_work():
                return None
            run = _Run(self._ports.clock.now(), self._awake.seconds())
            self._runs.append(run)
            self._began_at, self._stirred = run.began_at, run.began
            return run

    def _do(self, run: _Run) -> None:
        caught: BaseException | None = None
        try:
            self.row.run()
        except BaseException as fault:  # noqa: BLE001 - the thread's own; it ends here
            caught = fault
        self._end(run, caught)

    def _end(self, run: _Run, fault: BaseException | None) -> None:
        with self._lock:
            self._runs.remove(run)
            if self._is_stopped:
                return  # the store may be closed: what was cut short is no trouble
            now, awake = self._ports.clock.now(), self._awake.seconds()
            self._ended_at, self._ended, self._stirred = now, awake, awake
            self._fault = type(fault).__name__ if fault else None
            self._reference = self._noted(fault) if fault else None
            if fault:
                self._went_wrong(Trouble.THREW, now)
            elif run.is_given_up:
                return  # it was bad news already, and is no good news
            elif awake - run.began > self.row.within_seconds:
                self._went_wrong(Trouble.OVERRAN, now)
            else:
                self._bad_running = 0
                self._condition = self._condition.after_good(now)

    def _noted(self, fault: BaseException) -> str:
        reference = self._ports.new_id()
        told = {"job": self.row.name, "fault": told_fault(fault)}
        log.error("a job met a fault", extra=told | {"reference": reference})
        return reference

    def _went_wrong(self, trouble: Trouble, now: datetime) -> None:
        self._bad_running += 1
        self._worsen(trouble, now)

    def _worsen(self, trouble: Trouble, now: datetime) -> None:
        awake = self._awake.seconds()
        self._condition = self._condition.after_bad(trouble, now, awake)

    def _at_work(self) -> bool:
        return any(not run.is_given_up for run in self._runs)
