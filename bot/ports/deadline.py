"""How long the current caller still waits: set at the door, heeded by the store.

Slack waits three seconds for an acknowledgement. A store that is slower than that must
give up first, so that the person is told instead of seeing nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

_SINCE: ContextVar[float | None] = ContextVar("since", default=None)
_UNTIL: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def answering_within(seconds: float) -> Iterator[None]:
    """Have what is done here give up after so many seconds."""
    token = _UNTIL.set(monotonic() + seconds)
    try:
        yield
    finally:
        _UNTIL.reset(token)


@contextmanager
def asked_at(moment: float) -> Iterator[None]:
    """Have what is done here know since when, steadily, somebody waits for it."""
    token = _SINCE.set(moment)
    try:
        yield
    finally:
        _SINCE.reset(token)


def waited_seconds() -> float:
    """Return how long whoever is to be answered here has waited in line already."""
    since = _SINCE.get()
    return 0.0 if since is None else monotonic() - since


def seconds_left() -> float | None:
    """Return the seconds that an answer may still take, or None where nobody waits."""
    until = _UNTIL.get()
    return None if until is None else max(0.0, until - monotonic())
