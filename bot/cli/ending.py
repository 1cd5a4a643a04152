"""How a command ends that cannot go on, and what it says of a fault."""

import typer
from slack_sdk.errors import SlackApiError


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
