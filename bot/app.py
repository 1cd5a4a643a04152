"""The composition root: store, ports, Bolt app and timetable, put together once."""

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.bank_holidays import EnglandHolidays
from bot.config import Settings
from bot.domain.record import TeamId
from bot.ports.bundle import Ports
from bot.ports.clock import Clock
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.ports.store import Store
from bot.ports.vault import Vault
from bot.slack.client import make_client
from bot.slack.messenger import SlackMessenger
from bot.slack.requests import OnlyFromSlack
from bot.store.embedded import EmbeddedStore
from bot.vault import FernetVault, read_key_file
from handlers.registry import register_all
from scheduler.outbox import Outbox
from scheduler.timetable import timetable

log = logging.getLogger(__name__)

_ERRAND_THREADS = 4


class Errands:
    """Runs what waits on Slack, away from the ack path."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_ERRAND_THREADS, thread_name_prefix="errand")
        self._lock = Lock()
        self._under_way = 0

    def run(self, errand: Callable[[], object]) -> None:
        """Run *errand* soon; a fault is logged by its kind."""
        with self._lock:
            self._under_way += 1
        self._pool.submit(self._do, errand)

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        with self._lock:
            return not self._under_way

    def stop(self) -> None:
        """Wait for what is under way."""
        self._pool.shutdown(wait=True)

    def _do(self, errand: Callable[[], object]) -> None:
        try:
            errand()
        except Exception as fault:  # noqa: BLE001 - nobody waits for it; the log does
            log.warning("an errand to Slack came to nothing: %s", type(fault).__name__)
        finally:
            with self._lock:
                self._under_way -= 1


class EctBot:
    """The bot, ready to be served; *app* takes Slack's requests in either mode."""

    def __init__(
        self,
        store: Store,
        client: WebClient,
        clock: Clock,
        signing_secret: str,
        *,
        vault: Vault,
    ) -> None:
        # Socket Mode has no signatures; then nothing that comes over HTTP is let in.
        signing_secret = signing_secret or secrets.token_hex()
        self.errands = Errands()
        self._client = client
        self._identity: AuthorizeResult | None = None
        self.ports = Ports(
            store=store,
            clock=clock,
            messenger=SlackMessenger(lambda _team: client),
            bank_holidays=EnglandHolidays(),
            background=self.errands,
            vault=vault,
            new_id=lambda: secrets.token_hex(8),
        )
        self.outbox = Outbox(self.ports)
        self._timetable = timetable(self.ports, self.outbox)
        self.app = App(
            client=make_client(None, client.base_url),
            authorize=lambda: self._authorize(),  # noqa: PLW0108 - Bolt reads its arguments
            signing_secret=signing_secret,
            request_verification_enabled=False,  # OnlyFromSlack does it
            process_before_response=True,
        )
        self.app.middleware(OnlyFromSlack(signing_secret))
        register_all(self.app, self.ports, self.outbox.kick)

    def identify(self) -> TeamId:
        """Ask Slack who the bot is; raises SlackApiError for a refused token."""
        answer = self._client.auth_test()
        self._identity = AuthorizeResult.from_auth_test_response(
            auth_test_response=answer, bot_token=self._client.token
        )
        return TeamId(str(answer["team_id"]))

    def start(self) -> None:
        """Start the timetable."""
        self._timetable.start()

    def stop(self) -> None:
        """Finish what is under way and close the store."""
        if self._timetable.running:
            self._timetable.shutdown(wait=True)
        self.errands.stop()
        self.ports.store.close()

    def health(self) -> dict[str, object]:
        """Say how the bot is, for /healthz; counts only."""
        return {"ok": True, "teams": len(self.ports.store.teams())}

    def _authorize(self) -> AuthorizeResult:
        if self._identity is None:
            self.identify()
        assert self._identity is not None  # noqa: S101 - identify() has set it
        return self._identity


def open_store(path: Path) -> EmbeddedStore:
    """Open the embedded store; raises StoreFault."""
    return EmbeddedStore(path, ALL_KINDS, ALL_INDEXES)


def open_vault(settings: Settings) -> FernetVault:
    """Open the vault with the keys that are set, or else those of the key file.

    Without any it opens all the same, and seals nothing. Raises BadKey.
    """
    return FernetVault(settings.keys or read_key_file(settings.ectbot_key_file))
