"""`ectbot key` and `ectbot reseal`: what notes and concerns are sealed with."""

from contextlib import closing
from typing import Annotated

import typer

from bot.app import open_store_of, open_vault
from bot.cli.ending import cannot_go_on, reason_of, require_nobody_at_work
from bot.config import BadSettings, Settings, load_settings
from bot.keys import BadKey, make_key_file, put_new_key_first, read_key_file
from bot.ports.store import StoreFault
from bot.usecases.resealing import StillShut, reseal


def key(
    *,
    new: Annotated[
        bool, typer.Option("--new", help="Put a fresh key in front of the old ones.")
    ] = False,
) -> None:
    """Make the key that notes and concerns are sealed with, if there is none."""
    try:
        done = _key_made(load_settings(), new=new)
    except (BadSettings, BadKey) as fault:
        raise cannot_go_on(str(fault)) from None
    except OSError as fault:
        raise cannot_go_on(f"No key was made: {reason_of(fault)}.") from None
    typer.echo(done)
    typer.echo(
        "Keep a copy away from the data, such as in the school's password manager: "
        "without the key, notes and concerns are lost for good (docs/keys.md)."
    )


def _key_made(settings: Settings, *, new: bool) -> str:
    path = settings.ectbot_key_file
    if settings.keys:
        if new:
            raise BadKey(
                "The keys are set in ECTBOT_KEYS, so no file was changed. Put a fresh "
                "one in front of them there (docs/keys.md)."
            )
        return "There is a key already, in ECTBOT_KEYS. Nothing was changed."
    if not read_key_file(path):
        make_key_file(path)
        return f"A key was made: {path}"
    if not new:
        return f"There is a key already: {path}. Nothing was changed."
    put_new_key_first(path)
    return (
        f"A fresh key stands first in {path}. Start the bot anew to use it; with the "
        "bot stopped, `ectbot reseal` has it seal what the older keys sealed."
    )


def reseal_all() -> None:
    """Seal all notes and concerns anew with the newest key; the bot must be stopped."""
    try:
        settings = load_settings()
        vault = open_vault(settings)
        with closing(open_store_of(settings)) as store:
            if settings.database is not None:
                require_nobody_at_work(store)
            done = reseal(store, vault)
    except (BadSettings, BadKey, StoreFault, StillShut) as fault:
        raise cannot_go_on(str(fault)) from None
    typer.echo(
        f"Records sealed with the newest key: {done.records}, workspaces: "
        f"{done.teams}. Older keys open nothing now but back-ups made before."
    )
