"""The versions of a PostgreSQL database's tables: which it has, and going up.

Nobody goes up by accident: the bot refuses tables that are missing, older or newer, and
only `ectbot migrate up` changes them.
"""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.ports.store import StoreFault

_STEPS = Path(__file__).with_name("migrations")


def go_up(engine: Engine) -> list[str]:
    """Bring the tables to the newest version; return the steps that were taken.

    Each step happens whole or not at all, and a second process waits for the first.
    Raises StoreFault, also where the tables are newer than this program.
    """
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '2s'")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7331)")
            before = _standing(connection)
            _refuse_newer(before)
            config = config_for(connection)
            command.upgrade(config, "head")
            return [step for step in _steps() if step not in _up_to(before)]
    except SQLAlchemyError as fault:
        raise StoreFault(f"No step was taken: {fault.__class__.__name__}.") from fault


def require_newest(connection: Connection) -> None:
    """Raise StoreFault, with what to do, unless the tables fit this program."""
    found = _standing(connection)
    _refuse_newer(found)
    if found != _steps()[-1]:
        what = (
            "has no tables yet" if found is None else "has tables of an older ECT Bot"
        )
        raise StoreFault(
            f"The database {what}. With the bot stopped everywhere, run: "
            "ectbot migrate up"
        )


def config_for(connection: Connection) -> Config:
    """Return what Alembic needs to work on a connection."""
    config = Config()
    config.set_main_option("script_location", str(_STEPS))
    config.attributes["connection"] = connection
    return config


def _standing(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in _steps():
        raise StoreFault(
            f"The database was brought up by a newer ECT Bot (step {found}). "
            "Install the newer version."
        )


@cache
def _steps() -> list[str]:
    """Return the names of all steps, oldest first."""
    script = ScriptDirectory(str(_STEPS))
    return [step.revision for step in reversed(list(script.walk_revisions()))]


def _up_to(found: str | None) -> list[str]:
    steps = _steps()
    return steps[: steps.index(found) + 1] if found else []
