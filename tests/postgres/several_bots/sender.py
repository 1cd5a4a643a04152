"""One of several bots that send what is due, until it is killed: `sender DB API BEGAN`.

All of them share one clock, which runs twenty times as fast as the real one from the
steady moment *BEGAN* on: what a killed bot had claimed is free after six seconds.
"""

import sys
from datetime import datetime, timedelta
from time import monotonic, sleep

from bot.app import EctBot
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.sandbox.example_school import STARTS
from bot.sandbox.workspace import BOT_TOKEN, SIGNING_SECRET
from bot.slack.client import make_client
from bot.store.postgres.postgres_store import PostgresStore
from bot.usecases.delivery.sending import deliver_due
from bot.vault import KeyVault

_TIMES_AS_FAST = 20
_SECONDS_BETWEEN = 0.02


class SharedClock:
    """A clock that every process on this machine reads alike."""

    def __init__(self, began: float) -> None:
        self._began = began

    def now(self) -> datetime:
        return STARTS + timedelta(seconds=(monotonic() - self._began) * _TIMES_AS_FAST)


def main(database: str, api_url: str, began: float) -> None:
    """Send what is due, again and again, until somebody ends this process."""
    store = PostgresStore(database, ALL_KINDS, ALL_INDEXES)
    client = make_client(BOT_TOKEN, api_url)
    bot = EctBot(store, client, SharedClock(began), SIGNING_SECRET, vault=KeyVault([]))
    sys.stdout.write("open\n")
    sys.stdout.flush()
    while True:
        deliver_due(bot.ports)
        sleep(_SECONDS_BETWEEN)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
