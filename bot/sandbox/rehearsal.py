"""The whole bot beside a practice workspace: for `make try`, tests and measurements."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

from bot.app import EctBot, open_store
from bot.keys import make_key_file, read_key_file
from bot.ports.kinds import SESSIONS
from bot.ports.store import Store
from bot.ports.vault import Vault
from bot.sandbox.clock import MovableClock, refuse_real
from bot.sandbox.example_school import TEAM, Season, example_people, set_up
from bot.sandbox.manifest import MANIFEST
from bot.sandbox.workspace import (
    BOT_TOKEN,
    SIGNING_SECRET,
    CannotListen,
    Workspace,
)
from bot.slack.client import make_client
from bot.slack.serving_http import HttpServing
from bot.store.checksums import checksums_with
from bot.vault import KeyVault
from scheduler.timetable import rows

_AN_HOUR = 60 * 60


class Rehearsal:
    """The example school, the real bot and a workspace; runs while it is open.

    The key lies beside the data, made at the first run, since nothing here is real;
    *vault* takes its place, to rehearse a lost key. Without *welcomed* the people of an
    empty store hear from the bot for the first time. After an act the workspace waits
    until the bot has been quiet for *quiet_ms*. Raises RealTokenPresent where one
    of *tokens* is real, StoreFault for a data file that cannot be used, BadKey for its
    key file, CannotListen for its port. It is *empty* of any school on request, and a
    new one begins in the *season* that it is given.
    """

    def __init__(  # noqa: PLR0913 - each is a setting of its own
        self,
        data_file: Path,
        *,
        port: int = 0,
        tokens: Iterable[str] = (),
        vault: Vault | None = None,
        quiet_ms: int = 60,
        welcomed: bool = True,
        empty: bool = False,
        season: Season = Season.AUTUMN,
    ) -> None:
        refuse_real(tokens)
        self._is_first_contact = not welcomed
        keys = () if vault else _keys_beside(data_file)
        self.vault = vault or KeyVault(keys)
        self.store: Store = open_store(data_file, checksums_with(keys))
        if not empty and not self.store.teams():
            set_up(self.store, self.vault, welcomed=welcomed, season=season)
        self.clock = MovableClock(_latest(self.store, season.starts))
        self.workspace = Workspace(
            manifest=MANIFEST,
            people=example_people(),
            team_id=TEAM,
            clock=self.clock,
            on_clock_moved=self._run_jobs,
            is_bot_idle=lambda: self.bot.errands.is_idle(),  # noqa: PLW0108 - same
            port=port,
            quiet_ms=quiet_ms,
        )

    def __enter__(self) -> Self:
        try:
            self.workspace.start()
        except CannotListen:
            self.store.close()
            raise
        client = make_client(BOT_TOKEN, self.workspace.api_url)
        self.bot = EctBot(
            self.store,
            client,
            self.clock,
            SIGNING_SECRET,
            vault=self.vault,
            public_address=lambda: self.serving.origin,
        )
        self.bot.identify()
        self.serving = HttpServing(
            self.bot.app, self.bot.site(), host="127.0.0.1", port=0
        )
        self.serving.start()
        self.workspace.deliver_to(self.serving.url)
        self.bot.start()
        if self._is_first_contact:
            self._run_jobs()
        return self

    def _run_jobs(self) -> None:
        """Run what the timetable would have, but for the daily look at accounts."""
        for row in rows(self.bot.ports, self.bot.outbox):
            if row.every_seconds <= _AN_HOUR:
                row.run()
        self.bot.outbox.deliver()  # what the others have just made

    def __exit__(self, *_fault: object) -> None:
        self.serving.stop()
        self.bot.stop()
        self.workspace.stop()


def _keys_beside(data_file: Path) -> tuple[str, ...]:
    key_file = data_file.with_name(f"{data_file.name}.key")
    if not key_file.exists():
        make_key_file(key_file, unbound=data_file.exists())
    return read_key_file(key_file)


def _latest(store: Store, starts: datetime) -> datetime:
    """Return the moment to go on from: what is stored never lies in the future."""
    with store.reading(TEAM) as records:
        stored = [s.edited_at or s.recorded_at for s in records.every(SESSIONS)]
    return max([starts, *stored])
