"""Deliver messages: soon after each change, and on the timetable."""

from collections.abc import Callable
from threading import Event, Lock
from time import monotonic

from bot.ports.bundle import Ports
from bot.usecases.delivery.sending import deliver_due

_PASS_SECONDS = 30  # then the next tick goes on; the message in hand may take 40 more
_WAIT_SECONDS = 75


class Outbox:
    """Delivers what is due, one run at a time."""

    def __init__(
        self, ports: Ports, sent: Callable[[int], None] = lambda _messages: None
    ) -> None:
        self._ports = ports
        self._sent = sent  # counts for whoever watches
        self._turn = Lock()
        self._is_stopped = Event()
        self._is_kicked = Event()

    def kick(self) -> None:
        """Have what is due delivered soon, on another thread."""
        if self._is_kicked.is_set():
            return  # a run that has yet to begin will see what was recorded just now
        self._is_kicked.set()
        self._ports.background.run(self.deliver)

    def deliver(self) -> None:
        """Deliver what is due now, once a run under way has ended.

        One that hangs is not waited for longer than it may take: the claims in the
        store keep each message single all the same.
        """
        turn = self._turn
        if not turn.acquire(timeout=_WAIT_SECONDS):
            turn = self._turn = Lock()
            turn.acquire()
        try:
            self._is_kicked.clear()
            until = monotonic() + _PASS_SECONDS
            sent = deliver_due(
                self._ports,
                go_on=lambda: not self._is_stopped.is_set() and monotonic() < until,
            )
            self._sent(sent)
        finally:
            turn.release()

    def stop(self) -> None:
        """Take up no more messages; the one in hand is finished.

        One that has been taken up and not finished is found again, by its key, at the
        next start.
        """
        self._is_stopped.set()
