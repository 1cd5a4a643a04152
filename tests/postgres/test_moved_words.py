"""With SQL and without the key, no sealed text opens but in its place."""

from contextlib import closing
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text

from bot.config import Settings
from bot.keys import UNBOUND
from bot.ports.kinds import ALL_INDEXES, ALL_KINDS
from bot.store.postgres.postgres_store import PostgresStore, connected
from bot.usecases.data_protection.resealing import SEALED_FIELDS
from tests.postgres.test_restored import with_steps
from tests.postgres_server import PostgresServer
from tests.store.moved_words import KEY, Bodies, nothing_opens_elsewhere

# That the rows were changed is not to be noticed before the words are.
SETTLED = SecretStr(f"{KEY},{UNBOUND}")

_OF_IT = "team_id = :team AND key = :key"


def test_words_moved_in_the_database_open_nowhere(
    server: PostgresServer, tmp_path: Path
) -> None:
    with_steps(server)
    address = SecretStr(server.url)
    settings = Settings(  # type: ignore[call-arg]  # pydantic's own
        _env_file=None, ectbot_data=tmp_path, ectbot_keys=SETTLED, database_url=address
    )
    engine = connected(server.url)

    def read() -> Bodies:
        with engine.begin() as sql:
            return {
                (team, kind.name, key): body
                for kind in SEALED_FIELDS
                for team, key, body in sql.execute(
                    text(f"SELECT team_id, key, body FROM {kind.name}")  # noqa: S608 - a table's name
                )
            }

    def write(bodies: Bodies) -> None:
        with engine.begin() as sql:
            for (team, kind, key), body in bodies.items():
                sql.execute(
                    text(f"UPDATE {kind} SET body = :body WHERE {_OF_IT}"),  # noqa: S608 - same
                    {"body": body, "team": team, "key": key},
                )

    nothing_opens_elsewhere(
        lambda: closing(PostgresStore(server.url, ALL_KINDS, ALL_INDEXES)),
        read,
        write,
        settings,
    )
    engine.dispose()
