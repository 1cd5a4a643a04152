"""Read uploaded files in a process of their own, which is stopped if it takes long.

A small file can keep a parser busy for very long, and nothing can end a thread. So what
people upload is read where it can be ended, and nobody else waits for it.
"""

import logging
import multiprocessing
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from bot.domain.kernel.errors import Refusal
from bot.ports.files import NotFetched

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

READING_SECONDS = 20.0  # the longest list of people takes two on a slow machine
_MOST_MEMORY_BYTES = 1 << 30
# Never a copy of this process: it would hold its locks and its data file.
_PROCESSES = multiprocessing.get_context("spawn")
_TOO_LONG = (
    "Reading this file took too long, so I stopped, and nothing was changed. Please "
    "export only what is needed, and upload that."
)


class ReadingFailed(Exception):
    """A reader met a fault of its own; str() is the fault's kind, and no words."""


def read_apart(read: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
    """Return what *read*, a function at the top of its module, makes of a file.

    Raises the refusals of *read*, NotFetched where it takes more than 20 seconds or a
    gigabyte, and ReadingFailed.
    """
    return read_within(READING_SECONDS, read, args, named)


def read_within(
    seconds: float,
    read: Callable[..., R],
    args: tuple[Any, ...],
    named: Mapping[str, Any] = {},
) -> R:
    """Do as `read_apart` within so many *seconds*."""
    receives, sends = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(
        target=_answer, args=(sends, read, args, named), daemon=True
    )
    process.start()
    sends.close()  # the other process has its own, and this one hears when that goes
    try:
        if not receives.poll(seconds):
            raise _too_long("time")
        found: R | Refusal | ReadingFailed = receives.recv()
    except EOFError:  # it was ended, as the kernel does for want of memory
        raise _too_long("memory") from None
    finally:
        process.kill()
        process.join()
        receives.close()
    if isinstance(found, Refusal | ReadingFailed):
        raise found
    return found


def _answer(
    sends: Connection, read: Callable[..., Any], args: Any, named: Mapping[str, Any]
) -> None:
    """Read, in the other process, and send what came of it."""
    _limit_memory()
    try:
        found = read(*args, **named)
    except Refusal as refusal:
        found = refusal
    except MemoryError:
        return  # heard as an end without an answer
    except Exception as fault:  # noqa: BLE001 - told by its kind; its text may quote
        found = ReadingFailed(type(fault).__name__)
    sends.send(found)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    limit = (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES)
    # Where it may not (a service's filter) or a lower one holds, time is the limit.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, limit)


def _too_long(of: str) -> NotFetched:
    log.warning("reading a file was ended", extra={"limit": of})
    return NotFetched(_TOO_LONG)
