"""Stop a command that runs until Ctrl+C."""

import logging
import os
import signal
from collections.abc import Callable
from threading import Event, Thread

import typer

from bot.usecases.kernel.faults import told_fault

_END_SECONDS = 4.5
_LISTEN_SECONDS = 0.5

log = logging.getLogger(__name__)


def stop_asked_for() -> Event:
    """Return what is set when somebody asks the process to end.

    Until then such a signal ends it at once, which loses nothing: a start that waits on
    Slack is not waited for.
    """
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    return stop


def wait_for(stop: Event) -> None:
    """Wait until that is set, in short steps.

    On Windows no Ctrl+C is heard during a long one (cpython issue 80116, up to 3.13).
    """
    while not stop.wait(_LISTEN_SECONDS):
        pass


def end(*steps: Callable[[], object]) -> None:
    """Take the steps of stopping; what hangs is not waited for beyond some seconds."""
    ended = Event()

    def take() -> None:
        for step in steps:
            try:
                step()
            except Exception as fault:  # noqa: BLE001 - the other steps are still owed
                log.warning("stopping met a fault", extra={"fault": told_fault(fault)})
        ended.set()

    Thread(target=take, name="stop", daemon=True).start()
    if not ended.wait(_END_SECONDS):
        typer.echo("ECT Bot has ended without waiting for what hangs.", err=True)
        os._exit(1)  # where sys.exit would wait for it
