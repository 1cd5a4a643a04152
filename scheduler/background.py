"""Background threads for short tasks that wait on Slack."""

import logging
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Condition, Thread
from time import monotonic

from bot.usecases.kernel.faults import told_fault

log = logging.getLogger(__name__)

_THREADS = 4
_READERS = 2


class _Lane:
    """Threads that share a queue; what is in one lane never waits for another's."""

    def __init__(self, name: str, most: int) -> None:
        self.name = name
        self.most = most
        self.waiting: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self.threads: list[Thread] = []
        self.under_way = 0


class Background:
    """Runs what waits on Slack, away from the ack path.

    Its threads are daemons, unlike those of Python's own pools, which the end of the
    process waits for: Slack may take ten seconds, and a stop at most five.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._short = _Lane("errand", _THREADS)
        self._reading = _Lane("reading", _READERS)

    def run(self, errand: Callable[[], object]) -> None:
        """Run *errand* soon; a fault is logged by its kind."""
        self._take(errand, self._short)

    def read(self, errand: Callable[[], object]) -> None:
        """Run what reads a person's file: it can take long, and has its own threads."""
        self._take(errand, self._reading)

    def _take(self, errand: Callable[[], object], lane: _Lane) -> None:
        with self._changed:
            lane.under_way += 1
            if len(lane.threads) < min(lane.most, lane.under_way):
                name = f"{lane.name} {len(lane.threads) + 1}"
                work = partial(self._work, lane)
                lane.threads.append(Thread(target=work, name=name, daemon=True))
                lane.threads[-1].start()
        lane.waiting.put(errand)

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        with self._changed:
            return not self._is_at_work()

    def stop(self, until: float) -> None:
        """Wait for what is under way, until a steady moment, and end the threads."""
        with self._changed:
            self._changed.wait_for(
                lambda: not self._is_at_work(), max(0, until - monotonic())
            )
            for lane in (self._short, self._reading):
                for _ in lane.threads:
                    lane.waiting.put(None)

    def _is_at_work(self) -> bool:
        return bool(self._short.under_way or self._reading.under_way)

    def _work(self, lane: _Lane) -> None:
        while (errand := lane.waiting.get()) is not None:
            self._do(errand, lane)

    def _do(self, errand: Callable[[], object], lane: _Lane) -> None:
        try:
            errand()
        except Exception as fault:  # noqa: BLE001 - nobody waits for it; the log does
            told = {"fault": told_fault(fault)}
            log.warning("an errand to Slack came to nothing", extra=told)
        finally:
            with self._changed:
                lane.under_way -= 1
                self._changed.notify_all()
