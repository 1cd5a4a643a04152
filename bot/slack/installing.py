"""Installing the bot into a workspace from a browser: Slack's OAuth, by Bolt.

The browser gets a word (the state) that it must bring back from Slack, once, within ten
minutes; it also stands in a cookie, so that nobody can be led into another's
installation.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.installation_store import Installation, InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore

from bot.domain.kernel.record import TeamId
from bot.ports.bundle import Ports
from bot.ports.store import OutcomeUnknown, StoreFault
from bot.ports.vault import NoKey
from bot.slack.client import make_client
from bot.usecases.operations.installing import (
    InstalledBot,
    install,
    new_state,
    use_state,
)
from bot.views.operations.installing import Refused, installed_page, refused_page

log = logging.getLogger(__name__)

INSTALL_PATH = "/slack/install"
BACK_PATH = "/slack/oauth_redirect"
SCOPES = (
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "im:history",
    "im:write",
    "users:read",
)
# Each beginning writes a row, and anybody may begin: a trust's schools need far fewer.
_MOST_BEGUN = RateLimitItemPerMinute(60, multiples=10)
_HTML = {"Content-Type": ["text/html; charset=utf-8"], "Cache-Control": ["no-store"]}
_REASONS = {
    "access_denied": Refused.CANCELLED,
    "invalid_browser": Refused.ANOTHER_BROWSER,
    "invalid_state": Refused.TOO_LATE,
    "storage_error": Refused.WHOLE_ORGANISATION,
}

Answering = Callable[[BoltRequest], BoltResponse]


@dataclass(frozen=True, slots=True)
class SharedApp:
    """A Slack app that several workspaces install."""

    client_id: str
    client_secret: str = field(repr=False)
    public_address: str = ""  # where Slack sends the browser back to


def install_pages(
    app: SharedApp, ports: Ports, api_url: str
) -> Mapping[str, Answering]:
    """Return the two pages of an installation, by path."""
    settings = OAuthSettings(
        client_id=app.client_id,
        client_secret=app.client_secret,
        scopes=SCOPES,
        user_scopes=(),
        redirect_uri=f"{app.public_address}{BACK_PATH}" if app.public_address else None,
        install_path=INSTALL_PATH,
        redirect_uri_path=BACK_PATH,
        install_page_rendering_enabled=False,
        authorization_url=urljoin(api_url, "/oauth/v2/authorize"),
        callback_options=CallbackOptions(success=_succeeded, failure=_refused),
        state_store=_States(ports),
        installation_store=_Installations(ports),
    )
    flow = OAuthFlow(client=make_client(None, api_url), settings=settings)
    return {
        INSTALL_PATH: _unless_too_many(_unless_out_of_reach(flow.handle_installation)),
        BACK_PATH: _unless_out_of_reach(flow.handle_callback),
    }


def _unless_out_of_reach(answering: Answering) -> Answering:
    def answer(request: BoltRequest) -> BoltResponse:
        try:
            return answering(request)
        except NoKey:
            refused = Refused.NO_KEY
        except OutcomeUnknown:
            refused = Refused.UNKNOWN
        except StoreFault:
            refused = Refused.NOT_SAVED
        log.warning("an installation was not kept", extra={"reason": refused.name})
        return _page(503, refused_page(refused, again=INSTALL_PATH))

    return answer


def _unless_too_many(answering: Answering) -> Answering:
    begun = FixedWindowRateLimiter(MemoryStorage())

    def answer(request: BoltRequest) -> BoltResponse:
        if begun.hit(_MOST_BEGUN):
            return answering(request)
        log.warning("an installation was not begun: too many had begun already")
        return _page(429, refused_page(Refused.TOO_MANY, again=INSTALL_PATH))

    return answer


def _succeeded(args: SuccessArgs) -> BoltResponse:
    return _page(200, installed_page(args.installation.team_name or ""))


def _refused(args: FailureArgs) -> BoltResponse:
    refused = _REASONS.get(args.reason, Refused.BY_SLACK)
    log.warning("an installation was refused", extra={"reason": args.reason})
    page = refused_page(refused, again=INSTALL_PATH)
    return _page(args.suggested_status_code, page)


def _page(status: int, page: str) -> BoltResponse:
    return BoltResponse(status=status, body=page, headers={**_HTML})


class _States(OAuthStateStore):
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    def issue(self, *_args: object, **_named: object) -> str:
        return new_state(self._ports)

    def consume(self, state: str) -> bool:
        return use_state(self._ports, state)


class _Installations(InstallationStore):
    """Keeps what Bolt brings back; nobody asks it for what it has kept."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    def save(self, installation: Installation) -> None:
        team, token = installation.team_id, installation.bot_token
        if installation.is_enterprise_install or not team or not token:
            raise BoltError("an installation for a whole organisation")
        bot = InstalledBot(
            token=token,
            user=installation.bot_user_id or "",
            bot_id=installation.bot_id or "",
            scopes=tuple(installation.bot_scopes or ()),
        )
        install(self._ports, TeamId(team), bot)
