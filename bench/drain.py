"""One bot that sends what is due until nothing is left: `drain DB API`, then "go"."""

import sys

from bench.year import SUMS
from bot.app import EctBot
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.sandbox.clock import MovableClock
from bot.sandbox.example_school import STARTS
from bot.slack.client import make_client
from bot.store.postgres.postgres_store import PostgresStore
from bot.usecases.delivery.sending import deliver_due
from bot.vault import KeyVault


def main(database: str, api_url: str) -> None:
    """Wait for the word, then send."""
    bot = EctBot(
        PostgresStore(database, ALL_KINDS, ALL_INDEXES, SUMS),
        make_client("xoxb-measuring", api_url),
        MovableClock(STARTS),
        "measuring",
        vault=KeyVault([]),
    )
    print("ready", flush=True)
    sys.stdin.readline()
    while deliver_due(bot.ports):
        pass


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
