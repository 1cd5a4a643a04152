"""`ectbot key` and `ectbot reseal`: what notes and concerns are sealed with."""

from contextlib import closing
from typing import Annotated

import typer

from bot.app import keys_of, open_store_of, open_vault
from bot.cli.ending import (
    cannot_go_on,
    faults_in_words,
    reason_of,
    require_nobody_at_work,
)
from bot.config import BadSettings, Settings, load_settings
from bot.doctor.keys import NOT_BOUND
from bot.keys import (
    BadKey,
    binds,
    make_key_file,
    put_new_key_first,
    read_key_file,
    retire_older_keys,
    retired_file,
)
from bot.ports.kinds import ALL_KINDS
from bot.ports.store import StoreFault
from bot.store.copying import keep_anew, rows_of
from bot.usecases.data_protection.resealing import StillShut, require_open, reseal


def key(
    *,
    new: Annotated[
        bool, typer.Option("--new", help="Add a new key in front of the old ones.")
    ] = False,
) -> None:
    """Make the key that encrypts notes and concerns, if there is none."""
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
        is_late = _is_anything_kept(settings)
        make_key_file(path, unbound=is_late)
        return f"A key was made: {path}" + (f". {NOT_BOUND}" if is_late else "")
    if not new:
        return f"There is a key already: {path}. Nothing was changed."
    put_new_key_first(path)
    return (
        f"A fresh key stands first in {path}. Start the bot anew to use it; with the "
        "bot stopped, `ectbot reseal` has it seal what the older keys sealed."
    )


def _is_anything_kept(settings: Settings) -> bool:
    """Whether there are records already, or that cannot be told."""
    if settings.database is None:
        return settings.data_file.exists()
    try:
        with closing(open_store_of(settings)) as store:
            return any(True for _row in rows_of(store, ALL_KINDS))
    except StoreFault:
        return True


def reseal_all(
    *,
    leave_shut: Annotated[
        bool,
        typer.Option("--leave-shut", help="Leave what no key can open as it is."),
    ] = False,
) -> None:
    """Encrypt everything again with the newest key. Stop the bot first."""
    with faults_in_words(StillShut):
        settings = load_settings()
        _refuse_until_all_opens(settings, leave_shut=leave_shut)
        has_fresh_key = _has_binding_key_first(settings)
        vault = open_vault(settings)
        with closing(open_store_of(settings)) as store:
            done = reseal(store, vault, vault.newest)
            keep_anew(store, ALL_KINDS)
    typer.echo(
        f"Records sealed with the newest key: {done.records}, workspaces: "
        f"{done.teams}. What it sealed opens in its place alone."
    )
    if has_fresh_key:
        typer.echo(
            f"A fresh key was made for this. Copy {settings.ectbot_key_file} now to "
            "where you keep its copy, and to any other machine that runs the bot."
        )
    typer.echo(_older_keys_retired(settings))


def _refuse_until_all_opens(settings: Settings, *, leave_shut: bool) -> None:
    vault = open_vault(settings)
    if not vault.has_key:
        raise BadKey("There is no key, so nothing was changed. Run: ectbot key")
    with closing(open_store_of(settings)) as store:
        if settings.database is not None:
            require_nobody_at_work(store)
        if not leave_shut:
            require_open(store, vault)


def _has_binding_key_first(settings: Settings) -> bool:
    """See to it that the newest key binds what it seals; whether one was made."""
    if binds(keys_of(settings)[0]):
        return False
    if settings.keys:
        raise BadKey(
            "The newest key in ECTBOT_KEYS is of before 0.2.0, which binds nothing to "
            "its place, so nothing was changed. Put a fresh one in front of it "
            "(docs/keys.md), and run this again."
        )
    try:
        put_new_key_first(settings.ectbot_key_file)
    except OSError as fault:
        raise BadKey(
            f"No fresh key could be put into the key file: {reason_of(fault)}. Nothing "
            "was changed. Put one in front yourself (docs/keys.md), and run this again."
        ) from None
    return True


def _older_keys_retired(settings: Settings) -> str:
    path = settings.ectbot_key_file
    if len(settings.keys) > 1:
        return (
            "Take all keys but the first out of ECTBOT_KEYS now, and keep them for as "
            "long as you keep back-ups made before. Until then what is not bound opens."
        )
    if settings.keys:
        return "The one key in ECTBOT_KEYS is all that is needed."
    try:
        if not retire_older_keys(path):
            return f"The one key in {path} is all that is needed."
    except (BadKey, OSError) as fault:
        why = str(fault) if isinstance(fault, BadKey) else f"{reason_of(fault)}."
        raise cannot_go_on(
            f"The older keys were not taken out of {path}: {why} Put that right and "
            "run this again. Until then what is not bound opens."
        ) from None
    return (
        f"The older keys were moved to {retired_file(path)}: only back-ups made before "
        "need them. Keep that file as long as you keep those, and see that you "
        f"have a copy of {path} as it is now."
    )
