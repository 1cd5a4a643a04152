"""Waiting for what must come true, with a deadline."""

import time
from collections.abc import Callable


def until(is_true: Callable[[], object], *, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.01)
