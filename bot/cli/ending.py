"""How a command ends that cannot go on, and what it says of a fault."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

import typer
from slack_sdk.errors import SlackApiError

from bot.clock import SystemClock
from bot.config import BadSettings
from bot.keys import BadKey
from bot.ports.store import Store, StoreFault
from bot.usecases.operations.job_watch import is_at_work


def cannot_go_on(sentence: str) -> typer.Exit:
    """Say why on the error stream; what is returned is for the command to raise."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


@contextmanager
def faults_in_words(*others: type[Exception], first: str = "") -> Iterator[None]:
    """End the command with what is wrong, said in words behind *first*.

    It is said of settings, keys and records, and of *others*.
    """
    told: tuple[type[Exception], ...] = (BadSettings, BadKey, StoreFault, *others)
    try:
        yield
    except told as fault:
        raise cannot_go_on(f"{first}{reason_of(fault)}") from None


def without_slack(fault: SlackApiError | OSError) -> str:
    """Say that Slack refuses the bot, or cannot be reached, and what to do."""
    refuses = isinstance(fault, SlackApiError)
    what = "Slack refuses the bot" if refuses else "Slack cannot be reached"
    return f"{what}: {reason_of(fault)}. Run: ectbot doctor"


def reason_of(fault: Exception) -> str:
    """Return what a fault says: Slack's word for it, or the system's and the file."""
    if isinstance(fault, SlackApiError):
        return str(fault.response["error"])
    if isinstance(fault, URLError):  # an OSError that is only a wrapping
        inner = fault.reason
        return reason_of(inner) if isinstance(inner, Exception) else str(inner)
    if isinstance(fault, OSError) and fault.strerror:
        file = f" ({fault.filename})" if fault.filename is not None else ""
        return f"{fault.strerror}{file}"
    return str(fault)


def refused_port(port: int, fault: OSError) -> str:
    """Say why a port cannot be listened on."""
    if fault.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program."
    return f"Port {port} cannot be used: {reason_of(fault)}."


def require_nobody_at_work(store: Store) -> None:
    """Raise StoreFault, with what to do, while a bot is at work on a database.

    A data file needs none of this: whoever has it open has it alone.
    """
    if is_at_work(store, SystemClock().now()):
        raise StoreFault(
            "A bot was at work on this database within the last minute. "
            "Stop it everywhere, wait a minute, and run this again."
        )
