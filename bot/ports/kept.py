"""Which kinds of records were saved in this call, for a truthful error message.

A fault can come after a unit of work was made durable: then "nothing was changed" is
not so. A store notes what it has kept; whoever answers a person looks.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_KEPT: ContextVar[set[str] | None] = ContextVar("kept", default=None)


@contextmanager
def noting_kept() -> Iterator[set[str]]:
    """Yield the names of the kinds that are kept here, as they come."""
    kept = set[str]()
    token = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(token)


def note_kept(kinds: Iterable[str]) -> None:
    """Note that records of these kinds were made durable."""
    kept = _KEPT.get()
    if kept is not None:
        kept.update(kinds)
