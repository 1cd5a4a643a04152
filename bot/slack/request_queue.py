"""Queue of web requests; remembers when each one arrived."""

from time import monotonic
from typing import Any

from waitress.task import ThreadedTaskDispatcher

from bot.ports.deadline import asked_at


class RequestQueue(ThreadedTaskDispatcher):  # type: ignore[misc]  # the library has no types
    """Has some threads answer, first come, first served."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.set_thread_count(threads)

    def add_task(self, task: Any) -> None:
        """Let a request stand in line."""
        super().add_task(_Waiting(task))


class _Waiting:
    def __init__(self, request: Any) -> None:
        self._request = request
        self._since = monotonic()

    def service(self) -> None:
        with asked_at(self._since):
            self._request.service()

    def cancel(self) -> None:
        self._request.cancel()
