"""How a command ends that cannot go on."""

import typer


def cannot_go_on(sentence: str) -> typer.Exit:
    """Say why on the error stream; what is returned is for the command to raise."""
    typer.echo(sentence, err=True)
    return typer.Exit(1)
