"""How a command ends that cannot go on, and what it says of a fault."""

import typer
from slack_sdk.errors import SlackApiError

from bot.clock import SystemClock
from bot.ports.store import Store, StoreFault
from bot.usecases.job_watch import is_at_work


def cannot_go_on(sentence: str) -> typer.Exit:
    """Say why on the error stream; what is returned is for the command to raise."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def refused_by_slack(fault: SlackApiError) -> str:
    """Say that Slack refuses the bot, with Slack's word for it, and what to do."""
    return f"Slack refuses the bot: {fault.response['error']}. Run: ectbot doctor"


def reason_of(fault: Exception) -> str:
    """Return what a fault says; of Slack's own, the word that Slack has for it."""
    return str(fault.response["error"] if isinstance(fault, SlackApiError) else fault)


def require_nobody_at_work(store: Store) -> None:
    """Raise StoreFault, with what to do, while a bot is at work on a database.

    A data file needs none of this: whoever has it open has it alone.
    """
    if is_at_work(store, SystemClock().now()):
        raise StoreFault(
            "A bot was at work on this database within the last minute. "
            "Stop it everywhere, wait a minute, and run this again."
        )
