"""Words that are kept sealed: showing them to their readers, and taking them in."""

from collections.abc import Sequence

from bot.domain.drafts import Field
from bot.domain.errors import Unfit
from bot.domain.record import Sealed
from bot.ports.vault import NoKey, Vault

UNREADABLE = "(kept, but the key that opens it is not here)"

_CANNOT_BE_KEPT = (
    "Notes cannot be kept safely just now, because the key for them is missing. What "
    "you wrote is not lost: it still stands here. Please tell your school admin, or "
    "whoever runs ECT Bot; they can put it right. Without these words it can be saved."
)
_CANNOT_BE_CHANGED = (
    "What was written here is kept, but the key that opens it is missing, so it cannot "
    f"be changed just now. Leave “{UNREADABLE}” as it stood and the rest can be saved. "
    "Your school admin, or whoever runs ECT Bot, can put the key back."
)


def shown(vault: Vault, sealed: Sealed | None) -> str:
    """Return words for their reader, a sentence where they stay shut, "" for none."""
    if not sealed:
        return ""
    words = vault.opened(sealed)
    return UNREADABLE if words is None else words


def sealed_words(
    vault: Vault, texts: Sequence[str], *, field: Field, over: Sequence[Sealed] = ()
) -> list[Sealed]:
    """Seal what somebody has written, in place of the words *over* which they wrote.

    What could not be shown to them and was left as it stood stays sealed as it is.
    Raises Unfit where that was changed, and where there is no key.
    """
    shut = [sealed for sealed in over if vault.opened(sealed) is None]
    if shut and texts.count(UNREADABLE) != len(shut):
        raise Unfit(_CANNOT_BE_CHANGED, field=field)
    as_they_were = iter(shut)
    try:
        return [
            next(as_they_were) if shut and text == UNREADABLE else vault.seal(text)
            for text in texts
        ]
    except NoKey:
        raise Unfit(_CANNOT_BE_KEPT, field=field) from None
