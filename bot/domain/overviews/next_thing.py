"""The one next thing for somebody to do, out of all that waits (R2, R7, R8)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar


class NextKind(StrEnum):
    """What can wait for somebody, the most pressing first.

    A person's question comes before the calendar's, and what was before what will be.
    """

    CORRECTION = "correction"  # the ECT says: not quite
    FLAG = "flag"  # sessions outside teaching hours
    MET = "met"  # did you meet?
    CONFIRM = "confirm"  # is this right?
    LOOK = "look"  # ECTs whose mentoring needs a look
    UNPLANNED = "unplanned"  # nothing is planned for this week
    COMING = "coming"  # nothing to do: the next session


class Waiting(Protocol):
    """Something that could be next."""

    @property
    def kind(self) -> NextKind:
        """What it is."""
        ...

    @property
    def since(self) -> datetime:
        """When it began to wait, or is to come."""
        ...


W = TypeVar("W", bound=Waiting)
_ORDER = {kind: number for number, kind in enumerate(NextKind)}


def first_of(waiting: Iterable[W]) -> W | None:
    """Return what is to be done first: by kind, then what has waited longest."""
    return min(waiting, key=lambda one: (_ORDER[one.kind], one.since), default=None)
