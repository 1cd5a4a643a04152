"""How a command ends that cannot go on, and what it says of a fault."""

import typer
from slack_sdk.errors import SlackApiError


def cannot_go_on(sentence: str) -> typer.Exit:
    """Say why on the error stream; what is returned is for the command to raise."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def reason_of(fault: Exception) -> str:
    """Return what a fault says; of Slack's own, the word that Slack has for it."""
    return str(fault.response["error"] if isinstance(fault, SlackApiError) else fault)
