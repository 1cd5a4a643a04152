"""`ectbot run`: the bot against Slack."""

import secrets
from collections.abc import Sequence

import typer
from slack_sdk.errors import SlackApiError

from bot.app import keys_of, open_store_of, open_vault
from bot.cli.checking import require_zone
from bot.cli.ending import cannot_go_on, faults_in_words, without_slack
from bot.cli.serving import bot_of, serving_of
from bot.cli.stopping import end, stop_asked_for, wait_for
from bot.config import BadSettings, load_settings
from bot.doctor.keys import NOT_BOUND
from bot.keys import may_be_unbound


def run() -> None:
    """Run the bot against Slack, with the settings from .env."""
    require_zone()
    with faults_in_words():
        settings = load_settings()
        vault = open_vault(settings)
        store = open_store_of(settings)
    bot = bot_of(settings, store, vault)
    try:
        bot.identify()
        serving = serving_of(settings, bot)
        serving.start()
    except (SlackApiError, OSError) as fault:
        bot.stop()
        raise cannot_go_on(without_slack(fault)) from None
    except BadSettings as fault:
        bot.stop()
        raise cannot_go_on(str(fault)) from None
    stopped = stop_asked_for()
    # A data file has one bot; a database may have several.
    bot.start(secrets.token_hex(4) if settings.database else "")
    _say_that_it_runs(keys_of(settings))
    wait_for(stopped)
    end(serving.stop, bot.stop)


def _say_that_it_runs(keys: Sequence[str]) -> None:
    typer.echo("ECT Bot is running. Press Ctrl+C to stop it.")
    if not keys:
        typer.echo("Notes and concerns cannot be kept without a key. Run: ectbot key")
    elif may_be_unbound(keys):
        typer.echo(NOT_BOUND)
