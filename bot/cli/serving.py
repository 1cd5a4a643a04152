"""What the command line makes of the settings on Slack's side."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app import EctBot, back_up_job
from bot.cli.ending import refused_port, without_slack
from bot.clock import SystemClock
from bot.config import BadSettings, Mode, Settings
from bot.domain.kernel.record import TeamId
from bot.ports.store import Store
from bot.slack.client import make_client
from bot.slack.installing import SharedApp
from bot.slack.serving_http import HttpServing
from bot.slack.serving_socket import SocketServing
from bot.slack.workspaces import InstalledWorkspaces
from bot.vault import KeyVault


def bot_of(settings: Settings, store: Store, vault: KeyVault) -> EctBot:
    """Return the bot that the settings describe, on a store and a vault."""
    secret = settings.slack_signing_secret
    return EctBot(
        store,
        _workspaces(settings, store, vault),
        SystemClock(),
        secret.get_secret_value() if secret else "",
        vault=vault,
        back_up=back_up_job(settings, vault),
        public_address=lambda: settings.public_address,
    )


def _workspaces(
    settings: Settings, store: Store, vault: KeyVault
) -> WebClient | InstalledWorkspaces:
    if settings.slack_client_id:
        return InstalledWorkspaces(store, vault, settings.slack_api_url)
    return _own_client(settings)


def workspace_meant(settings: Settings, store: Store, team: str) -> TeamId:
    """Return the workspace that a command is about.

    Raises BadSettings where several are served and none of them is named, and where
    Slack refuses the token or cannot be reached.
    """
    if not settings.slack_client_id:
        try:
            return TeamId(str(_own_client(settings).auth_test()["team_id"]))
        except (SlackApiError, OSError) as fault:
            raise BadSettings(without_slack(fault)) from None
    if TeamId(team) not in store.teams():
        raise BadSettings(
            "Say which workspace is meant, with --team and its id, which begins with "
            "T. The app must be installed there first (docs/many-workspaces.md)."
        )
    return TeamId(team)


def serving_of(settings: Settings, bot: EctBot) -> HttpServing | SocketServing:
    """Return what takes Slack's requests; raises BadSettings for a port in use."""
    if settings.ectbot_mode is Mode.HTTP:
        return _over_http(settings, bot)
    token = settings.slack_app_token
    return SocketServing(bot.app, token.get_secret_value() if token else "")


def _over_http(settings: Settings, bot: EctBot) -> HttpServing:
    host, port = settings.ectbot_host, settings.ectbot_port
    site = bot.site(_shared_app(settings))
    try:
        return HttpServing(bot.app, site, host=host, port=port)
    except OSError as fault:
        raise BadSettings(
            f"{refused_port(port, fault)} Set ECTBOT_PORT to one that is free, and "
            "ECTBOT_HOST to an address of this machine."
        ) from None
    except ValueError:
        raise BadSettings(
            f"{host} is not known. Set ECTBOT_HOST to an address of this machine."
        ) from None


def _own_client(settings: Settings) -> WebClient:
    token = settings.slack_bot_token.get_secret_value()
    return make_client(token, settings.slack_api_url)


def _shared_app(settings: Settings) -> SharedApp | None:
    if not settings.slack_client_id:
        return None
    secret = settings.slack_client_secret.get_secret_value()
    return SharedApp(settings.slack_client_id, secret, settings.public_address)
