"""What the doctor says of the key, and of what it opens."""

from collections.abc import Iterator

from bot.app import keys_of, open_vault, stored_rows
from bot.config import Settings
from bot.doctor.finding import Finding, fix, ok, warn
from bot.keys import BadKey, may_be_unbound
from bot.ports.store import StoreFault
from bot.ports.vault import Place
from bot.usecases.data_protection.resealing import SEALED_FIELDS, sealed_in
from bot.vault import KeyVault

NOT_BOUND = (
    "Not all that is kept is bound to its place, and to the key. With the bot stopped, "
    "run: ectbot reseal (docs/keys.md)"
)


def examine_key(settings: Settings) -> Iterator[Finding]:
    """Look whether there is a key, where it lies, and whether it opens everything."""
    try:
        vault = open_vault(settings)
    except BadKey as fault:
        yield fix(str(fault))
        return
    if not vault.has_key:
        yield fix(
            "There is no key, so notes and concerns cannot be kept or shown. Put back "
            "the copy that you kept; for a first key, run: ectbot key"
        )
    else:
        yield _key_place(settings)
        if may_be_unbound(keys_of(settings)):
            yield warn(NOT_BOUND)
    shut, sealed = _shut(settings, vault)
    if shut:
        yield fix(
            f"{shut} of {sealed} sealed texts cannot be opened with the keys that are "
            "here. Add the older key as a last one; if none is missing, they were "
            "moved or changed behind the bot's back (docs/keys.md)."
        )


def _key_place(settings: Settings) -> Finding:
    path = settings.ectbot_key_file.resolve()
    data = settings.data_file.resolve().parent
    is_beside = path.is_relative_to(data) or data.is_relative_to(path.parent)
    if settings.keys or not is_beside:
        return ok("There is a key, apart from the data.")
    return warn(
        f"The key file {path} lies beside the data. If it is the only copy, who takes "
        "the folder has both, and a lost disk loses both. Keep a copy elsewhere, such "
        "as in the school's password manager, or move it (docs/keys.md)."
    )


def _shut(settings: Settings, vault: KeyVault) -> tuple[int, int]:
    """Count the sealed texts that no key opens, and all of them."""
    try:
        texts = [
            (text, Place(team, kind.name, key, field))
            for team, kind, key, record in stored_rows(settings, SEALED_FIELDS)
            for field, text in sealed_in(kind, record).items()
        ]
    except StoreFault:
        return 0, 0  # what is wrong with the store is said already
    return sum(vault.opened(text, place) is None for text, place in texts), len(texts)
