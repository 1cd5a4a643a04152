"""A bot in the middle of a unit of work, until it is killed: `holder DB`."""

import sys
from time import sleep

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS, CLAIMS
from bot.sandbox.example_school import TEAM
from bot.store.postgres.postgres_store import PostgresStore
from tests.contract.examples import a_claim


def main(database: str) -> None:
    """Begin to write, and come to no end."""
    store = PostgresStore(database, ALL_KINDS, ALL_INDEXES)
    with store.transaction(TEAM) as records:
        records.add(CLAIMS, a_claim("never kept"))
        sys.stdout.write("within\n")
        sys.stdout.flush()
        sleep(600)


if __name__ == "__main__":
    main(sys.argv[1])
