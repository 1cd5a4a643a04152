"""The composition root: store, ports, Bolt app and timetable, put together once."""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.bank_holidays import EnglandHolidays
from bot.clock import SystemClock
from bot.config import Settings
from bot.counting import CONTENT_TYPE, Counting
from bot.domain.kernel.record import MACHINE, TeamId
from bot.domain.operations.backups import Keep
from bot.keys import BadKey, new_key, read_key_file, retired_keys
from bot.messages import gather
from bot.ports.bundle import Ports
from bot.ports.clock import Clock
from bot.ports.deadline import answering_within
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, RESTORES
from bot.ports.store import Kind, Store, StoreFault
from bot.ports.vault import Vault
from bot.slack.client import make_client
from bot.slack.files import SlackFiles
from bot.slack.installing import SharedApp, install_pages
from bot.slack.messenger import SlackMessenger
from bot.slack.requests import OnlyFromSlack
from bot.slack.serving_http import Page, Site
from bot.slack.workspaces import OneWorkspace, Workspaces
from bot.store.backups.lifecycle import make_backup
from bot.store.checksums import PLAIN, Checksums, checksums_with
from bot.store.copying import rows_of
from bot.store.data_file.checking import Row, read_rows
from bot.store.data_file.embedded import EmbeddedStore
from bot.vault import KeyVault
from bot.views.operations.installing import NOT_INSTALLED_HERE
from handlers.calendars.own_calendar import served
from handlers.registry import register_all
from scheduler.background import Background
from scheduler.outbox import Outbox
from scheduler.timetable import Timetable, rows

_STOP_SECONDS = 3.5  # of the five that a stop may take in all
_LOOK_SECONDS = 1.5  # for a monitor, which asks often; enough to connect anew


class EctBot:
    """The bot, ready to be served; *app* takes Slack's requests in either mode."""

    def __init__(  # noqa: PLR0913 - what differs between real and practice
        self,
        store: Store,
        slack: WebClient | Workspaces,
        clock: Clock,
        signing_secret: str,
        *,
        vault: Vault,
        back_up: Callable[[], object] | None = None,
        public_address: Callable[[], str] = str,
    ) -> None:
        # Socket Mode has no signatures; then nothing that comes over HTTP is let in.
        signing_secret = signing_secret or secrets.token_hex()
        self.errands = Background()
        one = slack if not isinstance(slack, WebClient) else OneWorkspace(slack)
        self._workspaces: Workspaces = one
        self.ports = Ports(
            store=store,
            clock=clock,
            messenger=SlackMessenger(self._workspaces.client_for),
            files=SlackFiles(self._workspaces.client_for),
            bank_holidays=EnglandHolidays(),
            background=self.errands,
            vault=vault,
            gather=gather,
            spare_vault=KeyVault([new_key()]),
            new_id=lambda: secrets.token_hex(8),
            public_address=public_address,
        )
        self.counting = Counting(lambda: self._timetable.health()[1])
        self.outbox = Outbox(self.ports, self.counting.sent)
        jobs = rows(self.ports, self.outbox, back_up)
        self._timetable = Timetable(jobs, self.ports)
        self.app = App(
            name="ECT Bot",  # without one Bolt looks through all modules for its caller
            client=make_client(None, self._workspaces.api_url),
            authorize=lambda team_id: self._authorize(team_id),  # noqa: PLW0108 - Bolt reads its arguments
            user_facing_authorize_error_message=NOT_INSTALLED_HERE,
            signing_secret=signing_secret,
            request_verification_enabled=False,  # OnlyFromSlack does it
            # Before anybody is told whether a workspace is served here at all.
            before_authorize=OnlyFromSlack(signing_secret),
            process_before_response=True,
        )
        register_all(self.app, self.ports, self.outbox.kick, self.counting.answered)

    def identify(self) -> None:
        """Ask Slack whether the token is good; raises SlackApiError where it is not."""
        if isinstance(self._workspaces, OneWorkspace):
            self._workspaces.identify()

    def start(self, process: str = "") -> None:
        """Start the timetable; *process* names this one of several on one database."""
        self._timetable.start(process)

    def stop(self) -> None:
        """Finish the message in hand, take up no other, and close the store.

        What takes longer than some seconds, since Slack is slow, is left: a message
        that was being sent is found again, by its key, at the next start.
        """
        until = monotonic() + _STOP_SECONDS
        self.outbox.stop()
        self._timetable.stop(until)
        self.errands.stop(until)
        self.ports.store.close()

    def health(self) -> dict[str, object]:
        """Say how the bot is, for /healthz; counts and the names of jobs only."""
        is_well, jobs = self._timetable.health()
        # A store that hangs must not have this hang as well.
        return {"ok": is_well and self._can_be_read(), "jobs": jobs}

    def is_ready(self) -> bool:
        """Whether an act would be kept now: for /readyz, which asks again and again."""
        return self._timetable.keeps_heartbeats and self._can_be_read()

    def site(self, shared: SharedApp | None = None) -> Site:
        """Return what is served beside Slack's requests, in HTTP mode.

        With a *shared* app, so are the pages from which workspaces install it.
        """
        pages = {
            "/healthz": lambda: _as_page(self.health()),
            "/readyz": lambda: _as_page({"ok": self.is_ready()}),
            "/metrics": lambda: Page(self.counting.text(), CONTENT_TYPE),
        }
        if shared is None:
            return Site(pages, self.file_at)
        installing = install_pages(shared, self.ports, self._workspaces.api_url)
        return Site(pages, self.file_at, installing)

    def _authorize(self, team_id: TeamId | None) -> Any:
        """Return who the bot is there; Bolt goes by the argument's name."""
        return self._workspaces.identity_of(team_id)

    def _can_be_read(self) -> bool:
        try:
            with (
                answering_within(_LOOK_SECONDS),
                self.ports.store.reading(MACHINE) as records,
            ):
                records.get(RESTORES, "last")  # one row, or none
        except StoreFault:
            return False
        return True

    def file_at(self, path: str) -> bytes | None:
        """Return what is fetched from a private address; None: there is nothing."""
        return served(self.ports, path)


