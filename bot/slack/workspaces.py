"""Which workspaces the bot serves, and the client and the identity it has in each."""

import logging
from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.domain.kernel.record import TeamId
from bot.ports.deadline import answering_within
from bot.ports.messenger import NotSent
from bot.ports.store import Store, StoreFault
from bot.ports.vault import Vault
from bot.slack.client import make_client
from bot.usecases.kernel.faults import told_fault
from bot.usecases.operations.installing import bot_of

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.6  # the listener's own work is still to come
NOT_INSTALLED = "not_installed"  # our own reason, beside Slack's codes


class Workspaces(Protocol):
    """What the bot needs to know of the workspaces it serves."""

    @property
    def api_url(self) -> str:
        """The base address of Slack's Web API."""

    def client_for(self, team: TeamId) -> WebClient:
        """Return the client for a workspace; raises NotSent where there is none."""

    def identity_of(self, team: TeamId | None) -> AuthorizeResult | None:
        """Return who the bot is in a workspace, or None where it is nobody."""


class OneWorkspace:
    """The one workspace whose token is in the settings."""

    def __init__(
        self, client: WebClient, identity: AuthorizeResult | None = None
    ) -> None:
        self._client = client
        self._identity = identity

    @property
    def api_url(self) -> str:
        """The base address of Slack's Web API."""
        return self._client.base_url

    def client_for(self, _team: TeamId) -> WebClient:
        """Return the client."""
        return self._client

    def identity_of(self, _team: TeamId | None) -> AuthorizeResult:
        """Return who the bot is; raises SlackApiError for a refused token."""
        return self._identity or self.identify()

    def identify(self) -> AuthorizeResult:
        """Ask Slack who the bot is; raises SlackApiError for a refused token."""
        self._identity = AuthorizeResult.from_auth_test_response(
            auth_test_response=self._client.auth_test(), bot_token=self._client.token
        )
        return self._identity


class InstalledWorkspaces:
    """All workspaces that have installed the app; their tokens are in the store.

    They are read anew each time: another process may have taken an installation or a
    removal, and a read costs less than a millisecond.
    """

    def __init__(self, store: Store, vault: Vault, api_url: str) -> None:
        self._store = store
        self._vault = vault
        self._api_url = api_url

    @property
    def api_url(self) -> str:
        """The base address of Slack's Web API."""
        return self._api_url

    def client_for(self, team: TeamId) -> WebClient:
        """Return the client with the workspace's own token."""
        bot = bot_of(self._store, self._vault, team)
        if bot is None:
            raise NotSent(NOT_INSTALLED)
        return make_client(bot.token, self._api_url)

    def identity_of(self, team: TeamId | None) -> AuthorizeResult | None:
        """Return who the bot is in the workspace that a request came from.

        While the records are out of reach it is somebody without a token, so that the
        listener can say so.
        """
        try:
            with answering_within(_LOOK_SECONDS):
                bot = bot_of(self._store, self._vault, team) if team else None
        except StoreFault as fault:
            told = {"fault": told_fault(fault), "team": team}
            log.warning("whose workspace it is cannot be read", extra=told)
            return AuthorizeResult(enterprise_id=None, team_id=team)
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=team,
            bot_token=bot.token,
            bot_id=bot.bot_id,
            bot_user_id=bot.user,
            bot_scopes=list(bot.scopes),
        )
