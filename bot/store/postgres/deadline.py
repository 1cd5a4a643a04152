"""Connections to PostgreSQL that give up in time, whatever the server does.

The server's own time-outs do not help where the server has stopped, or the network
takes packets and brings none: then only this side can give up.
"""

from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from sqlalchemy import Engine, event

from bot.ports.deadline import seconds_left

T = TypeVar("T")

LONGEST_SECONDS = 20.0  # for one statement, where nobody waits for an answer
CONNECT_SECONDS = 5.0
_LEAST_SECONDS = 0.05
_LEAST_TO_CONNECT_SECONDS = 1.0
TOO_SLOW = "it took too long"


class DeadlineConnection(psycopg.Connection[Any]):
    """A connection that is closed once an answer comes too late to be of use."""

    def wait(
        self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None
    ) -> T:
        """Wait for the server, but not for ever."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        most = max(_seconds(), _LEAST_SECONDS)
        until = monotonic() + most
        try:
            return super().wait(gen, interval, most)
        except psycopg.OperationalError:
            if monotonic() < until:
                raise
            self.pgconn.finish()  # nobody can tell where the conversation stands
            raise psycopg.OperationalError(TOO_SLOW) from None


def keep_deadlines(engine: Engine) -> None:
    """Have all connections of a pool be of this kind."""

    @event.listens_for(engine, "do_connect")
    def _connect(
        _dialect: object, _record: object, given: Any, named: dict[str, Any]
    ) -> DeadlineConnection:
        seconds = min(_seconds(), CONNECT_SECONDS)
        if seconds < _LEAST_TO_CONNECT_SECONDS:
            raise psycopg.OperationalError(TOO_SLOW)
        patience = {"connect_timeout": int(seconds)}  # two at the least, says psycopg
        return DeadlineConnection.connect(*given, **{**named, **patience})


def _seconds() -> float:
    left = seconds_left()
    return LONGEST_SECONDS if left is None else left
