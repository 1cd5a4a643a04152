"""Words that are kept sealed: showing them to their readers, and taking them in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import Record, Sealed
from bot.ports.store import Kind, Reading
from bot.ports.vault import NoKey, Place, Vault

R = TypeVar("R", bound=Record)

UNREADABLE = "(kept, but it does not open: its key is missing, or it was changed)"

_CANNOT_BE_KEPT = (
    "Notes cannot be kept safely just now, because the key for them is missing. What "
    "you wrote is not lost: it still stands here. Please tell your school admin, or "
    "whoever runs ECT Bot; they can put it right. Without these words it can be saved."
)
_CANNOT_BE_CHANGED = (
    "What was written here is kept, but it does not open, so it cannot be changed just "
    f"now. Leave “{UNREADABLE}” as it stood and the rest can be saved. Your school "
    "admin, or whoever runs ECT Bot, can see why with `ectbot doctor`."
)


def place_of(records: Reading, kind: Kind[Any], key: str, field: str = "text") -> Place:
    """Return where a sealed text of a record stands."""
    return Place(records.team, kind.name, key, field)


def opened(
    vault: Vault, records: Reading, kind: Kind[R], record: R, *, field: str = "text"
) -> str | None:
    """Return words of a record, None where they stay shut, "" where there are none."""
    sealed: Sealed | None = getattr(record, field)
    if not sealed:
        return ""
    return vault.opened(sealed, place_of(records, kind, kind.key(record), field))


def sealed_words(
    vault: Vault,
    texts: Sequence[str],
    places: Iterable[Place],
    *,
    field: Field,
    over: Mapping[Place, Sealed] | None = None,
) -> list[tuple[Place, Sealed]]:
    """Seal what somebody has written, in place of the words *over* which they wrote.

    Each text takes the next of *places*. What could not be shown to them and was left
    as it stood stays sealed as it is, and where it is. Raises Unfit where that was
    changed, and where there is no key.
    """
    stood = (over or {}).items()
    shut = {place: text for place, text in stood if vault.opened(text, place) is None}
    if shut and texts.count(UNREADABLE) != len(shut):
        raise Unfit(_CANNOT_BE_CHANGED, field=field)
    as_they_were = iter(shut.items())
    free = (place for place in places if place not in shut)

    def sealed(text: str) -> tuple[Place, Sealed]:
        if shut and text == UNREADABLE:
            return next(as_they_were)
        place = next(free)
        return place, vault.seal(text, place)

    try:
        return [sealed(text) for text in texts]
    except NoKey:
        raise Unfit(_CANNOT_BE_KEPT, field=field) from None
