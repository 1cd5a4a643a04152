"""All commands, in the order in which the help shows them."""

from typing import Annotated

import typer

from bot import __version__, logs
from bot.cli.audit import audit
from bot.cli.backup import backup, restore
from bot.cli.checking import doctor
from bot.cli.export import export
from bot.cli.keys import key, reseal_all
from bot.cli.look import look
from bot.cli.migrate import migrate
from bot.cli.practice import rehearse, try_it
from bot.cli.protection import erase_person, hold_person, retain_all
from bot.cli.roster import roster
from bot.cli.running import run
from bot.cli.school import school
from bot.cli.terms import terms

cli = typer.Typer(
    name="ectbot",
    help="The Slack bot that keeps the promise made to early career teachers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they show what people wrote
)


cli.command()(run)
cli.command()(doctor)
cli.command()(look)
cli.command()(backup)
cli.command()(restore)
cli.command()(school)
cli.command()(roster)
cli.command()(terms)
cli.command()(key)
cli.command("reseal")(reseal_all)
cli.command("hold")(hold_person)
cli.command("erase")(erase_person)
cli.command("retain")(retain_all)
cli.command()(export)
cli.command("try")(try_it)
cli.command()(rehearse)
cli.add_typer(audit)
cli.add_typer(migrate)


def _say_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        typer.echo(f"ECT Bot {__version__}")
        raise typer.Exit


@cli.callback()
def main(
    *,
    version: Annotated[  # noqa: ARG001 - answered before any command
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Which one this is."
        ),
    ] = False,
) -> None:
    """Set the log up before any command."""
    logs.set_up()
