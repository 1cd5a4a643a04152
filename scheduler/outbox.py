"""Having notices delivered: soon after each change, and again on the timetable."""

import logging
from threading import Lock

from bot.ports.bundle import Ports
from bot.usecases.delivery import deliver_due

log = logging.getLogger(__name__)


class Outbox:
    """Delivers what is due, one run at a time."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._running = Lock()

    def kick(self) -> None:
        """Have what is due delivered soon, on another thread."""
        self._ports.background.run(self.deliver)

    def deliver(self) -> None:
        """Deliver what is due now."""
        with self._running:
            deliver_due(self._ports)
