"""Write the next step of the PostgreSQL tables: `python -m tests.new_step "why"`.

Compares what the kinds need with what the steps so far make, on a server of its own.
Read the step before it is kept: it is what will run on schools' data.
"""

import sys
from pathlib import Path

from alembic import command

from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.store.postgres.migrating import config_for
from bot.store.postgres.postgres_store import connected
from bot.store.postgres.tables import tables_of
from tests.postgres_server import running_server

_STEPS = Path("bot/store/postgres/migrations/versions")


def _write(why: str) -> None:
    number = len(list(_STEPS.glob("[0-9]*.py"))) + 1
    with running_server("fsync=off") as server:
        engine = connected(server.url)
        with engine.begin() as connection:
            config = config_for(connection)
            config.attributes["tables"] = tables_of(ALL_KINDS, ALL_INDEXES)
            command.upgrade(config, "head")
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            command.revision(config, why, autogenerate=True, rev_id=f"{number:04d}")
        engine.dispose()


if __name__ == "__main__":
    _write(sys.argv[1])
