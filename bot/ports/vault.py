"""Words that are kept sealed: what the use cases need of encryption."""

from typing import Protocol

from bot.domain.record import Sealed


class NoKey(Exception):
    """Nothing can be sealed, since there is no key."""


class Vault(Protocol):
    """Seals the words of people for keeping, and opens them for their readers."""

    def seal(self, text: str) -> Sealed:
        """Return *text* sealed with the newest key.

        Raises NoKey.
        """
        ...

    def opened(self, sealed: Sealed) -> str | None:
        """Return the words, or None where the key that they need is not here."""
        ...
