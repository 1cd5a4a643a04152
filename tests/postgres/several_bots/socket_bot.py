"""One of several bots in Socket Mode, until it is killed: `DB API BEGAN KEY`.

They share one clock, as `sender` has it: what a killed bot had claimed is free soon.
"""

import os
import sys
from threading import Event

from bot.app import EctBot
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.sandbox.workspace import BOT_TOKEN
from bot.slack.client import make_client
from bot.slack.serving_socket import SocketServing
from bot.store.postgres.postgres_store import PostgresStore
from bot.vault import KeyVault
from tests.postgres.several_bots.sender import SharedClock


def main(database: str, api_url: str, began: float, key: str) -> None:
    """Take what the server delivers, and send what is due."""
    store = PostgresStore(database, ALL_KINDS, ALL_INDEXES)
    client = make_client(BOT_TOKEN, api_url)
    bot = EctBot(store, client, SharedClock(began), "", vault=KeyVault([key]))
    bot.identify()
    SocketServing(bot.app, "xapp-sandbox").start()
    bot.start(str(os.getpid()))
    Event().wait()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4])
