"""Short errands that wait on Slack, on threads that keep nobody from ending."""

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Condition, Thread
from time import monotonic

from bot.usecases.faults import told_fault

log = logging.getLogger(__name__)

_THREADS = 4


class Errands:
    """Runs what waits on Slack, away from the ack path.

    Its threads are daemons, unlike those of Python's own pools, which the end of the
    process waits for: Slack may take ten seconds, and a stop at most five.
    """

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._changed = Condition()
        self._under_way = 0

    def run(self, errand: Callable[[], object]) -> None:
        """Run *errand* soon; a fault is logged by its kind."""
        with self._changed:
            self._under_way += 1
            if len(self._threads) < min(_THREADS, self._under_way):
                name = f"errand {len(self._threads) + 1}"
                self._threads.append(Thread(target=self._work, name=name, daemon=True))
                self._threads[-1].start()
        self._waiting.put(errand)

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        with self._changed:
            return not self._under_way

    def stop(self, until: float) -> None:
        """Wait for what is under way, until a steady moment, and end the threads."""
        with self._changed:
            self._changed.wait_for(
                lambda: not self._under_way, max(0, until - monotonic())
            )
            for _ in self._threads:
                self._waiting.put(None)

    def _work(self) -> None:
        while (errand := self._waiting.get()) is not None:
            self._do(errand)

    def _do(self, errand: Callable[[], object]) -> None:
        try:
            errand()
        except Exception as fault:  # noqa: BLE001 - nobody waits for it; the log does
            told = {"fault": told_fault(fault)}
            log.warning("an errand to Slack came to nothing", extra=told)
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()