def _as_page(found: dict[str, object]) -> Page:
    status = "200 OK" if found["ok"] else "503 Service Unavailable"
    return Page(json.dumps(found).encode(), "application/json", status)


def open_store(path: Path, sums: Checksums = PLAIN) -> EmbeddedStore:
    """Open the embedded store; raises StoreFault."""
    return EmbeddedStore(path, ALL_KINDS, ALL_INDEXES, sums)


def open_store_of(settings: Settings) -> Store:
    """Open the store that the settings name.

    Raises StoreFault for a data file or a key that cannot be used, and for an address
    that is none of PostgreSQL. A database that is away, or whose tables do not fit, is
    told at each use until it is there and they do.
    """
    if settings.database is None:
        return open_store(settings.data_file, checksums_of(settings))
    from bot.store.postgres.postgres_store import PostgresStore  # noqa: PLC0415 - not for a school

    return PostgresStore(
        settings.database,
        ALL_KINDS,
        ALL_INDEXES,
        checksums_of(settings),
        looks_at_steps=True,
    )


def back_up_now(settings: Settings, vault: KeyVault) -> Path:
    """Make a back-up of the data file; raises StoreFault."""
    return make_backup(
        settings.data_file,
        settings.ectbot_backups,
        vault,
        now=SystemClock().now(),
        keep=Keep(settings.ectbot_backups_hourly, settings.ectbot_backups_daily),
        sums=checksums_of(settings),
    )


def back_up_job(settings: Settings, vault: KeyVault) -> Callable[[], object] | None:
    """Return what makes back-ups while the bot runs.

    None where PostgreSQL's own tools do, or there is no key: the doctor says so.
    """
    if settings.database is not None or not vault.has_key:
        return None
    return lambda: back_up_now(settings, vault)


def open_vault(settings: Settings) -> KeyVault:
    """Open the vault with the keys that are set, or else those of the key file.

    Without any it opens all the same, and seals nothing. Raises BadKey.
    """
    return KeyVault(keys_of(settings))


def open_backup_vault(settings: Settings) -> KeyVault:
    """Open one that knows the keys too that only older back-ups need; raises BadKey."""
    keys = keys_of(settings)
    is_of_file = keys and not settings.keys
    return KeyVault(
        (*keys, *retired_keys(settings.ectbot_key_file)) if is_of_file else keys
    )


def checksums_of(settings: Settings) -> Checksums:
    """Return what the rows add up to with the keys that are here; raises StoreFault."""
    try:
        return checksums_with(keys_of(settings))
    except BadKey as fault:
        raise StoreFault(str(fault)) from fault


def keys_of(settings: Settings) -> tuple[str, ...]:
    """Return the keys that are set, or else those of the key file; raises BadKey."""
    return settings.keys or read_key_file(settings.ectbot_key_file)


def stored_rows(settings: Settings, kinds: Iterable[Kind[Any]]) -> Iterator[Row]:
    """Yield the records of some kinds; a data file is read beside a bot at work.

    Raises StoreFault.
    """
    wanted = {kind.name for kind in kinds}
    if settings.database is None:
        known, sums = {k.name: k for k in ALL_KINDS}, checksums_of(settings)
        for row in read_rows(settings.data_file, known, sums):
            if row[1].name in wanted:
                yield row
        return
    with closing(open_store_of(settings)) as store:
        yield from rows_of(store, kinds)
