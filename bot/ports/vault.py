"""Words that are kept sealed: what the use cases need of encryption."""

from dataclasses import dataclass
from typing import Protocol

from bot.domain.kernel.record import Sealed, TeamId


class NoKey(Exception):
    """Nothing can be sealed, since there is no key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text stands: a field of one record. It opens nowhere else.

    What stands in no record has a place as well: *kind* then says what it is, such as
    "button", and *key* whose.
    """

    team: TeamId
    kind: str
    key: str
    field: str


class Vault(Protocol):
    """Seals the words of people for keeping, and opens them for their readers."""

    def seal(self, text: str, place: Place) -> Sealed:
        """Return *text* sealed with the newest key, to be opened in *place* alone.

        Raises NoKey.
        """

    def opened(self, sealed: Sealed, place: Place) -> str | None:
        """Return the words.

        None where the key that they need is not here, and for what is damaged or was
        sealed for another place.
        """
